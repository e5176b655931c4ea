/** What is kept of servers: their settings, their audit log and their weekly sums. */
import type { Audit, Counters, Guilds } from "#app/server-tables.ts";
import { defaultServerSettings } from "#core/server-settings.ts";
import { and, asc, desc, eq, gte, like, lt, sql } from "./drizzle.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const find = statement("guild.find", ({ db, t: { guild } }: Sql) =>
  db
    .select({
      id: guild.id,
      zone: guild.zone,
      settings: guild.settings,
      joinedAt: guild.joinedAt,
      leftAt: guild.leftAt,
    })
    .from(guild)
    .where(eq(guild.id, sql.placeholder("id"))),
);

/** The verbs of `Guilds` on one connection. */
export function guilds(q: Sql): Guilds {
  const { db, t } = q;
  const { id: guildId, settings, leftAt } = t.guild;
  return {
    *find(id) {
      const [row] = yield* find(q, { id });
      return row && { ...row, settings: { ...defaultServerSettings, ...row.settings } };
    },
    *ensure(guild) {
      yield* run(
        db
          .insert(t.guild)
          .values({ ...guild, settings: {}, leftAt: null })
          .onConflictDoNothing(),
      );
    },
    *change(id, changes) {
      yield* run(db.update(t.guild).set(changes).where(eq(guildId, id)));
    },
    *setLeft(id, at) {
      yield* run(db.update(t.guild).set({ leftAt: at }).where(eq(guildId, id)));
    },
    *all() {
      const rows = yield* run(db.select({ id: guildId, leftAt, settings }).from(t.guild));
      return rows.map((row) => ({ ...row, settings: { ...defaultServerSettings, ...row.settings } }));
    },
  };
}

/** The verbs of `Audit` on one connection. */
export function audit({ db, t }: Sql): Audit {
  return {
    *add(entry) {
      yield* run(db.insert(t.audit).values(entry));
    },
    *ofGuild(guildId, limit, skip = 0) {
      return yield* run(
        db
          .select()
          .from(t.audit)
          .where(eq(t.audit.guildId, guildId))
          .orderBy(desc(t.audit.at), desc(t.audit.id))
          .limit(limit)
          .offset(skip),
      );
    },
    *purge(guildId, before) {
      yield* run(db.delete(t.audit).where(and(eq(t.audit.guildId, guildId), lt(t.audit.at, before))));
    },
  };
}

/** The verbs of `Counters` on one connection. */
export function counters({ db, t }: Sql): Counters {
  const { counter } = t;
  const target = [counter.guildId, counter.week, counter.name];
  /** Names hold no wildcard but what is asked for. */
  const named = (guildId: string, prefix: string) =>
    and(eq(counter.guildId, guildId), like(counter.name, `${prefix}%`));
  return {
    *raise(guildId, week, name) {
      const row = yield* first(
        db
          .insert(counter)
          .values({ guildId, week, name, value: 1 })
          .onConflictDoUpdate({ target, set: { value: sql`${counter.value} + 1` } })
          .returning({ value: counter.value }),
      );
      return row?.value ?? 0;
    },
    *put(guildId, counts) {
      for (const count of counts)
        yield* run(
          db
            .insert(counter)
            .values({ guildId, ...count })
            .onConflictDoUpdate({ target, set: { value: count.value } }),
        );
    },
    *ofGuild(guildId, from, prefix) {
      const { week, name, value } = counter;
      return yield* run(
        db
          .select({ week, name, value })
          .from(counter)
          .where(and(named(guildId, prefix), gte(week, from)))
          .orderBy(asc(week), asc(name)),
      );
    },
    *purge(guildId, before, prefix) {
      yield* run(db.delete(counter).where(and(named(guildId, prefix), lt(counter.week, before))));
    },
  };
}
