/** The ledger as the scheduler keeps it: occurrences that came due, in bulk, and its upkeep. */
import type { Column, SQL } from "drizzle-orm";
import type { Arrival, Queue } from "#app/queue.ts";
import { isAmong, keys } from "./bulk.ts";
import { excluded } from "./columns.ts";
import { and, asc, count, eq, getTableColumns, inArray, lt, lte, ne, notInArray, sql } from "./drizzle.ts";
import { laneOf } from "./queue-due.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

/** What an occurrence takes over when it was cancelled and comes due again, as after an edit of its time. */
const revived = ["state", "reason", "rev", "dueAt", "deadline", "notBefore", "late", "channelId"] as const;

/** One entry for each of some due rows, from the row itself and from what becomes of them all. */
const enter = statement("queue.enter", (q: Sql) => {
  const { db, t } = q;
  const { delivery, due } = t;
  const entry = entryOf(q);
  const inOrder = Object.keys(getTableColumns(delivery)).map((name) => entry[name] ?? sql`NULL`);
  return db
    .insert(delivery)
    .select(sql`SELECT ${sql.join(inOrder, sql`, `)} FROM ${due} WHERE ${isAmong(q, "rows")}`)
    .onConflictDoUpdate({
      target: [delivery.dueId, delivery.epoch, delivery.occ],
      set: excluded(delivery, revived),
      setWhere: sql`${delivery.state} = 'cancelled'`,
    });
});

/** What is written into the columns of an entry; all else begins empty. */
function entryOf({ dialect, t }: Sql): Record<string, SQL | Column> {
  const { due } = t;
  const given = (name: keyof Arrival, type: "text" | "bigint" | "boolean") =>
    sql`cast(${placeholder(name)} AS ${sql.raw(type)})`;
  return {
    dueId: due.id,
    epoch: due.epoch,
    occ: due.nextOcc,
    personId: due.personId,
    guildId: due.guildId,
    scheduleId: due.scheduleId,
    kind: given("kind", "text"),
    source: given("source", "text"),
    lane: laneOf(t),
    rev: due.rev,
    dueAt: due.nextDue,
    deadline: sql`${due.nextDue} + ${given("graceMs", "bigint")}`,
    state: given("state", "text"),
    reason: given("reason", "text"),
    notBefore: sql`coalesce(${given("notBefore", "bigint")}, ${due.nextDue})`,
    attempt: sql`0`,
    nonce: dialect === "postgres" ? nonceBefore(due) : sql`''`,
    channelId: given("channelId", "text"),
    late: given("late", "boolean"),
    ask: sql`false`,
    collapsed: given("collapsed", "bigint"),
    turn: turn[dialect],
  };
}

/** What a process of the version before, which may run beside this one for the time of a restart, would have written. */
const nonceBefore = ({ id, epoch, nextOcc }: Sql["t"]["due"]) =>
  sql`substr(translate(encode(sha256(convert_to(concat(${id}, '/', ${epoch}, '/', ${nextOcc}), 'UTF8')), 'base64'), '+/', '-_'), 1, 25)`;

/**
 * Among equal deadlines it is chance whose turn it is, so that nobody is always last. Half of its 31 bits are those of all
 * that is entered at once (a subquery is run once), which keeps these entries of the index close to each other: a herd would
 * change nearly every page of it in each slice.
 */
const turn = {
  sqlite: sql`(SELECT random() & 65535) * 32768 + (random() & 32767)`,
  postgres: sql`(SELECT floor(random() * 65536)::int) * 32768 + floor(random() * 32768)::int`,
};

const served = statement("queue.served", ({ db, t }: Sql) =>
  db
    .select({ state: t.delivery.state })
    .from(t.delivery)
    .where(
      and(
        eq(t.delivery.dueId, placeholder("dueId")),
        eq(t.delivery.epoch, placeholder("epoch")),
        eq(t.delivery.occ, placeholder("occ")),
        ne(t.delivery.state, "cancelled"),
      ),
    ),
);

/** Done with and old; errands that have come go with their entry. */
function* purge({ db, t }: Sql, before: number, limit: number) {
  const old = yield* run(
    db
      .select({ dueId: t.delivery.dueId, epoch: t.delivery.epoch, occ: t.delivery.occ })
      .from(t.delivery)
      .where(and(lt(t.delivery.dueAt, before), notInArray(t.delivery.state, ["ready", "sending"])))
      .orderBy(asc(t.delivery.dueAt))
      .limit(limit),
  );
  for (const { dueId, epoch, occ } of old) {
    const key = and(eq(t.delivery.dueId, dueId), eq(t.delivery.epoch, epoch), eq(t.delivery.occ, occ));
    yield* run(db.delete(t.delivery).where(key));
  }
  const errands = old.map(({ dueId }) => dueId);
  if (errands.length > 0)
    yield* run(
      db
        .delete(t.due)
        .where(and(inArray(t.due.id, errands), eq(t.due.asked, true), sql`${t.due.nextDue} IS NULL`)),
    );
  return old.length;
}

type LedgerQueue = Pick<Queue, "enter" | "served" | "purge" | "leaveUnknown" | "counts" | "fact" | "setFact">;

export function queueLedger(q: Sql): LedgerQueue {
  const { db, t } = q;
  return {
    *enter(rows, arrival) {
      const late = q.dialect === "sqlite" ? Number(arrival.late) : arrival.late;
      yield* enter(q, { ...arrival, late, rows: keys(q, rows) });
    },
    *served(dueId, epoch, occ) {
      return (yield* served(q, { dueId, epoch, occ })).length > 0;
    },
    purge: (before, limit) => purge(q, before, limit),
    *leaveUnknown(now, reason) {
      const left = yield* run(
        db
          .update(t.delivery)
          .set({ state: "unknown", reason })
          .where(and(sql`${t.delivery.state} = 'ready'`, lte(t.delivery.notBefore, now)))
          .returning({ dueId: t.delivery.dueId }),
      );
      return left.length;
    },
    *counts() {
      return yield* run(
        db.select({ state: t.delivery.state, count: count() }).from(t.delivery).groupBy(t.delivery.state),
      );
    },
    *fact(key) {
      return (yield* first(db.select().from(t.meta).where(eq(t.meta.key, key))))?.value;
    },
    *setFact(key, value) {
      yield* run(
        db.insert(t.meta).values({ key, value }).onConflictDoUpdate({ target: t.meta.key, set: { value } }),
      );
    },
  };
}
