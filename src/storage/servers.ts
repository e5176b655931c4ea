/** What the scheduler needs of servers, and their audit log. */
import type { Audit, Guilds } from "#app/nudge-tables.ts";
import { desc, eq } from "./drizzle.ts";
import { first, run, type Sql } from "./sql.ts";

/** The verbs of `Guilds` on one connection. */
export function guilds({ db, t }: Sql): Guilds {
  const { id: guildId, zone, leftAt } = t.guild;
  return {
    *find(id) {
      return yield* first(db.select({ id: guildId, zone, leftAt }).from(t.guild).where(eq(guildId, id)));
    },
    *all() {
      return yield* run(db.select({ id: guildId, leftAt }).from(t.guild));
    },
    *ensure(guild) {
      yield* run(
        db
          .insert(t.guild)
          .values({ ...guild, settings: {}, leftAt: null })
          .onConflictDoNothing(),
      );
    },
    *setLeft(id, at) {
      yield* run(db.update(t.guild).set({ leftAt: at }).where(eq(guildId, id)));
    },
  };
}

/** The verbs of `Audit` on one connection. */
export function audit({ db, t }: Sql): Audit {
  return {
    *add(entry) {
      yield* run(db.insert(t.audit).values(entry));
    },
    *ofGuild(guildId, limit) {
      return yield* run(
        db
          .select()
          .from(t.audit)
          .where(eq(t.audit.guildId, guildId))
          .orderBy(desc(t.audit.at), desc(t.audit.id))
          .limit(limit),
      );
    },
  };
}
