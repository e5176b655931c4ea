/** A look at the tables as they are stored, for the sandbox: what members wrote stays sealed. */
import type { Steps } from "#app/store.ts";
import { desc } from "./drizzle.ts";
import { run, type Sql } from "./sql.ts";

export interface Look {
  tables: string[];
  table: string;
  rows: Record<string, unknown>[];
}

/** A table's newest rows; what members answered when none of that name exists. Sealed bytes are told by their length. */
export function* look({ db, t }: Sql, wanted: string | undefined, limit: number): Steps<Look> {
  const tables = Object.keys(t);
  const name = tables.find((known) => known === wanted) ?? "record";
  const table = t[name as keyof typeof t];
  const all = db.select().from(table);
  // Ids are made in the order of time.
  const rows = yield* run("id" in table ? all.orderBy(desc(table.id)).limit(limit) : all.limit(limit));
  return { tables, table: name, rows: rows.map(shown) };
}

const shown = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? `${value.length} sealed bytes` : value,
    ]),
  );
