/** Rows of members: consent and what the scheduler needs. */
import type { People, Person } from "#app/store.ts";
import { excluded, placeholders } from "./columns.ts";
import { eq, sql } from "./drizzle.ts";
import { statement, type Sql } from "./sql.ts";

/** All columns but the key's, which a change of settings must never touch. */
const names = [
  "id",
  "consentVersion",
  "consentAt",
  "adult",
  "zone",
  "dayStart",
  "locale",
  "epoch",
  "pausedUntil",
  "quietFrom",
  "quietTo",
  "dailyCap",
  "dmChannelId",
  "dmState",
  "ignored",
  "createdAt",
] as const satisfies (keyof Person)[];

const find = statement("person.find", ({ db, t }: Sql) =>
  db
    .select()
    .from(t.person)
    .where(eq(t.person.id, sql.placeholder("id"))),
);

const save = statement("person.save", ({ db, t }: Sql) =>
  db
    .insert(t.person)
    .values(placeholders(names))
    .onConflictDoUpdate({ target: t.person.id, set: excluded(t.person, names) }),
);

/** The verbs of `People` on one connection. */
export function people(q: Sql): People {
  return {
    *find(id) {
      const [row] = yield* find(q, { id });
      if (!row) return undefined;
      const { keyId: _, ...person } = row;
      return person;
    },
    *save(person) {
      yield* save(q, { ...person });
    },
  };
}
