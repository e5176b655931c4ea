/** Texts of drills, servers' own scenarios, and the sums of group drills. */
import type { DrillTexts, GroupDrills, ServerDrills } from "#app/drill-tables.ts";
import { and, asc, eq, isNull, lt, sql } from "./drizzle.ts";
import { first, run, type Sql } from "./sql.ts";

/** The verbs of `DrillTexts` on one connection. */
export function drillTexts({ db, t }: Sql): DrillTexts {
  const { hash, body } = t.drillText;
  return {
    *find(wanted) {
      return (yield* first(db.select({ body }).from(t.drillText).where(eq(hash, wanted))))?.body;
    },
    *keep(scenario, at) {
      yield* run(
        db
          .insert(t.drillText)
          .values({ hash: scenario.hash, body: scenario, keptAt: at })
          .onConflictDoNothing(),
      );
    },
  };
}

/** The verbs of `ServerDrills` on one connection. */
export function serverDrills({ db, t }: Sql): ServerDrills {
  const { guildId, id, hash, withdrawnAt } = t.serverDrill;
  return {
    *find(guild, wanted) {
      const own = and(eq(guildId, guild), eq(id, wanted));
      return yield* first(db.select().from(t.serverDrill).where(own));
    },
    *save({ guildId: guild, id: own, ...set }) {
      yield* run(
        db
          .insert(t.serverDrill)
          .values({ guildId: guild, id: own, ...set })
          .onConflictDoUpdate({ target: [guildId, id], set }),
      );
    },
    *ofGuild(guild) {
      return yield* run(db.select().from(t.serverDrill).where(eq(guildId, guild)).orderBy(asc(id)));
    },
    *offered(guild) {
      const rows = yield* run(
        db
          .select({ body: t.drillText.body })
          .from(t.serverDrill)
          .innerJoin(t.drillText, eq(t.drillText.hash, hash))
          .where(and(eq(guildId, guild), isNull(withdrawnAt)))
          .orderBy(asc(id)),
      );
      return rows.map(({ body }) => body);
    },
  };
}

/** The verbs of `GroupDrills` on one connection. */
export function groupDrills({ db, t }: Sql): GroupDrills {
  const { id, openedAt, shownAt } = t.groupDrill;
  const { groupId, choice, answers } = t.groupChoice;
  return {
    *add(group) {
      yield* run(db.insert(t.groupDrill).values(group));
    },
    *find(wanted) {
      return yield* first(db.select().from(t.groupDrill).where(eq(id, wanted)));
    },
    *toShow(openedBefore, limit) {
      const waiting = and(isNull(shownAt), lt(openedAt, openedBefore));
      return yield* run(
        db.select().from(t.groupDrill).where(waiting).orderBy(asc(openedAt), asc(id)).limit(limit),
      );
    },
    *markShown(wanted, at) {
      const waiting = and(eq(id, wanted), isNull(shownAt));
      const marked = yield* run(
        db.update(t.groupDrill).set({ shownAt: at }).where(waiting).returning({ id }),
      );
      return marked.length > 0;
    },
    *count(group, chosen) {
      yield* run(
        db
          .insert(t.groupChoice)
          .values({ groupId: group, choice: chosen, answers: 1 })
          .onConflictDoUpdate({ target: [groupId, choice], set: { answers: sql`${answers} + 1` } }),
      );
    },
    *counts(group) {
      const rows = yield* run(
        db.select({ choice, answers }).from(t.groupChoice).where(eq(groupId, group)).orderBy(asc(choice)),
      );
      return Object.fromEntries(rows.map((row) => [row.choice, row.answers]));
    },
  };
}
