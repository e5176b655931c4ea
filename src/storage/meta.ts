/** Small facts about a database, by name; the same table in the data and in the key store. */
import type { Steps } from "#app/store.ts";
import { eq } from "./drizzle.ts";
import type { Schema } from "./schema/make.ts";
import { first, run, type Sql } from "./sql.ts";

type WithMeta = Sql<Pick<Schema, "meta">>;

export function* readMeta({ db, t }: WithMeta, key: string): Steps<string | undefined> {
  const row = yield* first(db.select().from(t.meta).where(eq(t.meta.key, key)));
  return row?.value;
}

export function* writeMeta({ db, t }: WithMeta, key: string, value: string): Steps<void> {
  yield* run(
    db.insert(t.meta).values({ key, value }).onConflictDoUpdate({ target: t.meta.key, set: { value } }),
  );
}

export function* removeMeta({ db, t }: WithMeta, key: string): Steps<void> {
  yield* run(db.delete(t.meta).where(eq(t.meta.key, key)));
}

/** Writes a fact unless it is there already. @returns what holds now */
export function* stampMeta(q: WithMeta, key: string, value: string): Steps<string> {
  yield* run(q.db.insert(q.t.meta).values({ key, value }).onConflictDoNothing());
  return (yield* readMeta(q, key)) ?? value;
}
