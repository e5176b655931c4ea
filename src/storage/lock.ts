/**
 * One process at a time on one SQLite file. The lock is SQLite's own exclusive lock on an empty file beside the data:
 * the kernel lets go of it when the process ends, however it ends, and readers of the data (a backup) are not kept out.
 */
import { loadBetterSqlite3 } from "./drizzle.ts";
import { StoreError } from "./errors.ts";

/** Takes the lock of a database file. @throws {StoreError} database-locked */
export function lockFile(file: string): { close(): void } {
  const Database = loadBetterSqlite3();
  const lock = new Database(`${file}.lock`, { timeout: 0 });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch (cause) {
    lock.close();
    throw new StoreError("database-locked", { what: file }, cause);
  }
  return { close: () => void lock.close() };
}
