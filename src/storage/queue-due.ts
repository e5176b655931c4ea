/** Due rows in bulk: what has come due, what has to be reckoned anew, and where each goes next. */
import { askedLane } from "#app/delivery.ts";
import type { Place, Queue } from "#app/queue.ts";
import type { NudgeKind } from "#core/schedule.ts";
import { and, asc, eq, gt, inArray, isNotNull, lte, sql } from "./drizzle.ts";
import { isAmong, place, writeEach } from "./bulk.ts";
import { forUpdate, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

/** A member's own nudges share the turns of a hundred servers, by two digits of the member's id. */
const ownLane = ({ due }: Sql["t"]) => {
  const recipient = sql`coalesce(${due.personId}, ${due.id})`;
  return sql`'~' || substr(${recipient}, length(${recipient}) - 4, 2)`;
};

/** Whose turn the deliveries of a due row take. */
export const laneOf = (t: Sql["t"]) =>
  sql<string>`CASE WHEN ${t.due.asked} THEN ${sql.raw(`'${askedLane}'`)} ELSE coalesce(${t.due.guildId}, ${ownLane(t)}) END`;

/** A due row with its schedule, its member and its server. */
const facts = ({ db, t, dialect }: Sql) =>
  db
    .select({
      dueId: t.due.id,
      place: dialect === "sqlite" ? place(t) : sql<null>`NULL`,
      scheduleId: t.due.scheduleId,
      personId: t.due.personId,
      guildId: t.due.guildId,
      // An edit may have changed what the schedule brings.
      kind: sql<NudgeKind>`coalesce(${t.schedule.kind}, ${t.due.kind})`,
      asked: t.due.asked,
      lane: laneOf(t),
      epoch: t.due.epoch,
      rev: t.due.rev,
      nextDue: t.due.nextDue,
      nextOcc: t.due.nextOcc,
      lastOcc: t.due.lastOcc,
      lastSentAt: t.due.lastSentAt,
      jitterS: t.due.jitterS,
      schedule: scheduleFacts(t),
      person: personFacts(t),
      guildLeftAt: t.guild.leftAt,
      guildZone: t.guild.zone,
    })
    .from(t.due)
    .leftJoin(t.schedule, eq(t.schedule.id, t.due.scheduleId))
    .leftJoin(t.person, eq(t.person.id, t.due.personId))
    .leftJoin(t.guild, eq(t.guild.id, t.due.guildId));

/** The columns of `ScheduleFacts`. */
export const scheduleFacts = ({ schedule: s }: Sql["t"]) => ({
  rev: s.rev,
  // As text: most rules are alike, and are compiled once.
  rule: sql<string>`cast(${s.rule} AS text)`,
  zone: s.zone,
  graceS: s.graceS,
  enabled: s.enabled,
  halted: s.halted,
  pausedUntil: s.pausedUntil,
  policy: s.policy,
  channelId: s.channelId,
  ownerId: s.personId,
});

/** The columns of `PersonFacts`. */
const personFacts = ({ person: p }: Sql["t"]) => ({
  zone: p.zone,
  pausedUntil: p.pausedUntil,
  quietFrom: p.quietFrom,
  quietTo: p.quietTo,
  dmState: p.dmState,
  consentVersion: p.consentVersion,
});

/** The columns of `RecipientFacts`. */
export const recipientFacts = (t: Sql["t"]) => ({
  ...personFacts(t),
  dayStart: t.person.dayStart,
  locale: t.person.locale,
  dailyCap: t.person.dailyCap,
  dmChannelId: t.person.dmChannelId,
  ignored: t.person.ignored,
});

const overdue = statement("queue.overdue", (q: Sql) =>
  forUpdate(
    q,
    facts(q)
      .where(and(isNotNull(q.t.due.nextDue), lte(q.t.due.nextDue, placeholder("now"))))
      .orderBy(asc(q.t.due.nextDue))
      .limit(placeholder("limit")),
    "update",
    { skipLocked: true, of: q.t.due },
  ),
);

/** As one JSON text: a row of the driver for each would take ten times as long. */
const backlog = statement("queue.backlog", ({ db, t }: Sql) => {
  const oldest = db
    .select({ place: place(t).as("place") })
    .from(t.due)
    .where(and(isNotNull(t.due.nextDue), lte(t.due.nextDue, placeholder("now"))))
    .orderBy(asc(t.due.nextDue))
    .limit(placeholder("limit"))
    .as("oldest");
  return db.select({ places: sql<string>`json_group_array(${oldest.place})` }).from(oldest);
});

// The plus keeps SQLite from walking through all that is overdue once more.
const overdueAt = statement("queue.overdue-at", (q: Sql) =>
  facts(q).where(and(isAmong(q, "places"), sql`+${q.t.due.nextDue} <= ${placeholder("now")}`)),
);

const factsOfPerson = statement("queue.facts-of-person", (q: Sql) =>
  facts(q).where(and(eq(q.t.due.personId, placeholder("personId")), sql`${q.t.due.asked} IS NOT TRUE`)),
);

const factsOfRow = statement("queue.facts-of-row", (q: Sql) =>
  facts(q).where(eq(q.t.due.id, placeholder("dueId"))),
);

const factsOfSchedule = statement("queue.facts-of-schedule", (q: Sql) =>
  facts(q)
    .where(
      and(
        eq(q.t.due.scheduleId, placeholder("scheduleId")),
        gt(q.t.due.id, placeholder("after")),
        sql`${q.t.due.asked} IS NOT TRUE`,
      ),
    )
    .orderBy(asc(q.t.due.id))
    .limit(placeholder("limit")),
);

/**
 * Columns that may be null are all that `advance` writes: a statement that can fail on a later row has SQLite copy each
 * page before it is changed.
 */
const advance = writeEach("queue.advance", ["nextDue", "nextOcc", "lastOcc"]);
const move = writeEach("queue.move", ["nextDue", "nextOcc", "lastOcc", "epoch", "rev"]);

const stale = statement("queue.stale", ({ db, t }: Sql) =>
  db
    .select({ id: t.schedule.id, after: t.schedule.staleAfter })
    .from(t.schedule)
    .where(isNotNull(t.schedule.staleAfter))
    .limit(placeholder("limit")),
);

const setStale = statement("queue.set-stale", ({ db, t }: Sql) =>
  db
    .update(t.schedule)
    .set({ staleAfter: sql`${placeholder("after")}` })
    .where(eq(t.schedule.id, placeholder("id"))),
);

type DueQueue = Pick<
  Queue,
  | "overdue"
  | "backlog"
  | "overdueAt"
  | "factsOfPerson"
  | "factsOfRow"
  | "factsOfSchedule"
  | "advance"
  | "move"
  | "stale"
  | "setStale"
  | "setAllStale"
  | "setStaleOfGuild"
  | "endGuild"
>;

export function queueDue(q: Sql): DueQueue {
  const { db, t, dialect } = q;
  return {
    overdue: (now, limit) => overdue(q, { now, limit }),
    *backlog(now, limit) {
      // Several processes share a backlog on PostgreSQL, where rows have no lasting place.
      if (dialect === "postgres") return [];
      const [found] = yield* backlog(q, { now, limit });
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as the query makes it
      return (JSON.parse(found?.places ?? "[]") as Place[]).toSorted((a, b) => a - b);
    },
    *overdueAt(now, places) {
      return dialect === "postgres" ? [] : yield* overdueAt(q, { now, places: JSON.stringify(places) });
    },
    factsOfPerson: (personId) => factsOfPerson(q, { personId }),
    factsOfRow: (dueId) => factsOfRow(q, { dueId }),
    factsOfSchedule: (scheduleId, after, limit) => factsOfSchedule(q, { scheduleId, after, limit }),
    advance: (rows) => advance(q, rows),
    move: (rows) => move(q, rows),
    *stale(limit) {
      return (yield* stale(q, { limit })).map(({ id, after }) => ({ id, after: after ?? "" }));
    },
    *setStale(id, after) {
      yield* setStale(q, { id, after });
    },
    *setAllStale() {
      yield* run(db.update(t.schedule).set({ staleAfter: "" }));
    },
    *setStaleOfGuild(guildId) {
      yield* run(db.update(t.schedule).set({ staleAfter: "" }).where(eq(t.schedule.guildId, guildId)));
    },
    *endGuild(personId, guildId) {
      const gone = yield* run(
        db
          .delete(t.due)
          .where(and(eq(t.due.personId, personId), eq(t.due.guildId, guildId)))
          .returning({ id: t.due.id }),
      );
      const theirs = db.select({ id: t.schedule.id }).from(t.schedule).where(eq(t.schedule.guildId, guildId));
      yield* run(
        db
          .delete(t.subscription)
          .where(and(eq(t.subscription.personId, personId), inArray(t.subscription.scheduleId, theirs))),
      );
      return gone.map(({ id }) => id);
    },
  };
}
