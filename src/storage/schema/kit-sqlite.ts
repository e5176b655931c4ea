/** Column builders of SQLite. The types of the whole schema are taken from this side. */
import { loadSqliteCore } from "../drizzle.ts";

/** The words in which the schema is written; PostgreSQL has the same ones in `kit-postgres.ts`. */
export function sqliteKit() {
  const { sqliteTable, text, integer, blob, index, uniqueIndex, primaryKey, customType } = loadSqliteCore();
  return {
    table: sqliteTable,
    /** Snowflake or UUID, made by the app. */
    id: (name: string) => text(name),
    text: (name: string) => text(name),
    /** 32 bits. */
    int: (name: string) => integer(name),
    /** 53 bits. */
    long: (name: string) => integer(name),
    bool: (name: string) => integer(name, { mode: "boolean" }),
    /** Milliseconds since 1970. */
    epochMs: (name: string) => integer(name),
    /** Calendar date, `YYYY-MM-DD`. */
    localDate: (name: string) => text(name),
    bytes: (name: string) => blob(name, { mode: "buffer" }),
    /** Small structured data that belongs to the row. A type of its own, since drizzle's turns a bound null to "null". */
    json: (name: string) =>
      customType<{ data: unknown; driverData: string | null }>({
        dataType: () => "text",
        toDriver: (value) => (value === null ? null : JSON.stringify(value)),
        fromDriver: (value): unknown => JSON.parse(String(value)),
      })(name),
    index,
    uniqueIndex,
    primaryKey,
  };
}

export type Kit = ReturnType<typeof sqliteKit>;
