/** Reads all rows of a database as of one moment, beside whoever writes to it. */
import type { SQLiteColumn, SQLiteTable } from "drizzle-orm/sqlite-core";
import {
  is,
  loadPg,
  loadPostgresCore,
  loadPostgresDriver,
  loadSqliteCore,
  loadSqliteDriver,
  sql,
  tableClass,
} from "./drizzle.ts";
import type { Place } from "./place.ts";
import type { Db, Dialect } from "./sql.ts";
import { openFile, type SqliteFile } from "./sqlite-driver.ts";

export type Row = Record<string, unknown>;

export interface Reader {
  /** Names of the tables, each after those that it refers to. */
  tables: string[];
  /** All rows of a table, in slices. */
  rows(table: string): AsyncGenerator<Row[]>;
  close(): Promise<void>;
}

/** Rows in a slice: PostgreSQL takes 65,535 values in one insert, SQLite 32,766. */
const slice = 500;

/** Opens a database for reading; what is written meanwhile is not seen. @param schema its tables, of this dialect */
export async function openReader(place: Place, schema: object): Promise<Reader> {
  const { dialect, name } = place;
  const { db, close } = await (dialect === "sqlite" ? readSqlite(place) : readPostgres(name));
  const tables = tablesOf(schema);
  return {
    tables: inOrder(dialect, tables),
    rows: (table) => rowsOf(db, dialect, tables.get(table)!),
    close,
  };
}

/** The tables among a schema's exports, by name. */
export function tablesOf(schema: object): Map<string, SQLiteTable> {
  const entries = Object.entries(schema) as [string, SQLiteTable][];
  return new Map(entries.filter(([, table]) => is(table, tableClass)));
}

async function readSqlite(file: SqliteFile): Promise<{ db: Db; close(): Promise<void> }> {
  const client = openFile(file, { readonly: true, fileMustExist: true });
  client.exec("BEGIN");
  return { db: loadSqliteDriver().drizzle(client), close: async () => void client.close() };
}

async function readPostgres(url: string): Promise<{ db: Db; close(): Promise<void> }> {
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const db: unknown = loadPostgresDriver().drizzle(client);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are SQLite's on purpose
  return { db: db as Db, close: () => client.end() };
}

/** Slice by slice along the primary key. */
async function* rowsOf(db: Db, dialect: Dialect, table: SQLiteTable): AsyncGenerator<Row[]> {
  const { keys, properties } = primaryKey(dialect, table);
  const list = (parts: unknown[]) =>
    sql.join(
      parts.map((part) => sql`${part}`),
      sql`, `,
    );
  let after: unknown[] | undefined;
  for (;;) {
    const beyond = after && sql`(${list(keys)}) > (${list(after)})`;
    const rows: Row[] = await db
      .select()
      .from(table)
      .where(beyond)
      .orderBy(...keys)
      .limit(slice);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < slice) return;
    after = properties.map((property) => last[property]);
  }
}

interface TableConfig {
  columns: SQLiteColumn[];
  primaryKeys: { columns: SQLiteColumn[] }[];
  foreignKeys: { reference(): { foreignTable: SQLiteTable } }[];
}

function configOf(dialect: Dialect, table: SQLiteTable): TableConfig {
  if (dialect === "sqlite") return loadSqliteCore().getTableConfig(table);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a table of PostgreSQL, typed as SQLite's
  return loadPostgresCore().getTableConfig(table as never) as unknown as TableConfig;
}

function primaryKey(dialect: Dialect, table: SQLiteTable): { keys: SQLiteColumn[]; properties: string[] } {
  const { columns, primaryKeys } = configOf(dialect, table);
  const keys = primaryKeys[0]?.columns ?? columns.filter(({ primary }) => primary);
  const named = Object.entries(table) as [string, SQLiteColumn][];
  const properties = keys.map((key) => named.find(([, column]) => column?.name === key.name)![0]);
  return { keys, properties };
}

function inOrder(dialect: Dialect, tables: Map<string, SQLiteTable>): string[] {
  const ordered = new Set<string>();
  const names = new Map([...tables].map(([name, table]) => [table, name]));
  const visit = (name: string): void => {
    if (ordered.has(name)) return;
    for (const key of configOf(dialect, tables.get(name)!).foreignKeys) {
      const parent = names.get(key.reference().foreignTable);
      if (parent !== undefined && parent !== name) visit(parent);
    }
    ordered.add(name);
  };
  for (const name of tables.keys()) visit(name);
  return [...ordered];
}
