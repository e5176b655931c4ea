/** Brings in another master key from a process of its own, beside a running bot: only the key store is opened. */
import { existsSync } from "node:fs";
import { keyStore } from "./key-store.ts";
import { findMasterKey, parseMasterKey } from "./master-key.ts";
import { currentMaster } from "./master-ring.ts";
import { StoreError } from "./errors.ts";
import type { StoreOptions } from "./open.ts";
import { homeOf, openKeys } from "./place.ts";
import { run } from "./sql.ts";

/**
 * Wraps every member's key anew.
 * @param next the new master key, as `MASTER_KEY` would hold it
 * @returns how many keys there are
 * @throws {StoreError} keys-missing when the key store was never used; key-missing, key-mismatch, key-malformed
 */
export async function rotateKeys(options: StoreOptions, next: string): Promise<number> {
  const { keys: place } = homeOf(options);
  const fresh = parseMasterKey(next);
  // Opening would make one.
  if (place.dialect === "sqlite" && !existsSync(place.name))
    throw new StoreError("keys-missing", { what: place.shown });
  const engine = await openKeys(place, options.purpose);
  try {
    if ((await engine.tx(currentMaster)) === undefined)
      throw new StoreError("keys-missing", { what: place.shown });
    const { master } = findMasterKey(options, false);
    const keys = await keyStore(engine, place.shown, master, options.now());
    await keys.rotate(fresh, options.now());
    const rows = await engine.tx(({ db, t }) => run(db.select({ id: t.memberKey.keyId }).from(t.memberKey)));
    return rows.length;
  } finally {
    await engine.close();
  }
}
