/** The keys' one copy follows every erase: a destroyed key must not come back from it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { destroyKey } from "./key-store.ts";
import type { Purpose } from "./migrations.ts";
import { openKeys, placeOf } from "./place.ts";
import { asFound } from "./sqlite-driver.ts";

/** Name of the copy in its folder. */
export const keysBackupName = "keys.db";

/** Destroys a member's key in the copy too, if there is one. @throws {StoreError} when it cannot be opened */
export async function destroyInBackup(
  folder: string,
  { purpose, cipherKey }: { purpose: Purpose; cipherKey?: string | undefined },
  personId: Snowflake,
  now: EpochMs,
): Promise<void> {
  const file = join(folder, keysBackupName);
  if (!existsSync(file)) return;
  const engine = await openKeys(asFound(placeOf(`file:${file}`, cipherKey)), purpose);
  try {
    await destroyKey(engine, personId, now);
  } finally {
    await engine.close();
  }
}
