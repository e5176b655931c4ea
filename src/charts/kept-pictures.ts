/** Pictures drawn a little while ago, newest last; the oldest go when there are too many. */
import type { Snowflake } from "#core/ids.ts";

export interface KeptPictures {
  find(key: string): Uint8Array | undefined;
  keep(key: string, owner: Snowflake, bytes: Uint8Array): void;
  forget(owner: Snowflake): void;
  /** Bytes held. */
  size(): number;
}

/** @param limit bytes; a picture larger than that is not kept */
export function keptPictures(limit: number): KeptPictures {
  const pictures = new Map<string, { owner: Snowflake; bytes: Uint8Array }>();
  let held = 0;
  const drop = (key: string) => {
    held -= pictures.get(key)?.bytes.length ?? 0;
    pictures.delete(key);
  };
  return {
    find(key) {
      const found = pictures.get(key);
      if (!found) return undefined;
      // Looked at again is new again.
      pictures.delete(key);
      pictures.set(key, found);
      return found.bytes;
    },
    keep(key, owner, bytes) {
      drop(key);
      if (bytes.length > limit) return;
      pictures.set(key, { owner, bytes });
      held += bytes.length;
      for (const oldest of pictures.keys()) {
        if (held <= limit) break;
        drop(oldest);
      }
    },
    forget(owner) {
      for (const [key, picture] of pictures) if (picture.owner === owner) drop(key);
    },
    size: () => held,
  };
}
