/**
 * One process at a time on one SQLite file. The lock is SQLite's own exclusive lock on an empty file beside the data:
 * the kernel lets go of it when the process ends, however it ends, and readers of the data (a backup) are not kept out.
 */
import { statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { loadBetterSqlite3 } from "./sqlite-driver.ts";
import { StoreError } from "./errors.ts";
import { readingError } from "./sqlite-file.ts";

/** Takes the lock of a database file. @throws {StoreError} database-locked, database-unreachable */
export function lockFile(file: string): { close(): void } {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
    throw new StoreError("database-unreachable", { what: file, reason: "it is a folder" });
  const Database = loadBetterSqlite3();
  let lock: Database | undefined;
  try {
    const taken = (lock = new Database(`${file}.lock`, { timeout: 0 }));
    taken.exec("BEGIN EXCLUSIVE");
    return { close: () => void taken.close() };
  } catch (cause) {
    lock?.close();
    const held = cause instanceof Error && "code" in cause && String(cause.code).startsWith("SQLITE_BUSY");
    throw held
      ? new StoreError("database-locked", { what: file }, cause)
      : readingError({ name: file }, cause);
  }
}
