/**
 * Rows handed to the database as one JSON text, so that hundreds of them cost one statement on either dialect:
 * `INSERT … SELECT … FROM` them, or `UPDATE … FROM` them.
 */
import type { SQL } from "drizzle-orm";
import { sql } from "./drizzle.ts";
import type { Dialect } from "./sql.ts";

type Cast = "text" | "bigint" | "boolean";

/** A row source named `v`, from the placeholder `rows`; its values are reached by `field`. */
export function jsonRows(dialect: Dialect): SQL {
  return dialect === "sqlite"
    ? sql`json_each(${sql.placeholder("rows")}) AS v`
    : sql`jsonb_array_elements(cast(${sql.placeholder("rows")} AS jsonb)) AS v`;
}

/** One value of a row of `jsonRows`. */
export function field(name: string, cast: Cast): SQL {
  return sql`cast(v.value ->> '${sql.raw(name)}' AS ${sql.raw(cast)})`;
}

/** A drizzle row source of `jsonRows`, for `update().from()`. */
export const bound = (rows: object[]): { rows: string } => ({ rows: JSON.stringify(rows) });
