/** Opened data keys of the members seen lately, so that a command does not ask the key store each time. */
import type { Snowflake } from "#core/ids.ts";
import type { MemberKey } from "./key-store.ts";

export interface KeyCache {
  get(personId: Snowflake): MemberKey | undefined;
  set(personId: Snowflake, key: MemberKey): void;
  forget(personId: Snowflake): void;
}

/** Keeps at most `size` keys; the one that was used longest ago goes first. */
export function keyCache(size: number): KeyCache {
  const keys = new Map<Snowflake, MemberKey>();
  return {
    get(personId) {
      const key = keys.get(personId);
      // A Map keeps the order of insertion: taken out and put in again, it is the newest.
      if (key && keys.delete(personId)) keys.set(personId, key);
      return key;
    },
    set(personId, key) {
      keys.delete(personId);
      keys.set(personId, key);
      for (const oldest of keys.keys()) {
        if (keys.size <= size) return;
        keys.delete(oldest);
      }
    },
    forget: (personId) => void keys.delete(personId),
  };
}
