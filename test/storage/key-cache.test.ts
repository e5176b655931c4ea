import { createSecretKey, randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { keyCache } from "#storage/key-cache.ts";

const key = (id: string) => ({ id, key: createSecretKey(randomBytes(32)) });

it("keeps the keys that were used last, and no more than it may", () => {
  const cache = keyCache(2);
  for (const id of ["ash", "birch"]) cache.set(id, key(id));
  expect(cache.get("ash")?.id).toBe("ash");
  cache.set("cedar", key("cedar"));
  expect(["ash", "birch", "cedar"].map((id) => cache.get(id)?.id)).toEqual(["ash", undefined, "cedar"]);
});

it("forgets a key when told to", () => {
  const cache = keyCache(2);
  cache.set("ash", key("ash"));
  cache.forget("ash");
  expect(cache.get("ash")).toBeUndefined();
});
