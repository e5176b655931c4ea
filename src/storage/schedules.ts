/** Schedules and who gets them. */
import type { Schedules, Subscriptions } from "#app/nudge-tables.ts";
import { excluded, placeholders } from "./columns.ts";
import { and, asc, count, eq, inArray, isNotNull, isNull, lt, or, sql } from "./drizzle.ts";
import { first, run, statement, type Sql } from "./sql.ts";

/** All columns but the mark of those that have to be reckoned anew, which is the scheduler's. */
const names = [
  "id",
  "guildId",
  "personId",
  "kind",
  "content",
  "rule",
  "zone",
  "windowMin",
  "way",
  "channelId",
  "graceS",
  "policy",
  "pausedUntil",
  "enabled",
  "halted",
  "rev",
  "createdBy",
  "createdAt",
  "updatedAt",
] as const;

const subscriptionNames = ["scheduleId", "personId", "way", "joinedAt"] as const;

const find = statement("schedule.find", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.schedule)
    .where(eq(t.schedule.id, sql.placeholder("id"))),
);

const add = statement("schedule.add", ({ db, t }: Sql) =>
  db.insert(t.schedule).values(placeholders(names)).onConflictDoNothing().returning({ id: t.schedule.id }),
);

const save = statement("schedule.save", ({ db, t }: Sql) =>
  db
    .insert(t.schedule)
    .values(placeholders(names))
    .onConflictDoUpdate({ target: t.schedule.id, set: excluded(t.schedule, names) }),
);

const findSubscription = statement("subscription.find", ({ db, t }: Sql) =>
  db.select().from(t.subscription).where(member(t)),
);

const saveSubscription = statement("subscription.save", ({ db, t }: Sql) =>
  db
    .insert(t.subscription)
    .values(placeholders(subscriptionNames))
    .onConflictDoUpdate({
      target: [t.subscription.scheduleId, t.subscription.personId],
      set: excluded(t.subscription, subscriptionNames),
    }),
);

const member = (t: Sql["t"]) =>
  and(
    eq(t.subscription.scheduleId, sql.placeholder("scheduleId")),
    eq(t.subscription.personId, sql.placeholder("personId")),
  );

const schedulesOf = statement("schedule.of-person", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.schedule)
    .where(eq(t.schedule.personId, sql.placeholder("personId")))
    .orderBy(...oldest(t)),
);

const subscriptionsOf = statement("subscription.of-person", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.subscription)
    .where(eq(t.subscription.personId, sql.placeholder("personId"))),
);

/** The verbs of `Schedules` on one connection. */
export function schedules(q: Sql): Schedules {
  const { db, t } = q;
  return {
    *find(id) {
      return withoutMark((yield* find(q, { id }))[0]);
    },
    *add(schedule) {
      return (yield* add(q, { ...schedule })).length > 0;
    },
    *save(schedule) {
      yield* save(q, { ...schedule });
    },
    *remove(id) {
      yield* run(db.delete(t.schedule).where(eq(t.schedule.id, id)));
    },
    *ofGuild(guildId) {
      const found = yield* run(
        db
          .select()
          .from(t.schedule)
          .where(eq(t.schedule.guildId, guildId))
          .orderBy(...oldest(t)),
      );
      return found.map(withoutMark);
    },
    *ofPerson(personId) {
      return (yield* schedulesOf(q, { personId })).map(withoutMark);
    },
  };
}

/** The verbs of `Subscriptions` on one connection. */
export function subscriptions(q: Sql): Subscriptions {
  const { db, t } = q;
  return {
    *find(scheduleId, personId) {
      return (yield* findSubscription(q, { scheduleId, personId }))[0];
    },
    *save(subscription) {
      yield* saveSubscription(q, { ...subscription });
    },
    *remove(scheduleId, personId) {
      yield* run(
        db
          .delete(t.subscription)
          .where(and(eq(t.subscription.scheduleId, scheduleId), eq(t.subscription.personId, personId))),
      );
    },
    *ofPerson(personId) {
      return yield* subscriptionsOf(q, { personId });
    },
    *anyInChannel(scheduleId) {
      const chosen = and(eq(t.subscription.scheduleId, scheduleId), eq(t.subscription.way, "channel"));
      return (yield* first(db.select().from(t.subscription).where(chosen).limit(1))) !== undefined;
    },
    *unchecked(before, limit) {
      const { checkedAt, personId } = t.subscription;
      const rows = yield* run(
        db
          .selectDistinct({ guildId: t.schedule.guildId, personId })
          .from(t.subscription)
          .innerJoin(t.schedule, eq(t.schedule.id, t.subscription.scheduleId))
          .innerJoin(t.guild, and(eq(t.guild.id, t.schedule.guildId), isNull(t.guild.leftAt)))
          .where(and(or(isNull(checkedAt), lt(checkedAt, before)), isNotNull(t.schedule.guildId)))
          .limit(limit),
      );
      return rows.map((row) => ({ personId: row.personId, guildId: row.guildId ?? "" }));
    },
    *noteChecked({ guildId, personId }, at) {
      const ofServer = db
        .select({ id: t.schedule.id })
        .from(t.schedule)
        .where(eq(t.schedule.guildId, guildId));
      yield* run(
        db
          .update(t.subscription)
          .set({ checkedAt: at })
          .where(and(eq(t.subscription.personId, personId), inArray(t.subscription.scheduleId, ofServer))),
      );
    },
    *count(scheduleId) {
      const row = yield* first(
        db.select({ count: count() }).from(t.subscription).where(eq(t.subscription.scheduleId, scheduleId)),
      );
      return row?.count ?? 0;
    },
  };
}

const oldest = (t: Sql["t"]) => [asc(t.schedule.createdAt), asc(t.schedule.id)];

type Row = Sql["t"]["schedule"]["$inferSelect"];

function withoutMark<R extends Row | undefined>(
  row: R,
): R extends undefined ? undefined : Omit<Row, "staleAfter">;
function withoutMark(row: Row | undefined): Omit<Row, "staleAfter"> | undefined {
  if (!row) return undefined;
  const { staleAfter: _, ...schedule } = row;
  return schedule;
}
