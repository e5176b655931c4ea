/**
 * Transactions with a member's key at hand. The key is opened before the transaction, since it lives in another
 * database, and checked inside against the id in the member's row: a key from memory may belong to a life that was
 * erased meanwhile, by this process or another.
 */
import { Fault } from "#app/fault.ts";
import type { MemberTables, Steps } from "#app/store.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { and, eq, isNull, sql } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import { replayErased } from "./erase.ts";
import { StoreError } from "./errors.ts";
import type { KeyCache } from "./key-cache.ts";
import type { KeyStore, MemberKey } from "./key-store.ts";
import type { Schema } from "./schema/make.ts";
import { forUpdate, statement, type Sql } from "./sql.ts";
import { memberTables } from "./tables.ts";

/** The key at hand is from memory and may be out of date: fetch it and start over. */
const stale = Symbol("stale key");
/** A member who is erased and comes back over and over meanwhile would need more. */
const attempts = 5;

const keyId = statement("person.key", (q: Sql) =>
  forUpdate(
    q,
    q.db
      .select({ keyId: q.t.person.keyId })
      .from(q.t.person)
      .where(eq(q.t.person.id, sql.placeholder("personId"))),
    "share",
  ),
);

const setKeyId = statement("person.set-key", ({ db, t }: Sql) =>
  db
    .update(t.person)
    .set({ keyId: sql`${sql.placeholder("keyId")}` })
    .where(and(eq(t.person.id, sql.placeholder("personId")), isNull(t.person.keyId)))
    .returning({ id: t.person.id }),
);

export interface MemberTransactions {
  data: Engine<Schema>;
  keys: KeyStore;
  cache: KeyCache;
  now: () => EpochMs;
}

/** Runs steps in a transaction in which the member's records can be opened. @throws {StoreError} key-lost */
export async function asMember<T>(
  context: MemberTransactions,
  personId: Snowflake,
  steps: (q: MemberTables) => Steps<T>,
): Promise<T> {
  const { data, keys, cache } = context;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const known = attempt === 0 ? cache.get(personId) : undefined;
    const key = known ?? (await freshKey(context, personId));
    cache.set(personId, key);
    const ended = await data.tx((q) => withKey(q, personId, key, known === undefined, steps));
    if (ended === stale) continue;
    // The first record of a life: its key may have been destroyed between being opened and this commit.
    if (!ended.first || !(await keys.isErased(key.id))) return ended.value;
    await replayErased(data, [key.id]);
  }
  throw new Fault("database-busy");
}

/** The member's key from the key store; made if they have none, unless their row says that they ought to. */
async function freshKey({ data, keys, now }: MemberTransactions, personId: Snowflake): Promise<MemberKey> {
  const [person] = await data.tx((q) => keyId(q, { personId }));
  const key = await keys.find(personId);
  if (person?.keyId && person.keyId !== key?.id) {
    // Rows of a life that was erased go; a key that is simply not there must never be replaced by another.
    if (!(await keys.isErased(person.keyId))) throw new StoreError("key-lost");
    await replayErased(data, [person.keyId]);
  }
  return key ?? keys.open(personId, now());
}

function* withKey<T>(
  q: Sql,
  personId: Snowflake,
  key: MemberKey,
  fresh: boolean,
  steps: (q: MemberTables) => Steps<T>,
): Steps<typeof stale | { value: T; first: boolean }> {
  const [person] = yield* keyId(q, { personId });
  const current = person?.keyId === key.id;
  if (!current && (person?.keyId || !fresh)) return stale;
  const value = yield* steps(memberTables(q, personId, key));
  const first = !current && (yield* setKeyId(q, { personId, keyId: key.id })).length > 0;
  return { value, first };
}
