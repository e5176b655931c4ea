/** The verbs that use cases are given inside a transaction; each topic has a file of its own. */
import type { MemberTables, Tables } from "#app/store.ts";
import type { Snowflake } from "#core/ids.ts";
import { buddies } from "./buddies.ts";
import { deliveries } from "./deliveries.ts";
import { drillTexts, groupDrills, serverDrills } from "./drills.ts";
import { drafts, panels } from "./drafts.ts";
import { dueRows } from "./due.ts";
import type { MemberKey } from "./key-store.ts";
import { keepings } from "./keepings.ts";
import { pages } from "./pages.ts";
import { people } from "./people.ts";
import { queue } from "./queue.ts";
import { records } from "./records.ts";
import { schedules, subscriptions } from "./schedules.ts";
import { audit, counters, guilds } from "./servers.ts";
import type { Sql } from "./sql.ts";

const made = new WeakMap<Sql, Tables>();

/** The same verbs for every transaction on a connection. */
export function tables(q: Sql): Tables {
  let found = made.get(q);
  if (!found) made.set(q, (found = makeTables(q)));
  return found;
}

const makeTables = (q: Sql): Tables => ({
  people: people(q),
  buddies: buddies(q),
  schedules: schedules(q),
  subscriptions: subscriptions(q),
  due: dueRows(q),
  deliveries: deliveries(q),
  drafts: drafts(q),
  panels: panels(q),
  guilds: guilds(q),
  audit: audit(q),
  counters: counters(q),
  queue: queue(q),
  pages: pages(q),
  keepings: keepings(q),
  drillTexts: drillTexts(q),
  serverDrills: serverDrills(q),
  groupDrills: groupDrills(q),
});

export const memberTables = (q: Sql, personId: Snowflake, key: MemberKey): MemberTables => ({
  ...tables(q),
  records: records(q, personId, key),
});
