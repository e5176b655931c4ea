/** The ledger as members, moderators and operators see it. */
import type { Deliveries, Delivery } from "#app/nudge-tables.ts";
import { and, asc, count, desc, eq, gte, inArray, isNotNull, isNull, lt, sql } from "./drizzle.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

const cancel = statement("delivery.cancel", ({ db, t }: Sql) =>
  db
    .update(t.delivery)
    .set({ state: "cancelled", reason: sql`${placeholder("reason")}` })
    .where(and(eq(t.delivery.dueId, placeholder("dueId")), sql`${t.delivery.state} = 'ready'`))
    .returning({ dueId: t.delivery.dueId }),
);

const resetIgnored = statement("person.reset-ignored", ({ db, t }: Sql) =>
  db
    .update(t.person)
    .set({ ignored: 0 })
    .where(and(eq(t.person.id, placeholder("personId")), sql`${t.person.ignored} <> 0`)),
);

const ofPerson = statement("delivery.of-person", ({ db, t }: Sql) =>
  db
    .select(columnsOf(t))
    .from(t.delivery)
    .where(and(eq(t.delivery.personId, placeholder("personId")), gte(t.delivery.dueAt, placeholder("from"))))
    .orderBy(desc(t.delivery.dueAt)),
);

/** Asked after each command of a member's. */
const undelivered = statement("delivery.undelivered", ({ db, t }: Sql) =>
  db
    .select(columnsOf(t))
    .from(t.delivery)
    .where(
      and(
        eq(t.delivery.personId, placeholder("personId")),
        gte(t.delivery.dueAt, placeholder("since")),
        eq(t.delivery.source, "asked"),
        inArray(t.delivery.state, ["failed", "expired", "unknown"]),
        isNull(t.delivery.answeredAt),
      ),
    )
    .orderBy(asc(t.delivery.dueAt)),
);

/** The verbs of `Deliveries` on one connection. */
export function deliveries(q: Sql): Deliveries {
  const { db, t } = q;
  const { delivery } = t;
  const shown = columnsOf(t);
  const key = (dueId: string, epoch: number, occ: number) =>
    and(eq(delivery.dueId, dueId), eq(delivery.epoch, epoch), eq(delivery.occ, occ));
  return {
    *ofPerson(personId, from) {
      return yield* ofPerson(q, { personId, from });
    },
    *latest(limit) {
      return yield* run(db.select(shown).from(delivery).orderBy(desc(delivery.dueAt)).limit(limit));
    },
    *ofGuild(guildId, from) {
      return yield* run(
        db
          .select(shown)
          .from(delivery)
          .where(and(eq(delivery.guildId, guildId), gte(delivery.dueAt, from)))
          .orderBy(desc(delivery.dueAt)),
      );
    },
    *tally(from, to) {
      const { guildId, state, late } = delivery;
      const rows = yield* run(
        db
          .select({ guildId, state, late, count: count() })
          .from(delivery)
          .where(and(gte(delivery.dueAt, from), lt(delivery.dueAt, to), isNotNull(guildId)))
          .groupBy(guildId, state, late),
      );
      return rows.map((row) => ({ ...row, guildId: row.guildId ?? "" }));
    },
    *ofDue(dueId) {
      return yield* run(
        db.select(shown).from(delivery).where(eq(delivery.dueId, dueId)).orderBy(asc(delivery.dueAt)),
      );
    },
    *find(dueId, epoch, occ) {
      return yield* first(
        db
          .select(shown)
          .from(delivery)
          .where(key(dueId, epoch, occ)),
      );
    },
    *cancel(dueId, reason) {
      return (yield* cancel(q, { dueId, reason })).length;
    },
    *undelivered(personId, since) {
      return yield* undelivered(q, { personId, since });
    },
    *answered(dueId, epoch, occ, at) {
      yield* run(
        db
          .update(delivery)
          .set({ answeredAt: at })
          .where(key(dueId, epoch, occ)),
      );
    },
    *resetIgnored(personId) {
      yield* resetIgnored(q, { personId });
    },
  };
}

/** The columns of `Delivery`. */
function columnsOf({ delivery: d }: Sql["t"]): { [K in keyof Delivery]: (typeof d)[K] } {
  return {
    dueId: d.dueId,
    epoch: d.epoch,
    occ: d.occ,
    personId: d.personId,
    guildId: d.guildId,
    scheduleId: d.scheduleId,
    kind: d.kind,
    source: d.source,
    dueAt: d.dueAt,
    deadline: d.deadline,
    state: d.state,
    reason: d.reason,
    late: d.late,
    ask: d.ask,
    collapsed: d.collapsed,
    sentAt: d.sentAt,
    answeredAt: d.answeredAt,
    channelId: d.channelId,
    messageId: d.messageId,
  };
}
