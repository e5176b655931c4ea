/** Uploaded files, kept in memory and served under `/attachments`. */
import type { APIAttachment } from "discord-api-types/v10";
import { imageSize } from "./image-size.ts";

export interface Upload {
  /** The `n` of `files[n]`. */
  index: string;
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface Files {
  /** Keeps a file and gives Discord's object for it. */
  add(channelId: string, upload: Omit<Upload, "index">, description?: string | null): APIAttachment;
  /** @param path what follows `/attachments/`. */
  find(path: string): { type: string; bytes: Uint8Array } | undefined;
  /** For keeping: everything there is, by path. */
  all(): [string, { type: string; bytes: Uint8Array }][];
  restore(kept: [string, { type: string; bytes: Uint8Array }][]): void;
}

/** @param baseUrl where `/attachments` is served. @param keep files kept; older ones are forgotten. */
export function makeFiles(nextId: () => string, baseUrl: () => string, keep = 2000): Files {
  const files = new Map<string, { type: string; bytes: Uint8Array }>();
  return {
    add(channelId, upload, description) {
      const id = nextId();
      const name = upload.name.replaceAll(/[^\w.-]/g, "_");
      const path = `${channelId}/${id}/${name}`;
      files.set(path, { type: upload.type, bytes: upload.bytes });
      for (const oldest of files.keys()) {
        if (files.size <= keep) break;
        files.delete(oldest);
      }
      const url = `${baseUrl()}/attachments/${path}`;
      const size = imageSize(upload.bytes);
      return {
        id,
        filename: name,
        size: upload.bytes.byteLength,
        url,
        proxy_url: url,
        content_type: upload.type,
        ...size,
        ...(description == null ? {} : { description }),
      };
    },
    find: (path) => files.get(path),
    all: () => [...files],
    restore(kept) {
      for (const [path, file] of kept) files.set(path, file);
    },
  };
}
