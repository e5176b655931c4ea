/** A look at the tables as they are stored, for the sandbox: what members wrote stays sealed. */
import type { Steps } from "#app/store.ts";
import { run, type Sql } from "./sql.ts";

export interface Look {
  tables: string[];
  table: string;
  rows: Record<string, unknown>[];
}

/** The first rows of a table; of the first table when none of that name exists. Sealed bytes are told by their length. */
export function* look({ db, t }: Sql, table: string | undefined, limit: number): Steps<Look> {
  const tables = Object.keys(t);
  const name = tables.find((known) => known === table) ?? "person";
  const rows = yield* run(
    db
      .select()
      .from(t[name as keyof typeof t])
      .limit(limit),
  );
  return { tables, table: name, rows: rows.map(shown) };
}

const shown = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      value instanceof Uint8Array ? `${value.length} sealed bytes` : value,
    ]),
  );
