/** Members' records: sealed on the way in, opened on the way out. */
import { Fault } from "#app/fault.ts";
import type { Kept, Records } from "#app/store.ts";
import type { RecordBodies, RecordKind } from "#core/records.ts";
import { placeholders } from "./columns.ts";
import { and, count, desc, eq, gte, lt, min, sql } from "./drizzle.ts";
import type { MemberKey } from "./key-store.ts";
import type { Schema } from "./schema/make.ts";
import { open, seal } from "./seal.ts";
import { run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;
const names = ["id", "personId", "kind", "localDate", "at", "updatedAt", "rev", "payload"] as const;

/** An id that is taken, by whomever, is left alone: some come in with a button, which can be made up. */
const insert = statement("record.add", ({ db, t }: Sql) =>
  db.insert(t.record).values(placeholders(names)).onConflictDoNothing().returning({ id: t.record.id }),
);

const get = statement("record.get", ({ db, t }: Sql) =>
  db.select().from(t.record).where(mine(t.record)).limit(1),
);

const list = statement("record.list", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.record)
    .where(
      and(
        eq(t.record.personId, placeholder("personId")),
        eq(t.record.kind, placeholder("kind")),
        gte(t.record.at, placeholder("from")),
        lt(t.record.at, placeholder("to")),
      ),
    )
    .orderBy(desc(t.record.at), desc(t.record.id))
    .limit(placeholder("limit")),
);

const change = statement("record.change", ({ db, t }: Sql) =>
  db
    .update(t.record)
    .set({
      payload: sql`${placeholder("payload")}`,
      rev: sql`${t.record.rev} + 1`,
      at: sql`coalesce(${placeholder("at")}, ${t.record.at})`,
      localDate: sql`coalesce(${placeholder("localDate")}, ${t.record.localDate})`,
      updatedAt: sql`${placeholder("now")}`,
    })
    .where(and(mine(t.record), eq(t.record.rev, placeholder("rev"))))
    .returning(),
);

const remove = statement("record.remove", ({ db, t }: Sql) =>
  db.delete(t.record).where(mine(t.record)).returning({ id: t.record.id }),
);

const tally = statement("record.tally", ({ db, t }: Sql) =>
  db
    .select({ kind: t.record.kind, count: count(), oldest: min(t.record.localDate) })
    .from(t.record)
    .where(eq(t.record.personId, placeholder("personId")))
    .groupBy(t.record.kind),
);

/** UUIDs and Discord's own ids; nothing that no button could hold. */
const plausibleId = /^[\w-]{1,64}$/;

const mine = (t: Schema["record"]) =>
  and(eq(t.id, placeholder("id")), eq(t.personId, placeholder("personId")), eq(t.kind, placeholder("kind")));

/** The verbs of `Records` for one member, on one connection, with their key. */
export function records(q: Sql, personId: string, { key }: MemberKey): Records {
  const opened = <K extends RecordKind>(kind: K, row: Schema["record"]["$inferSelect"]): Kept<K> => {
    const { id, at, localDate, rev, updatedAt, payload } = row;
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- authenticated: these are the bytes `add` sealed
    const body = open(key, { personId, kind, id }, payload) as RecordBodies[K];
    return { id, kind, at, localDate, rev, updatedAt, body };
  };
  return {
    *add(kind, { id, at, localDate, body }) {
      if (!plausibleId.test(id)) throw new Fault("stale-button");
      const payload = seal(key, { personId, kind, id }, body);
      const kept = { id, kind, at, localDate, rev: 1, updatedAt: at, body };
      const [added] = yield* insert(q, { id, personId, kind, at, localDate, rev: 1, updatedAt: at, payload });
      if (!added) throw new Fault("gone");
      return kept;
    },
    *get(kind, id) {
      const [row] = yield* get(q, { personId, kind, id });
      return row && opened(kind, row);
    },
    *list(kind, { from = Number.MIN_SAFE_INTEGER, to = Number.MAX_SAFE_INTEGER, limit = 0x7fffffff } = {}) {
      const rows = yield* list(q, { personId, kind, from, to, limit });
      return rows.map((row) => opened(kind, row));
    },
    *change(kind, id, { rev, at = null, localDate = null, body, now }) {
      const payload = seal(key, { personId, kind, id }, body);
      const [row] = yield* change(q, { personId, kind, id, rev, at, localDate, payload, now });
      return row && opened(kind, row);
    },
    *remove(kind, id) {
      return (yield* remove(q, { personId, kind, id })).length > 0;
    },
    *tally() {
      const rows = yield* tally(q, { personId });
      return rows.map((row) => ({ ...row, oldest: row.oldest ?? "" }));
    },
    *clear(kind) {
      const { id, kind: kinds, personId: owner } = q.t.record;
      const where = and(eq(owner, personId), eq(kinds, kind));
      return (yield* run(q.db.delete(q.t.record).where(where).returning({ id }))).length;
    },
  };
}
