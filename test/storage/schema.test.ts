/** The schema: alike in both dialects, and what the migrations make. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { loadPostgresCore, loadSqliteCore } from "#storage/drizzle.ts";
import * as keysPostgres from "#storage/schema/keys-postgres.ts";
import * as keysSqlite from "#storage/schema/keys-sqlite.ts";
import * as postgres from "#storage/schema/postgres.ts";
import * as sqlite from "#storage/schema/sqlite.ts";

const databases = ["sqlite", "postgres", "keys-sqlite", "keys-postgres"];

/** Tables, columns, keys and indexes, in words that both dialects share. */
function outline(tables: object, describe: (table: never) => Described): unknown {
  return Object.entries(tables).map(([key, table]) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each dialect describes its own tables
    const { name, columns, indexes, primaryKeys, foreignKeys } = describe(table as never);
    return {
      key,
      name,
      columns: columns.map(({ name, notNull, primary }) => ({ name, notNull, primary })),
      indexes: indexes.map(({ config }) => ({
        name: config.name,
        unique: config.unique ?? false,
        partial: config.where !== undefined,
        columns: config.columns.map((column) => ("name" in column ? column.name : undefined)),
      })),
      primaryKeys: primaryKeys.map(({ columns }) => columns.map(({ name }) => name)),
      foreignKeys: foreignKeys.map((key) => [
        key.onDelete ?? "no action",
        key.reference().columns.map(({ name }) => name),
      ]),
    };
  });
}

interface Described {
  name: string;
  columns: { name: string; notNull: boolean; primary: boolean }[];
  indexes: { config: { name?: string; unique?: boolean; where?: unknown; columns: object[] } }[];
  primaryKeys: { columns: { name: string }[] }[];
  foreignKeys: { onDelete?: string | undefined; reference(): { columns: { name: string }[] } }[];
}

it("is the same in both dialects", () => {
  const { getTableConfig: ofSqlite } = loadSqliteCore();
  const { getTableConfig: ofPostgres } = loadPostgresCore();
  expect(outline(postgres, ofPostgres)).toEqual(outline(sqlite, ofSqlite));
  expect(outline(keysPostgres, ofPostgres)).toEqual(outline(keysSqlite, ofSqlite));
});

it.for(databases)("has a migration for every change (%s)", (name) => {
  const root = join(import.meta.dirname, "../..");
  const out = mkdtempSync(join(tmpdir(), "thaw-migrations-"));
  cpSync(join(root, "migrations", name), join(out, name), { recursive: true });
  const kit = join(dirname(createRequire(import.meta.url).resolve("drizzle-kit")), "bin.cjs");
  execFileSync(process.execPath, [kit, "generate", "--config", "drizzle.config.ts"], {
    cwd: root,
    env: { ...process.env, THAW_SCHEMA: name, THAW_MIGRATIONS: out },
    stdio: "pipe",
  });
  expect(readdirSync(join(out, name))).toEqual(readdirSync(join(root, "migrations", name)));
  rmSync(out, { recursive: true });
});

const tags = (name: string) => {
  const file = join(import.meta.dirname, "../../migrations", name, "meta/_journal.json");
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(file, "utf8"));
  return journal.entries.map(({ tag }) => tag);
};

it("has the same migrations, under the same names, in both dialects", () => {
  expect(tags("postgres")).toEqual(tags("sqlite"));
  expect(tags("keys-postgres")).toEqual(tags("keys-sqlite"));
});
