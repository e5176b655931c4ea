/**
 * The one place that loads drizzle and the driver of PostgreSQL, all of it through `require`; `sqlite-driver.ts` loads SQLite's.
 *
 * The ESM loader parses drizzle's 180 kB package.json again for each of some 300 files, which costs 0.7 to 0.9 s and
 * 200 MB; through `require` it takes 0.1 s and 20 MB. The dialect that is not in use is never loaded.
 */
import { createRequire } from "node:module";
import type * as Orm from "drizzle-orm";
import type * as SqliteDriver from "drizzle-orm/better-sqlite3";
import type * as SqliteMigrator from "drizzle-orm/better-sqlite3/migrator";
import type * as PostgresDriver from "drizzle-orm/node-postgres";
import type * as PostgresMigrator from "drizzle-orm/node-postgres/migrator";
import type * as PostgresCore from "drizzle-orm/pg-core";
import type * as SqliteCore from "drizzle-orm/sqlite-core";
import type * as Pg from "pg";

const require = createRequire(import.meta.url);

const orm: typeof Orm = require("drizzle-orm");
export const {
  and,
  asc,
  between,
  count,
  desc,
  eq,
  exists,
  gt,
  getTableColumns,
  getTableName,
  gte,
  inArray,
  is,
  isNotNull,
  isNull,
  like,
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
} = orm;

/** The error in which drizzle wraps the driver's: its message holds the parameters. */
export const queryError = orm.DrizzleQueryError;

/** Every table of either dialect is one of these. */
export const tableClass = orm.Table;
/** And every column one of these. */
export const columnClass = orm.Column;

/** Columns, tables and the driver of SQLite. */
export const loadSqliteCore = (): typeof SqliteCore => require("drizzle-orm/sqlite-core");
export const loadSqliteDriver = (): typeof SqliteDriver => require("drizzle-orm/better-sqlite3");
export const loadSqliteMigrator = (): typeof SqliteMigrator => require("drizzle-orm/better-sqlite3/migrator");

/** Columns, tables and the driver of PostgreSQL. */
export const loadPostgresCore = (): typeof PostgresCore => require("drizzle-orm/pg-core");
export const loadPostgresDriver = (): typeof PostgresDriver => require("drizzle-orm/node-postgres");
export const loadPostgresMigrator = (): typeof PostgresMigrator =>
  require("drizzle-orm/node-postgres/migrator");
export const loadPg = (): typeof Pg => require("pg");
