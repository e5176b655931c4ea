/** What a delivery does to those it was meant for: counts against their limits, and targets that are switched off. */
import type { Queue } from "#app/queue.ts";
import { and, count, desc, eq, gte, inArray, ne, sql } from "./drizzle.ts";
import { run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

/** What reached a member, or is on its way; `gte dueAt` lets the index in, since sending takes hours at most. */
const contacts = statement("queue.contacts", ({ db, t }: Sql) =>
  db
    .select({
      today: sql<number>`cast(coalesce(sum(CASE WHEN ${since(t, "dayFrom")} THEN 1 ELSE 0 END), 0) AS integer)`,
      serverPromptsToday: sql<number>`cast(coalesce(sum(CASE WHEN ${since(t, "dayFrom")} AND ${t.delivery.source} = 'server' AND ${t.delivery.kind} <> 'drill' THEN 1 ELSE 0 END), 0) AS integer)`,
      drillsThisWeek: sql<number>`cast(coalesce(sum(CASE WHEN ${t.delivery.kind} = 'drill' THEN 1 ELSE 0 END), 0) AS integer)`,
    })
    .from(t.delivery)
    .where(
      and(
        eq(t.delivery.personId, placeholder("personId")),
        gte(t.delivery.dueAt, placeholder("indexFrom")),
        since(t, "weekFrom"),
        inArray(t.delivery.state, ["sending", "sent", "unknown"]),
        ne(t.delivery.source, "asked"),
      ),
    ),
);

const since = (t: Sql["t"], name: string) =>
  sql`coalesce(${t.delivery.sentAt}, ${t.delivery.firstAttemptAt}, ${t.delivery.dueAt}) >= ${placeholder(name)}`;

const lastDecided = statement("queue.last-decided", ({ db, t }: Sql) =>
  db
    .select({ state: t.delivery.state, reason: t.delivery.reason })
    .from(t.delivery)
    .where(
      and(
        eq(t.delivery.personId, placeholder("personId")),
        ne(t.delivery.source, "asked"),
        inArray(t.delivery.state, ["sending", "sent", "unknown", "skipped_cap"]),
      ),
    )
    .orderBy(desc(t.delivery.dueAt))
    .limit(1),
);

const posts = statement("queue.posts", ({ db, t }: Sql) =>
  db
    .select({ count: count() })
    .from(t.delivery)
    .where(
      and(
        eq(t.delivery.channelId, placeholder("channelId")),
        sql`${t.delivery.personId} IS NULL`,
        gte(t.delivery.dueAt, placeholder("dayFrom")),
        inArray(t.delivery.state, ["sending", "sent", "unknown"]),
      ),
    ),
);

const served = statement("queue.note-served", ({ db, t }: Sql) =>
  db
    .update(t.due)
    .set({ lastSentAt: sql`${placeholder("at")}` })
    .where(eq(t.due.id, placeholder("dueId"))),
);

const ignored = statement("queue.note-ignored", ({ db, t }: Sql) =>
  db
    .update(t.person)
    .set({ ignored: sql`${t.person.ignored} + 1` })
    .where(eq(t.person.id, placeholder("personId"))),
);

const noteDm = statement("queue.note-dm", ({ db, t }: Sql) =>
  db
    .update(t.person)
    .set({ dmChannelId: sql`${placeholder("channelId")}`, dmState: "open" })
    .where(
      and(
        eq(t.person.id, placeholder("personId")),
        sql`(${t.person.dmState} <> 'open' OR ${t.person.dmChannelId} IS DISTINCT FROM ${placeholder("same")})`,
      ),
    ),
);

const weekMs = 7 * 86_400_000;

type EffectQueue = Pick<Queue, "contacts" | "posts" | "noteSent" | "noteDm" | "closeDm" | "halt">;

export function queueEffects(q: Sql): EffectQueue {
  const { db, t } = q;
  return {
    *contacts(personId, dayFrom, weekFrom) {
      const [counts] = yield* contacts(q, { personId, dayFrom, weekFrom, indexFrom: weekFrom - weekMs });
      const [last] = yield* lastDecided(q, { personId });
      const heldLast = last?.state === "skipped_cap" && last.reason === "halved";
      return { today: 0, serverPromptsToday: 0, drillsThisWeek: 0, ...counts, heldLast };
    },
    *posts(channelId, dayFrom) {
      return (yield* posts(q, { channelId, dayFrom }))[0]?.count ?? 0;
    },
    *noteSent(dueId, at, personId, counts) {
      yield* served(q, { dueId, at });
      if (personId !== null && counts) yield* ignored(q, { personId });
    },
    *noteDm(personId, channelId) {
      yield* noteDm(q, { personId, channelId, same: channelId });
    },
    *closeDm(personId) {
      yield* run(
        db.update(t.person).set({ dmState: "closed", dmChannelId: null }).where(eq(t.person.id, personId)),
      );
      yield* run(
        db
          .update(t.due)
          .set({ nextDue: null, nextOcc: null })
          .where(and(eq(t.due.personId, personId), eq(t.due.asked, false))),
      );
    },
    *halt(scheduleId, reason) {
      yield* run(db.update(t.schedule).set({ halted: reason }).where(eq(t.schedule.id, scheduleId)));
      yield* run(
        db
          .update(t.due)
          .set({ nextDue: null, nextOcc: null })
          .where(and(eq(t.due.scheduleId, scheduleId), eq(t.due.asked, false))),
      );
    },
  };
}
