/** Deliveries on their way: whose turn it is, what decides whether they may go, and each step written back. */
import type { Attempt, Queue } from "#app/queue.ts";
import { and, asc, count, eq, inArray, lt, or, sql } from "./drizzle.ts";
import { recipientFacts, scheduleFacts } from "./queue-due.ts";
import { ownerIsGone } from "./seat-locks.ts";
import { forUpdate, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

const lanes = statement("queue.lanes", ({ db, t }: Sql) =>
  db
    .select({ lane: t.delivery.lane, ready: count() })
    .from(t.delivery)
    .where(and(isReady(t), lteNow(t)))
    .groupBy(t.delivery.lane),
);

const pick = statement("queue.pick", (q: Sql) => {
  const { db, t } = q;
  const query = db
    .select({
      delivery: attempt(t),
      due: { epoch: t.due.epoch, ref: t.due.ref },
      schedule: { ...scheduleFacts(t), content: t.schedule.content },
      person: recipientFacts(t),
      guildLeftAt: t.guild.leftAt,
      guildZone: t.guild.zone,
    })
    .from(t.delivery)
    .leftJoin(t.due, eq(t.due.id, t.delivery.dueId))
    .leftJoin(t.schedule, eq(t.schedule.id, t.delivery.scheduleId))
    .leftJoin(t.person, eq(t.person.id, t.delivery.personId))
    .leftJoin(t.guild, eq(t.guild.id, t.delivery.guildId))
    .where(and(eq(t.delivery.lane, placeholder("lane")), isReady(t), lteNow(t)))
    .orderBy(asc(t.delivery.deadline), asc(t.delivery.turn))
    .limit(placeholder("limit"));
  return forUpdate(q, query, "update", { skipLocked: true, of: t.delivery });
});

// Written out, since a partial index serves only a query that repeats its condition to the letter.
const isReady = (t: Sql["t"]) => sql`${t.delivery.state} = 'ready'`;
const lteNow = (t: Sql["t"]) => sql`${t.delivery.notBefore} <= ${placeholder("now")}`;

const written = [
  "state",
  "reason",
  "notBefore",
  "attempt",
  "firstAttemptAt",
  "owner",
  "leaseUntil",
  "channelId",
  "messageId",
  "late",
  "ask",
  "sentAt",
] as const satisfies (keyof Attempt)[];

const write = statement("queue.write", ({ db, t }: Sql) =>
  db
    .update(t.delivery)
    .set(Object.fromEntries(written.map((name) => [name, sql`${placeholder(name)}`])))
    .where(
      and(
        eq(t.delivery.dueId, placeholder("dueId")),
        eq(t.delivery.epoch, placeholder("epoch")),
        eq(t.delivery.occ, placeholder("occ")),
        sql`${t.delivery.attempt} BETWEEN ${placeholder("least")} AND ${placeholder("most")}`,
        inArray(t.delivery.state, [placeholder("state1"), placeholder("state2"), placeholder("state3")]),
      ),
    )
    .returning({ dueId: t.delivery.dueId }),
);

const orphans = statement("queue.orphans", (q: Sql) => {
  const { db, t, dialect } = q;
  const leaseEnded = lt(t.delivery.leaseUntil, placeholder("now"));
  const left = dialect === "postgres" ? or(leaseEnded, ownerIsGone(t.delivery.owner)) : leaseEnded;
  const query = db
    .select(attempt(t))
    .from(t.delivery)
    .where(and(sql`${t.delivery.state} = 'sending'`, left))
    .limit(placeholder("limit"));
  return forUpdate(q, query, "update", { skipLocked: true });
});

type AttemptQueue = Pick<Queue, "lanes" | "pick" | "write" | "orphans">;

export function queueAttempts(q: Sql): AttemptQueue {
  return {
    lanes: (now) => lanes(q, { now }),
    pick: (lane, now, limit) => pick(q, { lane, now, limit }),
    *write(delivery, { states: [state1, state2 = state1, state3 = state1], attempt }) {
      const { late, ask } = delivery;
      const flags = q.dialect === "sqlite" ? { late: Number(late), ask: Number(ask) } : { late, ask };
      const range = { least: attempt ?? 0, most: attempt ?? 0x7fffffff };
      return (yield* write(q, { ...delivery, ...flags, ...range, state1, state2, state3 })).length > 0;
    },
    orphans: (now, limit) => orphans(q, { now, limit }),
  };
}

/** The columns of `Attempt`. */
function attempt({ delivery: d }: Sql["t"]): { [K in keyof Attempt]: (typeof d)[K] } {
  return {
    dueId: d.dueId,
    epoch: d.epoch,
    occ: d.occ,
    personId: d.personId,
    guildId: d.guildId,
    scheduleId: d.scheduleId,
    kind: d.kind,
    source: d.source,
    lane: d.lane,
    rev: d.rev,
    dueAt: d.dueAt,
    deadline: d.deadline,
    state: d.state,
    reason: d.reason,
    notBefore: d.notBefore,
    channelId: d.channelId,
    late: d.late,
    collapsed: d.collapsed,
    attempt: d.attempt,
    firstAttemptAt: d.firstAttemptAt,
    owner: d.owner,
    leaseUntil: d.leaseUntil,
    messageId: d.messageId,
    ask: d.ask,
    sentAt: d.sentAt,
  };
}
