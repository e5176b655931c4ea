/** The ledger as the scheduler keeps it: occurrences that came due, in bulk, and its upkeep. */
import type { NewDelivery, Queue } from "#app/queue.ts";
import { hash } from "#core/schedule.ts";
import { and, asc, count, eq, getTableColumns, inArray, lt, lte, ne, notInArray, sql } from "./drizzle.ts";
import { bulk, type RowSource } from "./bulk.ts";
import { excluded, placeholders } from "./columns.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

type Brought = NewDelivery & { turn: number };

/** What a new delivery brings along; all else begins empty. */
const casts: Record<keyof Brought, "text" | "bigint" | "boolean"> = {
  dueId: "text",
  epoch: "bigint",
  occ: "bigint",
  personId: "text",
  guildId: "text",
  scheduleId: "text",
  kind: "text",
  source: "text",
  lane: "text",
  rev: "bigint",
  dueAt: "bigint",
  deadline: "bigint",
  state: "text",
  reason: "text",
  notBefore: "bigint",
  nonce: "text",
  channelId: "text",
  late: "boolean",
  collapsed: "bigint",
  turn: "bigint",
};

/** What an occurrence takes over when it was cancelled and comes due again, as after an edit of its time. */
const revived = ["state", "reason", "rev", "dueAt", "deadline", "notBefore", "late", "channelId"] as const;

const insert = bulk("queue.insert", casts, {
  each: ({ db, t }) =>
    db
      .insert(t.delivery)
      .values({ ...placeholders(brought), attempt: 0, ask: false })
      .onConflictDoUpdate(revival(t)),
  all: ({ db, t }, rows) =>
    db
      .insert(t.delivery)
      .select(sql`SELECT ${values(t.delivery, rows)} FROM ${rows.source}`)
      .onConflictDoUpdate(revival(t)),
});

const revival = ({ delivery }: Sql["t"]) => ({
  target: [delivery.dueId, delivery.epoch, delivery.occ],
  set: excluded(delivery, revived),
  setWhere: sql`${delivery.state} = 'cancelled'`,
});

/** One expression for each column of the table, in its order. */
function values(table: Sql["t"]["delivery"], rows: RowSource<keyof Brought>) {
  const empty: Record<string, string> = { attempt: "0", ask: "false" };
  const all = Object.keys(getTableColumns(table)).map((name) =>
    isBrought(name) ? rows.field(name) : sql.raw(empty[name] ?? "NULL"),
  );
  return sql.join(all, sql`, `);
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.keys forgets them
const brought = Object.keys(casts) as (keyof Brought)[];
const isBrought = (name: string): name is keyof Brought => name in casts;

/**
 * Among equal deadlines it is chance whose turn it is, so that nobody is always last; all of one call share theirs, which
 * keeps the entries of the index close to each other: a herd would change nearly every page of it in each slice.
 */
function withTurn(deliveries: NewDelivery[]): Brought[] {
  const [one] = deliveries;
  // 31 bits; different for every occurrence.
  const turn = one ? hash(one.nonce) >>> 1 : 0;
  return deliveries.map((delivery) => ({ ...delivery, turn }));
}

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

type LedgerQueue = Pick<
  Queue,
  "insert" | "served" | "purge" | "leaveUnknown" | "counts" | "fact" | "setFact"
>;

export function queueLedger(q: Sql): LedgerQueue {
  const { db, t } = q;
  return {
    insert: (deliveries) => insert(q, withTurn(deliveries)),
    *served(dueId, epoch, occ) {
      return (yield* served(q, { dueId, epoch, occ })).length > 0;
    },
    purge: (before, limit) => purge(q, before, limit),
    *leaveUnknown(now, reason) {
      const left = yield* run(
        db
          .update(t.delivery)
          .set({ state: "unknown", reason })
          .where(and(eq(t.delivery.state, "ready"), lte(t.delivery.notBefore, now)))
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
