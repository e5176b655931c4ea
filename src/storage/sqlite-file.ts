/** A look at a SQLite file before anything may write to it: what is refused here stays as it is, byte for byte. */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { loadBetterSqlite3 } from "./drizzle.ts";
import { StoreError } from "./errors.ts";
import { checkStamps, type Expected, type Holding } from "./migrations.ts";

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
 *   database-unreachable
 */
export function inspectSqliteFile(file: string, expected: Expected): void {
  if (!existsSync(file) || statSync(file).size === 0) return;
  try {
    if (!beginsLikeSqlite(file)) throw new StoreError("database-corrupt", { what: file });
    const Database = loadBetterSqlite3();
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: 1000 });
    try {
      inspect(db, file, expected);
    } finally {
      db.close();
    }
  } catch (cause) {
    throw cause instanceof StoreError ? cause : readingError(file, cause);
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

function beginsLikeSqlite(file: string): boolean {
  const head = Buffer.alloc(16);
  const handle = openSync(file, "r");
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString("latin1") === "SQLite format 3\0";
}

/** SQLite's own words for a damaged file, sorted into ours. */
export function readingError(file: string, cause: unknown): StoreError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return new StoreError("database-corrupt", { what: file }, cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StoreError("database-unreachable", { what: file, reason }, cause);
}
