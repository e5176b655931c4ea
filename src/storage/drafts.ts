/** Schedules that are being put together, and the panels that announce those there are. */
import type { Drafts, Panels } from "#app/nudge-tables.ts";
import { and, asc, eq, lt } from "./drizzle.ts";
import { first, run, type Sql } from "./sql.ts";

/** The verbs of `Drafts` on one connection. */
export function drafts({ db, t }: Sql): Drafts {
  const { draft } = t;
  return {
    *find(id) {
      return yield* first(db.select().from(draft).where(eq(draft.id, id)));
    },
    *save(row) {
      const { body, updatedAt } = row;
      yield* run(
        db.insert(draft).values(row).onConflictDoUpdate({ target: draft.id, set: { body, updatedAt } }),
      );
    },
    *remove(id) {
      yield* run(db.delete(draft).where(eq(draft.id, id)));
    },
    *removeOlder(guildId, before) {
      yield* run(db.delete(draft).where(and(eq(draft.guildId, guildId), lt(draft.updatedAt, before))));
    },
  };
}

/** The verbs of `Panels` on one connection. */
export function panels({ db, t }: Sql): Panels {
  const { panel } = t;
  return {
    *add(row) {
      yield* run(db.insert(panel).values(row));
    },
    *ofSchedule(scheduleId) {
      return yield* run(
        db.select().from(panel).where(eq(panel.scheduleId, scheduleId)).orderBy(asc(panel.createdAt)),
      );
    },
  };
}
