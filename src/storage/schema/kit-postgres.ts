/** Column builders of PostgreSQL, under the same names and with the same values in JavaScript as SQLite's. */
import { loadPostgresCore } from "../drizzle.ts";
import type { Kit } from "./kit-sqlite.ts";

/** The kit for PostgreSQL, typed as SQLite's: one schema, one set of types. The contract suite holds both to it. */
export function postgresKit(): Kit {
  const { pgTable, text, integer, bigint, boolean, index, uniqueIndex, primaryKey, customType } =
    loadPostgresCore();
  const long = (name: string) => bigint(name, { mode: "number" });
  const kit = {
    table: pgTable,
    id: (name: string) => text(name),
    text: (name: string) => text(name),
    int: (name: string) => integer(name),
    long,
    bool: (name: string) => boolean(name),
    epochMs: long,
    localDate: (name: string) => text(name),
    bytes: (name: string) => customType<{ data: Buffer }>({ dataType: () => "bytea" })(name),
    json: (name: string) =>
      customType<{ data: unknown }>({
        dataType: () => "jsonb",
        toDriver: (value) => (value === null ? null : JSON.stringify(value)),
      })(name),
    index,
    uniqueIndex,
    primaryKey,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are SQLite's on purpose
  return kit as unknown as Kit;
}
