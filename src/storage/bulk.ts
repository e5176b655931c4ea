/**
 * One statement for hundreds of rows. On SQLite it runs for each of them, bound straight to the driver's statement: what
 * drizzle does between costs as much as the row itself, and a JSON text twice as much. On PostgreSQL, where each statement
 * is a journey, the rows come along as one JSON text: `INSERT … SELECT … FROM` them, or `UPDATE … FROM` them. Each row is
 * a list there, which is read twice as fast as an object.
 */
import type { Database } from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import type { Steps } from "#app/store.ts";
import { sql } from "./drizzle.ts";
import { statement, type Prepared, type Query, type Sql } from "./sql.ts";

type Cast = "text" | "bigint" | "boolean";

/** The rows as a part of a query on PostgreSQL. */
export interface RowSource<K extends string> {
  /** A row source named `v`. */
  source: SQL;
  /** One value of a row. */
  field(name: K): SQL;
}

interface Builders<K extends string> {
  /** For one row, with its values as placeholders. */
  each(q: Sql): Query & { toSQL(): { sql: string; params: unknown[] } };
  /** For all rows. */
  all(q: Sql, rows: RowSource<K>): Query;
}

/** A statement that takes rows with these values, by name and type. */
export function bulk<K extends string>(
  name: string,
  casts: Record<K, Cast>,
  { each, all }: Builders<K>,
): (q: Sql, rows: Record<K, unknown>[]) => Steps<void> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets them
  const names = Object.keys(casts) as K[];
  const rowSource: RowSource<K> = {
    source: sql`jsonb_array_elements(cast(${sql.placeholder("rows")} AS jsonb)) AS v`,
    field: (field) => sql.raw(`cast(v.value ->> ${names.indexOf(field)} AS ${casts[field]})`),
  };
  const oneByOne = statement(name, (q: Sql) => ({ prepare: () => loop(q, each(q).toSQL()) }));
  const atOnce = statement(name, (q: Sql) => all(q, rowSource));
  return function* (q, rows) {
    // Made ready by the first call, be it for no rows: see `warmUp` in `ticker.ts`.
    if (q.dialect === "sqlite") yield* oneByOne(q, { rows });
    else if (rows.length > 0)
      yield* atOnce(q, { rows: JSON.stringify(rows.map((row) => names.map((field) => row[field]))) });
  };
}

type Row = Record<string, unknown>;

function loop({ db }: Sql, { sql: text, params }: { sql: string; params: unknown[] }): Prepared {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- drizzle has it beside the builders' types
  const { $client } = db as unknown as { $client: Database };
  const run = $client.prepare(text);
  const values = params.map(valueFor);
  const all = (rows: Row[]) => {
    for (const row of rows) run.run(values.map((value) => value(row)));
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by `bulk` alone
  return { execute: (given) => ({ sync: () => all(given?.rows as Row[]) }) };
}

/** Where the value of a parameter comes from: a row by its name, through its column's encoder if it has one; or itself. */
function valueFor(param: unknown): (row: Row) => unknown {
  if (typeof param !== "object" || param === null) return () => param;
  if ("encoder" in param && "value" in param) {
    const inner = valueFor(param.value);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- drizzle's `Param`
    const { mapToDriverValue } = param.encoder as { mapToDriverValue(value: unknown): unknown };
    return (row) => {
      const value = inner(row);
      return value === null ? null : mapToDriverValue.call(param.encoder, value);
    };
  }
  if ("name" in param && typeof param.name === "string") {
    const { name } = param;
    return (row) => row[name];
  }
  throw new TypeError("a parameter of a kind that is not known here");
}
