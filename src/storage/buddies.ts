/** The rows of members who look out for each other. */
import type { Buddies, BuddyRow } from "#app/buddy-tables.ts";
import { and, asc, eq, ne } from "./drizzle.ts";
import { first, run, type Sql } from "./sql.ts";

/** The verbs of `Buddies` on one connection. */
export function buddies({ db, t }: Sql): Buddies {
  const { buddy } = t;
  const pair = (personId: string, buddyId: string) =>
    and(eq(buddy.personId, personId), eq(buddy.buddyId, buddyId));
  return {
    *find(personId, buddyId) {
      return yield* first(db.select().from(buddy).where(pair(personId, buddyId)));
    },
    *ofPerson(personId) {
      const rows = db.select().from(buddy).where(eq(buddy.personId, personId));
      return yield* run(rows.orderBy(asc(buddy.createdAt)));
    },
    *about(buddyId) {
      const rows = db.select().from(buddy).where(eq(buddy.buddyId, buddyId));
      return yield* run(rows.orderBy(asc(buddy.createdAt)));
    },
    *save({ personId, buddyId, state, createdAt, updatedAt }: BuddyRow) {
      const set = { state, createdAt, updatedAt };
      yield* run(
        db
          .insert(buddy)
          .values({ personId, buddyId, ...set })
          .onConflictDoUpdate({ target: [buddy.personId, buddy.buddyId], set }),
      );
    },
    *remove(personId, buddyId) {
      yield* run(db.delete(buddy).where(pair(personId, buddyId)));
    },
    *removeAll(personId) {
      yield* run(db.delete(buddy).where(eq(buddy.personId, personId)));
      yield* run(db.delete(buddy).where(and(eq(buddy.buddyId, personId), ne(buddy.state, "blocked"))));
    },
  };
}
