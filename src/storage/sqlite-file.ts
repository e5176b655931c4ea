/** A look at a SQLite file before anything may write to it: what is refused here stays as it is, byte for byte. */
import { existsSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { StoreError } from "./errors.ts";
import { checkStamps, type Expected, type Holding } from "./migrations.ts";
import { isPlain, openFile, type SqliteFile } from "./sqlite-driver.ts";

/** SQLite's application id in the header: "Thaw" and "ThaK" in ASCII. */
export const applicationId = { data: 0x54_68_61_77, keys: 0x54_68_61_4b } as const satisfies Record<
  Holding,
  number
>;

/** Files up to this size are read through at start (about 0.1 s); larger ones only where the schema lives. */
const wholeCheckBytes = 64 * 1024 * 1024;

/**
 * Makes sure that the file is one of ours, sound, and not from a newer version; an absent or empty one is fine.
 * @throws {StoreError} database-corrupt, database-foreign, database-other-purpose, database-too-new,
 *   database-locked, database-unreachable, database-plain, cipher-mismatch, cipher-missing
 */
export function inspectSqliteFile(file: SqliteFile, expected: Expected): void {
  const { name, cipher } = file;
  if (!existsSync(name) || statSync(name).size === 0) return;
  try {
    if (isPlain(name) !== (cipher === undefined))
      throw new StoreError(cipher === undefined ? "database-corrupt" : "database-plain", { what: name });
    const db = openFile(file, { readonly: true, fileMustExist: true, timeout: 1000 });
    try {
      inspect(db, name, expected);
    } finally {
      db.close();
    }
  } catch (cause) {
    throw readingError(file, cause);
  }
}

function inspect(db: Database, file: string, { holding, purpose, migrations }: Expected): void {
  const tables = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  const id = db.pragma("application_id", { simple: true });
  if (id !== applicationId[holding] && (id !== 0 || tables.length > 0))
    throw new StoreError("database-foreign", { what: file });
  const check = statSync(file).size > wholeCheckBytes ? "quick_check(sqlite_schema)" : "quick_check";
  const verdict = db.pragma(check, { simple: true });
  if (verdict !== "ok") throw new StoreError("database-corrupt", { what: file }, verdict);
  if (tables.includes("__drizzle_migrations")) {
    const last = db.prepare<[], number>("SELECT max(created_at) FROM __drizzle_migrations").pluck().get();
    if ((last ?? 0) > migrations.newest) throw new StoreError("database-too-new", { what: file });
  }
  if (tables.includes("meta")) {
    const rows = db.prepare<[], { key: string; value: string }>("SELECT key, value FROM meta").all();
    checkStamps(file, rows, { holding, purpose, migrations });
  }
}

/** SQLite's own words for a file that cannot be read, sorted into ours; what is ours already stays as it is. */
export function readingError({ name: what, cipher }: SqliteFile, cause: unknown): StoreError {
  if (cause instanceof StoreError) return cause;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (code === "SQLITE_NOTADB" && cipher !== undefined)
    return new StoreError("cipher-mismatch", { what }, cause);
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StoreError("database-corrupt", { what }, cause);
  if (code.startsWith("SQLITE_BUSY")) return new StoreError("database-locked", { what }, cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError("database-unreachable", { what, reason }, cause);
}
