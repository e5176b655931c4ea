/**
 * Copies of data and keys for bad days, taken beside a running bot, apart from each other. Whatever the database is, a
 * copy is one SQLite file. Data has a row of generations; keys have one, since an erased member's key must not come
 * back from an older one.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { copiesIn, nameAt } from "./copies.ts";
import { makeFolders } from "./folder.ts";
import { keysBackupName } from "./keys-backup.ts";
import type { StoreOptions } from "./open.ts";
import { homeOf, placeOf } from "./place.ts";
import { openAndRead, snapshot, type Found } from "./snapshot.ts";

export interface BackupPlan {
  /** Folder of the data's copies. */
  dataTo: string;
  /** Folder of the keys' one copy; never the same. */
  keysTo: string;
  /** How many copies of the data stay. */
  keep: number;
}

export interface BackedUp extends Found {
  data: string;
  keys: string;
  /** Copies that made room. */
  removed: string[];
}

/**
 * Copies data and keys, tries the copies by opening them, and only then puts them in place.
 * @throws {StoreError} as an opening does; database-corrupt, record-unreadable, key-lost when a copy is no good
 */
export async function backUp(options: StoreOptions, plan: BackupPlan): Promise<BackedUp> {
  const { data, keys } = homeOf(options);
  for (const folder of [plan.dataTo, plan.keysTo]) makeFolders(folder, 0o700);
  const part = { data: join(plan.dataTo, "thaw.part"), keys: join(plan.keysTo, "keys.part") };
  for (const file of Object.values(part)) rmSync(file, { force: true });
  // Data first: a member who joins in between then has a key too many, which hurts nobody.
  await snapshot(data, part.data, "data", options);
  await snapshot(keys, part.keys, "keys", options);
  const checked = await tryOut(options, part);
  const done = { data: join(plan.dataTo, nameAt(options.now())), keys: join(plan.keysTo, keysBackupName) };
  settle(part.data, done.data);
  settle(part.keys, done.keys);
  return { ...done, ...checked, removed: rotate(plan.dataTo, plan.keep) };
}

/** Restores both copies into a folder of their own and opens what is in them. */
async function tryOut(options: StoreOptions, part: { data: string; keys: string }): Promise<Found> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-trial-"));
  try {
    const trial = { data: join(folder, "thaw.db"), keys: join(folder, "keys.db") };
    await snapshot(placeOf(`file:${part.data}`, options.cipherKey), trial.data, "data", options);
    await snapshot(placeOf(`file:${part.keys}`, options.cipherKey), trial.keys, "keys", options);
    return await openAndRead({ ...options, url: `file:${trial.data}`, keysUrl: `file:${trial.keys}` });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Gives a finished file its name, in the place of what bears it: on disk before that. */
export function settle(part: string, file: string): void {
  const handle = openSync(part, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  for (const rest of ["-wal", "-shm", ".lock"]) rmSync(part + rest, { force: true });
  renameSync(part, file);
}

function rotate(folder: string, keep: number): string[] {
  const old = copiesIn(folder).slice(Math.max(1, keep));
  for (const file of old) rmSync(file);
  return old;
}
