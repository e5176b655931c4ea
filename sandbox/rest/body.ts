/** A request's body: JSON, or a form with `payload_json` and `files[n]`. */
import type { IncomingMessage } from "node:http";
import { refusals } from "../discord-error.ts";
import type { Upload } from "../files.ts";

/** Discord takes 10 MiB of files from a bot in a server without boosts; the rest of the form is small. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;
const MAX_BODY_BYTES = 26 * 1024 * 1024;

export async function readBody(incoming: IncomingMessage): Promise<{ body: unknown; uploads: Upload[] }> {
  const bytes = await readAll(incoming);
  if (bytes.byteLength === 0) return { body: undefined, uploads: [] };
  const type = incoming.headers["content-type"] ?? "";
  if (type.startsWith("multipart/form-data")) return readForm(bytes, type);
  return { body: parseJson(bytes.toString("utf8")), uploads: [] };
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw refusals.tooLarge();
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
}

async function readForm(bytes: Buffer, type: string): Promise<{ body: unknown; uploads: Upload[] }> {
  const form = await new Response(new Uint8Array(bytes), { headers: { "content-type": type } }).formData();
  const uploads: Upload[] = [];
  let body: unknown = {};
  for (const [key, value] of form) {
    if (typeof value === "string") {
      if (key === "payload_json") body = parseJson(value);
      continue;
    }
    const content = new Uint8Array(await value.arrayBuffer());
    if (content.byteLength > MAX_FILE_BYTES) throw refusals.tooLarge();
    const index = /^files?\[(\d+)\]$/.exec(key)?.[1] ?? key;
    uploads.push({ index, name: value.name, type: value.type || "application/octet-stream", bytes: content });
  }
  return { body, uploads };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw refusals.invalidJson();
  }
}
