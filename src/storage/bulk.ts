/**
 * Statements about hundreds of due rows at once: one for each of them takes longer to be called than to run.
 *
 * Rows are named by where they lie on SQLite and by their id on PostgreSQL, as one JSON text. Where each brings values of
 * its own along, these are another JSON text on PostgreSQL, where a statement is a journey. SQLite would take longer over
 * that than over all else, so there they are a `VALUES` list, bound straight to the driver's statement.
 */
import type { Database } from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import type { Place, RowKey } from "#app/queue.ts";
import type { Steps } from "#app/store.ts";
import { sql } from "./drizzle.ts";
import { statement, type Prepared, type Sql } from "./sql.ts";

type Name = keyof Sql["t"]["due"]["_"]["columns"];

/** A row's place in an SQLite file. */
export const place = ({ due }: Sql["t"]): SQL<Place> => sql<Place>`${due}.rowid`;

/** That a due row is one of those that `keys` made a text of, under the name of this placeholder. */
export function isAmong({ dialect, t }: Sql, name: string): SQL {
  const text = sql.placeholder(name);
  return dialect === "sqlite"
    ? sql`${place(t)} IN (SELECT value FROM json_each(${text}))`
    : sql`${t.due.id} = ANY(ARRAY(SELECT jsonb_array_elements_text(cast(${text} AS jsonb))))`;
}

/** Due rows as one text. */
export const keys = ({ dialect }: Sql, rows: RowKey[]): string =>
  JSON.stringify(rows.map(({ dueId, place: at }) => (dialect === "sqlite" ? at : dueId)));

/** Writes these columns of many due rows, whole numbers all of them. */
export function writeEach<K extends Name>(
  name: string,
  names: readonly K[],
): (q: Sql, rows: (RowKey & Record<K, number | null>)[]) => Steps<void> {
  const byLists = listSizes.map((size) => ({
    size,
    write: statement(`${name}-${size}`, (q: Sql) => ({ prepare: () => listWriter(q, names, size) })),
  }));
  const byText = statement(name, (q: Sql) => update(q, names, textOf(q)));
  return function* (q, rows) {
    if (q.dialect === "postgres") {
      const values = rows.map((row) => [row.dueId, ...names.map((column) => row[column])]);
      if (values.length > 0) yield* byText(q, { rows: JSON.stringify(values) });
      return;
    }
    let from = 0;
    for (const { size, write } of byLists) {
      const lists: unknown[][] = [];
      for (; from + size <= rows.length; from += size) lists.push(listOf(names, rows, from, size));
      // Made ready by the first call, be it for no rows: see `warmUp` in `ticker.ts`.
      yield* write(q, { lists });
    }
  };
}

/** Rows that come with values. */
interface Source {
  from: SQL;
  /** That a due row is the one that the values are for. */
  isRow: SQL;
  value(at: number): SQL;
}

const update = ({ db, t }: Sql, names: readonly Name[], { from, isRow, value }: Source) =>
  db
    .update(t.due)
    .set(Object.fromEntries(names.map((name, at) => [name, value(at)])))
    .from(from)
    .where(isRow);

/** Each row is a list of the text, which is read twice as fast as an object. */
const textOf = ({ t }: Sql): Source => ({
  from: sql`jsonb_array_elements(cast(${sql.placeholder("rows")} AS jsonb)) AS v`,
  isRow: sql`${t.due.id} = v.value ->> 0`,
  value: (at) => sql.raw(`cast(v.value ->> ${at + 1} AS bigint)`),
});

/** Rows of a list: of most lists, and of those for what is left. */
const listSizes = [64, 1];

function valuesOf({ t }: Sql, names: readonly Name[], size: number): Source {
  const row = sql.raw(`(?${", ?".repeat(names.length)})`);
  return {
    from: sql`(VALUES ${sql.join(Array<SQL>(size).fill(row), sql`, `)}) AS v`,
    isRow: sql`${place(t)} = v.column1`,
    value: (at) => sql.raw(`v.column${at + 2}`),
  };
}

function listOf<K extends Name>(
  names: readonly K[],
  rows: (RowKey & Record<K, unknown>)[],
  from: number,
  size: number,
): unknown[] {
  const list: unknown[] = [];
  for (let at = from; at < from + size; at += 1) {
    const row = rows[at]!;
    list.push(row.place);
    for (const name of names) list.push(row[name]);
  }
  return list;
}

/** The statement for lists of one size; what drizzle does between it and the driver costs as much as a row itself. */
function listWriter(q: Sql, names: readonly Name[], size: number): Prepared {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- drizzle has it beside the builders' types
  const { $client } = q.db as unknown as { $client: Database };
  const write = $client.prepare(update(q, names, valuesOf(q, names, size)).toSQL().sql);
  const all = (lists: unknown[][]) => {
    for (const list of lists) write.run(list);
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- given by `writeEach` alone
  return { execute: (given) => ({ sync: () => all(given?.lists as unknown[][]) }) };
}
