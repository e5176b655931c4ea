/**
 * Erasing a member: first the key, then the rows. Once the key is gone nothing the member wrote can be read again, in
 * any copy; a crash in between is made good at the next start, from the list of destroyed keys.
 */
import type { Steps } from "#app/store.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { eq, inArray } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import type { KeyCache } from "./key-cache.ts";
import type { KeyStore } from "./key-store.ts";
import type { Schema } from "./schema/make.ts";
import { forUpdate, run, type Sql } from "./sql.ts";

/** Takes everything about a member out of the data; what hangs on their row goes with it. */
export function* eraseRows({ db, t }: Sql, personId: Snowflake): Steps<void> {
  yield* run(db.delete(t.buddy).where(eq(t.buddy.buddyId, personId)));
  yield* run(db.update(t.audit).set({ actorId: null }).where(eq(t.audit.actorId, personId)));
  yield* run(db.update(t.schedule).set({ createdBy: null }).where(eq(t.schedule.createdBy, personId)));
  yield* run(db.delete(t.person).where(eq(t.person.id, personId)));
}

/** Destroys the member's key and removes every row about them; does nothing when there is none. */
export async function eraseMember(
  data: Engine<Schema>,
  keys: KeyStore,
  cache: KeyCache,
  personId: Snowflake,
  now: EpochMs,
): Promise<void> {
  cache.forget(personId);
  await keys.destroy(personId, now);
  cache.forget(personId);
  // "latest": a transaction of theirs that is still under way is waited for, and what it wrote is seen and removed.
  await data.tx(function* (q) {
    yield* run(forUpdate(q, q.db.select().from(q.t.person).where(eq(q.t.person.id, personId))));
    yield* eraseRows(q, personId);
  }, "latest");
  await data.scrub("record");
}

/** Removes the rows of destroyed keys that are there all the same: after a crash, or in a restored backup. @returns how many members */
export async function replayErased(data: Engine<Schema>, keyIds: string[]): Promise<number> {
  let removed = 0;
  for (let start = 0; start < keyIds.length; start += 500)
    removed += await data.tx((q) => replaySlice(q, keyIds.slice(start, start + 500)));
  return removed;
}

function* replaySlice(q: Sql, keyIds: string[]): Steps<number> {
  const { person } = q.t;
  const back = yield* run(q.db.select({ id: person.id }).from(person).where(inArray(person.keyId, keyIds)));
  for (const { id } of back) yield* eraseRows(q, id);
  return back.length;
}
