/** Puts a copy back in place. Members who were erased since it was taken stay erased. */
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { readErased, destroyKeys } from "./key-store.ts";
import { makeFolders } from "./folder.ts";
import { lockFile } from "./lock.ts";
import { fillData, fillKeys } from "./move.ts";
import type { OpenStore, StoreOptions } from "./open.ts";
import { homeOf, openKeys, placeOf, urlOf, type Home, type Place } from "./place.ts";
import { openAndRead, snapshot, type Found } from "./snapshot.ts";
import { asFound, openFile, type SqliteFile } from "./sqlite-driver.ts";

export interface Restored extends Found {
  /** Members in the copy who were erased since, and are gone again. */
  erasedAgain: number;
  /** Where the files lie that were there before; none with PostgreSQL. */
  before: string[];
}

export interface Copies {
  data: string;
  /** Only when the keys are lost too. */
  keys?: string | undefined;
}

/**
 * Restores the data, and the keys too when their copy is given. All of it is tried in a folder of its own first:
 * whatever is wrong with a copy, what is there now stays as it is. The bot has to be stopped.
 * @param settle what there is to do in the restored data before it is in place
 * @throws {StoreError} whatever an opening refuses; database-not-empty for PostgreSQL
 */
export async function restore(
  options: StoreOptions,
  copies: Copies,
  settle?: (store: OpenStore) => Promise<void>,
): Promise<Restored> {
  const home = homeOf(options);
  const isFile = home.data.dialect === "sqlite";
  const near = isFile ? dirname(home.data.name) : options.dataDir;
  makeFolders(near);
  const lock = isFile ? lockFile(home.data.name) : undefined;
  const folder = mkdtempSync(join(near, "restoring-"));
  try {
    const file = (name: string) => `file:${join(folder, name)}`;
    const { cipherKey } = options;
    const trial = homeOf({ url: file("thaw.db"), keysUrl: file("keys.db"), cipherKey });
    await snapshot(placeOf(`file:${copies.data}`, cipherKey), trial.data.name, "data", options);
    if (copies.keys) {
      await snapshot(placeOf(`file:${copies.keys}`, cipherKey), trial.keys.name, "keys", options);
      await keepErased(home.keys, trial.keys, options);
    }
    const there = countMembers(trial.data);
    const keysUrl = copies.keys ? urlOf(trial.keys) : urlOf(home.keys);
    const found = await openAndRead({ ...options, url: urlOf(trial.data), keysUrl }, settle);
    const before = await putInPlace(home, trial, copies.keys !== undefined, options);
    return { ...found, erasedAgain: there - found.members, before };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    lock?.close();
  }
}

/** What the present key store knows to be erased stays so, also under keys from an older copy. */
async function keepErased(present: Place, restored: Place, { purpose }: StoreOptions): Promise<void> {
  if (present.dialect === "sqlite" && !existsSync(present.name)) return;
  const [now, then] = [await openKeys(asFound(present), purpose), await openKeys(restored, purpose)];
  try {
    await then.tx(destroyKeys(await now.tx(readErased)));
  } finally {
    await now.close();
    await then.close();
  }
}

function countMembers(file: SqliteFile): number {
  const client = openFile(file, { readonly: true, fileMustExist: true });
  try {
    return client.prepare<[], number>("SELECT count(*) FROM person").pluck().get() ?? 0;
  } finally {
    client.close();
  }
}

/** @returns where the files lie that were there before */
async function putInPlace(
  home: Home,
  trial: Home,
  withKeys: boolean,
  { purpose, now }: StoreOptions,
): Promise<string[]> {
  const stamp = new Date(now()).toISOString().replaceAll(/[-:]|\.\d+/g, "");
  const place = async (to: Place, from: Place, fill: typeof fillData): Promise<string[]> => {
    if (to.dialect === "sqlite") return swap(to.name, from.name, stamp);
    await fill(from, to, purpose);
    return [];
  };
  const keys = withKeys ? await place(home.keys, trial.keys, fillKeys) : [];
  return [...keys, ...(await place(home.data, trial.data, fillData))];
}

/** The log of writes goes with its file, or it would be taken for that of the restored one. */
function swap(to: string, from: string, stamp: string): string[] {
  const aside = `${to}.before-${stamp}`;
  const there = existsSync(to);
  for (const rest of ["-wal", "-shm", ""]) if (existsSync(to + rest)) renameSync(to + rest, aside + rest);
  renameSync(from, to);
  return there ? [aside] : [];
}
