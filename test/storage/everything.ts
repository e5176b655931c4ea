/** Rows about members in every table that can hold one, and a search for what is left of them. */
import { sql } from "#storage/drizzle.ts";
import { run } from "#storage/sql.ts";
import { ash, birch, evening, monday, type Harness } from "./harness.ts";

/** A row about ash and birch in every table that can hold one. */
export async function fillEveryTable({ store }: Harness): Promise<void> {
  await store.data.tx(function* ({ db, t }) {
    const guild = { id: "g1", zone: "UTC", locale: "en", settings: {}, joinedAt: monday, leftAt: null };
    yield* run(db.insert(t.guild).values(guild));
    yield* run(db.insert(t.schedule).values({ ...evening, id: "s-guild", guildId: "g1", createdBy: ash.id }));
    yield* run(
      db.insert(t.schedule).values({ ...evening, id: "s-own", personId: ash.id, createdBy: ash.id }),
    );
    const due = {
      kind: "checkin" as const,
      asked: false,
      epoch: 0,
      rev: 1,
      nextDue: monday,
      nextOcc: 1,
      jitterS: 0,
    };
    for (const { id } of [ash, birch]) {
      yield* run(db.insert(t.subscription).values({ scheduleId: "s-guild", personId: id, joinedAt: monday }));
      yield* run(db.insert(t.due).values({ ...due, id: `d-${id}`, scheduleId: "s-guild", personId: id }));
    }
    yield* run(
      db.insert(t.delivery).values({
        dueId: `d-${ash.id}`,
        epoch: 0,
        occ: 1,
        personId: ash.id,
        kind: "checkin",
        source: "server",
        lane: "g1",
        rev: 1,
        dueAt: monday,
        deadline: monday,
        state: "sent",
        notBefore: monday,
        attempt: 1,
        nonce: "n",
        late: false,
        ask: false,
        collapsed: 0,
      }),
    );
    const audit = { at: monday, action: "schedule.add", detail: {}, guildId: "g1", actorId: ash.id };
    yield* run(db.insert(t.audit).values({ ...audit, id: "a1" }));
    const buddy = { state: "accepted" as const, createdAt: monday, updatedAt: monday };
    const cedar = "1003";
    yield* run(db.insert(t.buddy).values({ ...buddy, personId: ash.id, buddyId: birch.id }));
    yield* run(db.insert(t.buddy).values({ ...buddy, personId: birch.id, buddyId: ash.id }));
    yield* run(db.insert(t.buddy).values({ ...buddy, personId: birch.id, buddyId: cedar }));
  });
}

/** Names of the tables in which an id occurs anywhere. */
export async function mentions({ store }: Harness, id: string): Promise<string[]> {
  const found = await store.data.tx(function* ({ db, t }) {
    const names: string[] = [];
    const { person, record, buddy, guild, audit, schedule, subscription, panel, due, delivery } = t;
    const searched = { person, record, buddy, guild, audit, schedule, subscription, panel, due, delivery };
    for (const [name, table] of Object.entries(searched)) {
      const rows: object[] = yield* run(
        db
          .select()
          .from(table)
          .where(sql`1 = 1`),
      );
      if (rows.some((row) => Object.values(row).includes(id))) names.push(name);
    }
    return names;
  });
  return found.sort();
}
