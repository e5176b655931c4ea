/**
 * Rows handed to the database as one JSON text, so that hundreds of them cost one statement on either dialect:
 * `INSERT … SELECT … FROM` them, or `UPDATE … FROM` them. Each row is a list, which is read twice as fast as an object.
 */
import type { SQL } from "drizzle-orm";
import { sql } from "./drizzle.ts";
import type { Dialect } from "./sql.ts";

type Cast = "text" | "bigint" | "boolean";

export interface JsonRows<K extends string> {
  /** A row source named `v`, from the placeholder `rows`. */
  source(dialect: Dialect): SQL;
  /** One value of a row. */
  field(name: K): SQL;
  /** The rows, for the placeholder. */
  bound(rows: Record<K, unknown>[]): { rows: string };
}

/** Rows with these values, by name and type. */
export function jsonRows<K extends string>(casts: Record<K, Cast>): JsonRows<K> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets them
  const names = Object.keys(casts) as K[];
  return {
    source: (dialect) =>
      dialect === "sqlite"
        ? sql`json_each(${sql.placeholder("rows")}) AS v`
        : sql`jsonb_array_elements(cast(${sql.placeholder("rows")} AS jsonb)) AS v`,
    field: (name) => sql.raw(`cast(v.value ->> ${names.indexOf(name)} AS ${casts[name]})`),
    bound: (rows) => ({ rows: JSON.stringify(rows.map((row) => names.map((name) => row[name]))) }),
  };
}
