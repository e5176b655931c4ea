/** The verbs that use cases are given inside a transaction; each topic has a file of its own. */
import type { MemberTables, Tables } from "#app/store.ts";
import type { Snowflake } from "#core/ids.ts";
import type { MemberKey } from "./key-store.ts";
import { people } from "./people.ts";
import { records } from "./records.ts";
import type { Sql } from "./sql.ts";

export const tables = (q: Sql): Tables => ({ people: people(q) });

export const memberTables = (q: Sql, personId: Snowflake, key: MemberKey): MemberTables => ({
  ...tables(q),
  records: records(q, personId, key),
});
