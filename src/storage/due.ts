/** Due rows: one for each recipient of a schedule, and one for each errand that comes once. */
import type { DueRows } from "#app/nudge-tables.ts";
import { placeholders } from "./columns.ts";
import { and, asc, eq, gt, isNotNull, isNull, min, sql } from "./drizzle.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;
const names = [
  "id",
  "scheduleId",
  "personId",
  "guildId",
  "kind",
  "ref",
  "asked",
  "epoch",
  "rev",
  "nextDue",
  "nextOcc",
  "lastOcc",
  "lastSentAt",
  "jitterS",
] as const;
const changing = ["epoch", "rev", "nextDue", "nextOcc", "lastOcc", "jitterS"] as const;

const find = statement("due.find", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.due)
    .where(eq(t.due.id, placeholder("id"))),
);

const add = statement("due.add", ({ db, t }: Sql) =>
  db.insert(t.due).values(placeholders(names)).onConflictDoNothing().returning({ id: t.due.id }),
);

const save = statement("due.save", ({ db, t }: Sql) =>
  db
    .update(t.due)
    .set(Object.fromEntries(changing.map((name) => [name, sql`${placeholder(name)}`])))
    .where(eq(t.due.id, placeholder("id"))),
);

const ofPerson = statement("due.of-person", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.due)
    .where(eq(t.due.personId, placeholder("personId")))
    .orderBy(asc(t.due.id)),
);

const nextDue = statement("due.next", ({ db, t }: Sql) =>
  db
    .select({ at: min(t.due.nextDue) })
    .from(t.due)
    .where(isNotNull(t.due.nextDue)),
);

const nextReady = statement("delivery.next", ({ db, t }: Sql) =>
  db
    .select({ at: min(t.delivery.notBefore) })
    .from(t.delivery)
    .where(sql`${t.delivery.state} = 'ready'`),
);

/** When a sending that nobody settled is taken up. */
const nextLease = statement("delivery.next-lease", ({ db, t }: Sql) =>
  db
    .select({ at: min(t.delivery.leaseUntil) })
    .from(t.delivery)
    .where(sql`${t.delivery.state} = 'sending'`),
);

/** The verbs of `DueRows` on one connection. */
export function dueRows(q: Sql): DueRows {
  const { db, t } = q;
  return {
    *find(id) {
      return (yield* find(q, { id }))[0];
    },
    *add(row) {
      return (yield* add(q, { ...row })).length > 0;
    },
    *save({ id, ...row }) {
      yield* save(q, { id, ...row });
    },
    *remove(id) {
      yield* run(db.delete(t.due).where(eq(t.due.id, id)));
    },
    *ofPerson(personId) {
      return yield* ofPerson(q, { personId });
    },
    *ofChannel(scheduleId) {
      const channel = and(eq(t.due.scheduleId, scheduleId), isNull(t.due.personId), eq(t.due.asked, false));
      return yield* first(db.select().from(t.due).where(channel));
    },
    *ofSchedule(scheduleId, after, limit) {
      return yield* run(
        db
          .select()
          .from(t.due)
          .where(and(eq(t.due.scheduleId, scheduleId), gt(t.due.id, after), eq(t.due.asked, false)))
          .orderBy(asc(t.due.id))
          .limit(limit),
      );
    },
    *nextAt() {
      const [[due], [ready], [lease]] = [yield* nextDue(q), yield* nextReady(q), yield* nextLease(q)];
      const at = Math.min(due?.at ?? Infinity, ready?.at ?? Infinity, (lease?.at ?? Infinity) + 1);
      return at === Infinity ? undefined : at;
    },
    *coming(limit) {
      const soonest = db.select().from(t.due).where(isNotNull(t.due.nextDue));
      return yield* run(soonest.orderBy(asc(t.due.nextDue), asc(t.due.id)).limit(limit));
    },
  };
}
