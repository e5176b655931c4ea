/** How long each member's answers are kept, and whose time has come. */
import type { Keepings } from "#app/private-tables.ts";
import { defaultRetention, keepingOf, noticeMs } from "#core/retention.ts";
import { fadingKinds } from "#core/week.ts";
import { and, asc, eq, exists, gt, inArray, isNotNull, lte, or, sql } from "./drizzle.ts";
import { run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

const find = statement("keeping.find", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.keeping)
    .where(eq(t.keeping.personId, placeholder("personId"))),
);

/** Members in the order of their ids, a page at a time. */
const page = statement("keeping.page", ({ db, t }: Sql) =>
  db
    .select({ id: t.person.id })
    .from(t.person)
    .where(gt(t.person.id, placeholder("after")))
    .orderBy(asc(t.person.id))
    .limit(placeholder("limit")),
);

/** Those of a page who took their consent back or have answers that are old enough. */
const due = statement("keeping.due", ({ db, t: { person, keeping, record } }: Sql) => {
  // Milliseconds of a year do not fit into 32 bits, in which PostgreSQL would multiply.
  const days = sql`cast(coalesce(${keeping.days}, ${sql.raw(String(defaultRetention))}) as bigint)`;
  const oldEnough = sql`cast(${placeholder("until")} as bigint) - ${days} * 86400000`;
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
  return db
    .select({ id: person.id, keeping })
    .from(person)
    .leftJoin(keeping, eq(keeping.personId, person.id))
    .where(
      and(
        gt(person.id, placeholder("after")),
        lte(person.id, placeholder("last")),
        or(isNotNull(keeping.withdrawnAt), exists(answers)),
      ),
    );
});

const wipeServers = statement("guild.wipe", ({ db, t: { guild } }: Sql) =>
  db
    .delete(guild)
    .where(and(isNotNull(guild.leftAt), lte(guild.leftAt, placeholder("leftBefore"))))
    .returning({ id: guild.id }),
);

/** The verbs of `Keepings` on one connection. */
export function keepings(q: Sql): Keepings {
  const { db, t } = q;
  return {
    *find(personId) {
      const [row] = yield* find(q, { personId });
      return row ?? keepingOf(personId);
    },
    *save({ personId, days, toldAt, withdrawnAt }) {
      const set = { days, toldAt, withdrawnAt };
      yield* run(
        db
          .insert(t.keeping)
          .values({ personId, ...set })
          .onConflictDoUpdate({ target: t.keeping.personId, set }),
      );
    },
    *due(after, limit, now) {
      const last = (yield* page(q, { after, limit })).at(-1)?.id;
      if (last === undefined) return { due: [], last };
      const rows = yield* due(q, { after, last, until: now + noticeMs });
      return { due: rows.map(({ id, keeping: row }) => row ?? keepingOf(id)), last };
    },
    *wipeServers(leftBefore) {
      return (yield* wipeServers(q, { leftBefore })).length;
    },
  };
}
