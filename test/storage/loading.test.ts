/** What a start loads: of the two databases, only the one in use. */
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import type { Dialect } from "#storage/sql.ts";
import { newOptions } from "./harness.ts";

/** Packages and folders that a process has loaded once it has opened a store. */
async function loadedFor(dialect: Dialect): Promise<string[]> {
  const { dir, options } = await newOptions(dialect);
  const program = `
    import { createRequire } from "node:module";
    import { openStore } from "#storage/open.ts";
    const store = await openStore({ ...${JSON.stringify(options)}, now: () => 0 });
    await store.close();
    const loaded = Object.keys(createRequire(import.meta.url).cache);
    console.log(JSON.stringify(loaded.map((path) => path.split("node_modules/").pop())));
  `;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  rmSync(dir, { recursive: true });
  const loaded: string[] = JSON.parse(output);
  return loaded;
}

// Columns of every dialect are among what drizzle itself needs; the drivers and their query builders are not.
const ofSqlite =
  /^better-sqlite3\/|^drizzle-orm\/(better-sqlite3|sqlite-core\/(dialect|session|query-builders))/;
const ofPostgres = /^pg\/|^drizzle-orm\/(node-postgres|pg-core\/(dialect|session|query-builders))/;

it("loads nothing of PostgreSQL for a SQLite file", async () => {
  const loaded = await loadedFor("sqlite");
  expect(loaded.some((path) => ofSqlite.test(path))).toBe(true);
  expect(loaded.filter((path) => ofPostgres.test(path))).toEqual([]);
});

it("loads nothing of SQLite for a PostgreSQL database", async () => {
  const loaded = await loadedFor("postgres");
  expect(loaded.some((path) => ofPostgres.test(path))).toBe(true);
  expect(loaded.filter((path) => ofSqlite.test(path))).toEqual([]);
});
