/**
 * The one place that loads the database libraries, all of them through `require`.
 *
 * The ESM loader parses drizzle's 180 kB package.json again for each of some 300 files, which costs 0.7 to 0.9 s and
 * 200 MB; through `require` it takes 0.1 s and 20 MB. The dialect that is not in use is never loaded.
 */
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

export const {
  and,
  asc,
  between,
  count,
  desc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  max,
  min,
  ne,
  not,
  notExists,
  notInArray,
  or,
  sql,
  sum,
} = require("drizzle-orm") as typeof import("drizzle-orm");

/** Columns, tables and the driver of SQLite. */
export const loadSqliteCore = () =>
  require("drizzle-orm/sqlite-core") as typeof import("drizzle-orm/sqlite-core");
export const loadSqliteDriver = () =>
  require("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");
export const loadSqliteMigrator = () =>
  require("drizzle-orm/better-sqlite3/migrator") as typeof import("drizzle-orm/better-sqlite3/migrator");
export const loadBetterSqlite3 = () => require("better-sqlite3") as typeof import("better-sqlite3");

/** Columns, tables and the driver of PostgreSQL. */
export const loadPostgresCore = () => require("drizzle-orm/pg-core") as typeof import("drizzle-orm/pg-core");
export const loadPostgresDriver = () =>
  require("drizzle-orm/node-postgres") as typeof import("drizzle-orm/node-postgres");
export const loadPostgresMigrator = () =>
  require("drizzle-orm/node-postgres/migrator") as typeof import("drizzle-orm/node-postgres/migrator");
export const loadPg = () => require("pg") as typeof import("pg");
