/** A database of every version so far comes forward with its data, while processes of the version before still run. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  loadPg,
  loadPostgresDriver,
  loadPostgresMigrator,
  loadSqliteDriver,
  loadSqliteMigrator,
} from "#storage/drizzle.ts";
import { openData, placeOf } from "#storage/place.ts";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import { applicationId } from "#storage/sqlite-file.ts";
import { freshDatabase } from "#test/postgres.ts";

const root = join(import.meta.dirname, "../../migrations");
type Row = Record<string, unknown>;

interface Journal {
  entries: { idx: number; tag: string }[];
}
const journalOf = (folder: string): Journal =>
  JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));

/** The migrations as they were when one of them was the newest. */
function migrationsUntil(dialect: string, index: number, into: string): string {
  const folder = join(into, `${dialect}-${index}`);
  cpSync(join(root, dialect), folder, { recursive: true });
  const journal = journalOf(folder);
  const entries = journal.entries.filter(({ idx }) => idx <= index);
  writeFileSync(join(folder, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  return folder;
}

/** The first migration that stamps a database as ours. */
const firstStamped = 1;
const versions = (dialect: string) =>
  journalOf(join(root, dialect))
    .entries.map(({ idx }) => idx)
    .filter((idx) => idx >= firstStamped);
const word = '"x"';

it.for(versions("sqlite"))("brings every row forward from migration %i (sqlite)", async (index) => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-forward-"));
  const file = join(folder, "thaw.db");
  const db = new (loadBetterSqlite3())(file);
  db.pragma(`application_id = ${applicationId.data}`);
  loadSqliteMigrator().migrate(loadSqliteDriver().drizzle(db), {
    migrationsFolder: migrationsUntil("sqlite", index, folder),
  });
  db.pragma("foreign_keys = OFF");
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('meta', '__drizzle_migrations') AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  for (const table of tables) {
    const columns = db.prepare<[], { name: string; type: string }>(`PRAGMA table_info("${table}")`).all();
    const values = columns.map(({ type }) =>
      /int/i.test(type) ? 1 : /blob/i.test(type) ? Buffer.from([1, 2]) : word,
    );
    db.prepare(`INSERT INTO "${table}" VALUES (${values.map(() => "?").join(", ")})`).run(...values);
  }
  const before = new Map(
    tables.map((table) => [table, db.prepare<[], Row>(`SELECT * FROM "${table}"`).all()]),
  );
  db.close();

  await (await openData(placeOf(`file:${file}`), "live")).close();
  const after = new (loadBetterSqlite3())(file, { readonly: true });
  for (const [table, rows] of before)
    expect(after.prepare<[], Row>(`SELECT * FROM "${table}"`).all(), table).toMatchObject(rows);
  expect(after.pragma("foreign_key_check")).toEqual([]);
  after.close();
  rmSync(folder, { recursive: true });
});

it("brings every row forward from each migration (postgres)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-forward-"));
  for (const index of versions("postgres")) {
    const url = await freshDatabase();
    const client = new (loadPg().Client)({ connectionString: url });
    await client.connect();
    // A database that another test has emptied is brought back to nothing.
    await client.query(
      "DROP SCHEMA IF EXISTS drizzle CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public",
    );
    await loadPostgresMigrator().migrate(loadPostgresDriver().drizzle(client), {
      migrationsFolder: migrationsUntil("postgres", index, folder),
    });
    await client.query("SET session_replication_role = replica");
    const { rows: columns } = await client.query<{ table: string; type: string }>(
      "SELECT table_name AS table, data_type AS type FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'meta' ORDER BY table_name, ordinal_position",
    );
    const before = new Map<string, Row[]>();
    for (const [table, of] of Map.groupBy(columns, ({ table }) => table)) {
      const values = of.map(({ type }) =>
        /int/.test(type)
          ? "1"
          : /bool/.test(type)
            ? "true"
            : /bytea/.test(type)
              ? String.raw`'\x0102'`
              : `'${word}'`,
      );
      await client.query(`INSERT INTO "${table}" VALUES (${values.join(", ")})`);
      before.set(table, (await client.query<Row>(`SELECT * FROM "${table}"`)).rows);
    }
    await (await openData(placeOf(url), "live")).close();
    for (const [table, rows] of before)
      expect((await client.query<Row>(`SELECT * FROM "${table}"`)).rows, table).toMatchObject(rows);
    await client.end();
  }
  rmSync(folder, { recursive: true });
});

it("only ever adds to PostgreSQL, so that processes of the version before go on meanwhile", () => {
  const files = ["postgres", "keys-postgres"].flatMap((dialect) =>
    readdirSync(join(root, dialect))
      .filter((name) => name.endsWith(".sql"))
      .map((name) => join(root, dialect, name)),
  );
  const unsafe =
    /DROP (TABLE|COLUMN)|RENAME|SET DATA TYPE|SET NOT NULL|ADD COLUMN (?![^;]*DEFAULT)[^;]*NOT NULL/i;
  for (const file of files) expect(unsafe.exec(readFileSync(file, "utf8"))?.[0], file).toBeUndefined();
});
