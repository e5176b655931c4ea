/** Stamps a database and its key store at their first start, and makes sure ever after that they belong together. */
import { randomUUID } from "node:crypto";
import type { Steps } from "#app/store.ts";
import { isNotNull } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { readMeta, stampMeta, writeMeta } from "./meta.ts";
import type { Purpose } from "./migrations.ts";
import type { KeySchema } from "./schema/keys.ts";
import type { Schema } from "./schema/make.ts";
import { first, type Sql } from "./sql.ts";

/**
 * A key store that is put in the place of another opens nothing, and would silently give members new keys.
 * @param what the key store's name in sentences
 * @throws {StoreError} keys-foreign, keys-missing
 */
export async function pairStores(
  data: Engine<Schema>,
  keys: Engine<KeySchema>,
  what: string,
  purpose: Purpose,
): Promise<void> {
  const { id, used } = await data.tx(function* (q) {
    yield* stampMeta(q, "purpose", purpose);
    return { id: yield* stampMeta(q, "store", randomUUID()), used: yield* holdsSealed(q) };
  });
  await keys.tx(function* (q) {
    yield* stampMeta(q, "purpose", purpose);
    const theirs = yield* readMeta(q, "store");
    if (theirs === id) return;
    const keysUsed = yield* holdsKeys(q);
    if (keysUsed) throw new StoreError("keys-foreign", { what });
    if (used) throw new StoreError("keys-missing", { what });
    yield* writeMeta(q, "store", id);
  });
}

function* holdsSealed({ db, t }: Sql): Steps<boolean> {
  const query = db.select({ id: t.person.id }).from(t.person).where(isNotNull(t.person.keyId)).limit(1);
  return (yield* first(query)) !== undefined;
}

function* holdsKeys({ db, t }: Sql<KeySchema>): Steps<boolean> {
  const key = yield* first(db.select({ id: t.memberKey.keyId }).from(t.memberKey).limit(1));
  const erased = yield* first(db.select({ id: t.erased.keyId }).from(t.erased).limit(1));
  return key !== undefined || erased !== undefined;
}
