/** How long each member's answers are kept, and whose time has come. */
import type { Keepings } from "#app/private-tables.ts";
import { defaultRetention, keepingOf, noticeMs } from "#core/retention.ts";
import { fadingKinds } from "#core/week.ts";
import { and, asc, eq, exists, gt, inArray, isNotNull, lte, or, sql } from "./drizzle.ts";
import { run, statement, type Sql } from "./sql.ts";

const find = statement("keeping.find", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.keeping)
    .where(eq(t.keeping.personId, sql.placeholder("personId"))),
);

/** The verbs of `Keepings` on one connection. */
export function keepings(q: Sql): Keepings {
  const { db, t } = q;
  const { person, keeping, record, guild } = t;
  return {
    *find(personId) {
      const [row] = yield* find(q, { personId });
      return row ?? keepingOf(personId);
    },
    *save({ personId, days, toldAt, withdrawnAt }) {
      const set = { days, toldAt, withdrawnAt };
      yield* run(
        db
          .insert(keeping)
          .values({ personId, ...set })
          .onConflictDoUpdate({ target: keeping.personId, set }),
      );
    },
    *due(after, limit, now) {
      const page = db.select({ id: person.id }).from(person).where(gt(person.id, after));
      const ids = (yield* run(page.orderBy(asc(person.id)).limit(limit))).map(({ id }) => id);
      // Milliseconds of a year do not fit into 32 bits, in which PostgreSQL would multiply.
      const days = sql`cast(coalesce(${keeping.days}, ${sql.raw(String(defaultRetention))}) as bigint)`;
      const oldEnough = sql`cast(${now + noticeMs} as bigint) - ${days} * 86400000`;
      const answers = db
        .select({ one: sql`1` })
        .from(record)
        .where(
          and(
            eq(record.personId, person.id),
            inArray(record.kind, [...fadingKinds]),
            sql`${record.at} < ${oldEnough}`,
          ),
        );
      const rows = yield* run(
        db
          .select({ id: person.id, keeping })
          .from(person)
          .leftJoin(keeping, eq(keeping.personId, person.id))
          .where(and(inArray(person.id, ids), or(isNotNull(keeping.withdrawnAt), exists(answers)))),
      );
      return { due: rows.map(({ id, keeping: row }) => row ?? keepingOf(id)), last: ids.at(-1) };
    },
    *wipeServers(leftBefore) {
      const gone = yield* run(
        db
          .delete(guild)
          .where(and(isNotNull(guild.leftAt), lte(guild.leftAt, leftBefore)))
          .returning({ id: guild.id }),
      );
      return gone.length;
    },
  };
}
