/** One schema, written once, for both dialects. */
import { drillTables } from "./drills.ts";
import type { Kit } from "./kit-sqlite.ts";
import { nudgeTables } from "./nudges.ts";
import { peopleTables } from "./people.ts";
import { privateTables } from "./private.ts";
import { serverTables } from "./servers.ts";

/** All tables of the data database, built with the column builders of one dialect. */
export function makeSchema(kit: Kit) {
  const people = peopleTables(kit);
  const servers = serverTables(kit);
  return {
    ...people,
    ...servers,
    ...drillTables(kit, servers),
    ...privateTables(kit, people),
    ...nudgeTables(kit, { ...people, ...servers }),
  };
}

export type Schema = ReturnType<typeof makeSchema>;
