/**
 * Brings SQLite files that are encrypted as a whole under another key. Each is copied, the copies are tried, and only
 * then does each take the place of its file, in one step: cut short anywhere, a file opens with the one key or the other,
 * and the same again does the rest.
 */
import { rmSync } from "node:fs";
import { settle } from "./backup.ts";
import { StoreError } from "./errors.ts";
import { lockFile } from "./lock.ts";
import { expect, type Expected } from "./migrations.ts";
import { refuseRunning } from "./move.ts";
import type { StoreOptions } from "./open.ts";
import { homeOf, urlOf, type Place } from "./place.ts";
import { openAndRead, snapshot, type Found } from "./snapshot.ts";
import { openFile, type SqliteFile } from "./sqlite-driver.ts";
import { inspectSqliteFile, readingError } from "./sqlite-file.ts";

/**
 * Encrypts data and keys under another key than `cipherKey`. The bot has to be stopped.
 * @param newKey 64 hexadecimal digits; asked for once nothing stands in the way
 * @throws {StoreError} cipher-nowhere without a key or a SQLite file; database-locked and database-in-use beside a bot;
 *   cipher-mismatch when a file opens with neither key; whatever an opening refuses
 */
export async function rotateCipher(options: StoreOptions, newKey: () => string): Promise<Found> {
  const home = homeOf(options);
  const files = (["data", "keys"] as const).filter((holding) => home[holding].dialect === "sqlite");
  if (!options.cipherKey || files.length === 0) throw new StoreError("cipher-nowhere");
  await refuseRunning(home.data);
  const lock = home.data.dialect === "sqlite" ? lockFile(home.data.name) : undefined;
  const copies = { data: copyOf(home.data), keys: copyOf(home.keys) };
  try {
    const next = newKey();
    for (const holding of files) {
      const place = readable(home[holding], next, expect("sqlite", holding, options.purpose));
      carryOver(place);
      // One that was cut short.
      remove(copies[holding]);
      await snapshot(place, copies[holding].name, holding, { ...options, cipherKey: next });
    }
    const under = { url: urlOf(copies.data), keysUrl: urlOf(copies.keys), cipherKey: next };
    const found = await openAndRead({ ...options, ...under });
    for (const holding of files) {
      // Empty, as of now.
      for (const rest of ["-wal", "-shm"]) rmSync(home[holding].name + rest, { force: true });
      settle(copies[holding].name, home[holding].name);
    }
    return found;
  } finally {
    for (const holding of files) remove(copies[holding]);
    lock?.close();
  }
}

/** Beside the file, on the same disk. */
const copyOf = (place: Place): Place =>
  place.dialect === "sqlite" ? { ...place, name: `${place.name}.rotating` } : place;

function remove({ name }: Place): void {
  for (const rest of ["", "-wal", "-shm", ".lock"]) rmSync(name + rest, { force: true });
}

/** The file with the key that it opens with: a rotation that was cut short has left it under either. */
function readable(place: Place, next: string, expected: Expected): Place {
  try {
    inspectSqliteFile(place, expected);
    return place;
  } catch (error) {
    if (!(error instanceof StoreError && error.code === "cipher-mismatch")) throw error;
    const other = { ...place, cipher: next };
    try {
      inspectSqliteFile(other, expected);
      return other;
    } catch {
      throw error;
    }
  }
}

/** What a bot that was killed left in the log of writes goes into the file: the log does not go with another one. */
function carryOver(file: SqliteFile): void {
  try {
    const client = openFile(file, { fileMustExist: true, timeout: 500 });
    try {
      // One number: 1 when somebody who reads, such as a backup, keeps the log from being emptied.
      if (client.pragma("wal_checkpoint(TRUNCATE)", { simple: true }) !== 0)
        throw new StoreError("database-locked", { what: file.name });
    } finally {
      client.close();
    }
  } catch (cause) {
    throw readingError(file, cause);
  }
}
