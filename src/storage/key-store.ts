/**
 * Members' data keys, wrapped by the operator's master key, in a database of their own that no backup of the data
 * holds. Destroying a key makes everything sealed under it unreadable, in every backup ever taken.
 */
import { randomBytes, randomUUID, type KeyObject } from "node:crypto";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { placeholders } from "./columns.ts";
import { and, eq, sql } from "./drizzle.ts";
import type { Steps } from "#app/store.ts";
import type { Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { currentMaster, masterRing, type MasterRing } from "./master-ring.ts";
import type { MasterKey } from "./master-key.ts";
import type { KeySchema } from "./schema/keys.ts";
import { first, run, statement, type Sql } from "./sql.ts";

/** A member's data key, opened. */
export interface MemberKey {
  id: string;
  key: KeyObject;
}

export interface KeyStore {
  /** Undefined when the member has none. */
  find(personId: Snowflake): Promise<MemberKey | undefined>;
  /** The member's key; a new one when there is none. */
  open(personId: Snowflake, now: EpochMs): Promise<MemberKey>;
  isErased(keyId: string): Promise<boolean>;
  /** Destroys the member's key and remembers that; nothing happens when there is none. */
  destroy(personId: Snowflake, now: EpochMs): Promise<void>;
  /** Ids of all keys that were ever destroyed. */
  erased(): Promise<string[]>;
  /** Wraps every key anew. Other processes go on; the old master key opens nothing once it is done. */
  rotate(next: MasterKey, now: EpochMs): Promise<void>;
}

type KeySql = Sql<KeySchema>;
type Found = KeySchema["memberKey"]["$inferSelect"] | "unknown-master" | undefined;

const find = statement("key.find", ({ db, t }: KeySql) =>
  db
    .select()
    .from(t.memberKey)
    .where(eq(t.memberKey.personId, sql.placeholder("personId"))),
);

const insert = statement("key.add", ({ db, t }: KeySql) =>
  db
    .insert(t.memberKey)
    .values(placeholders(["personId", "keyId", "masterId", "wrapped", "createdAt"]))
    .onConflictDoNothing(),
);

/**
 * The key store in an opened database.
 * @param what its name in sentences
 * @throws {StoreError} key-mismatch
 */
export async function keyStore(
  engine: Engine<KeySchema>,
  what: string,
  master: MasterKey,
  now: EpochMs,
): Promise<KeyStore> {
  const ring = await masterRing(engine, what, master, now);
  /** Opens the row that the steps find, if need be after a look for a master key that another process brought in. */
  const look = async (steps: (q: KeySql) => Steps<Found>): Promise<MemberKey | undefined> => {
    let row = await engine.tx(steps);
    if (row === "unknown-master" || (row && !ring.has(row.masterId))) {
      await ring.refresh();
      row = await engine.tx(steps);
    }
    if (row === undefined) return undefined;
    if (row === "unknown-master" || !ring.has(row.masterId)) throw new StoreError("key-mismatch", { what });
    return { id: row.keyId, key: ring.unwrap(row) };
  };
  return {
    find: (personId) => look((q) => findRow(q, personId)),
    async open(personId, at) {
      const key = await look((q) => findOrMake(q, ring, personId, at));
      if (!key) throw new StoreError("key-mismatch", { what });
      return key;
    },
    isErased: (keyId) =>
      engine.tx(function* ({ db, t }) {
        return (yield* first(db.select().from(t.erased).where(eq(t.erased.keyId, keyId)))) !== undefined;
      }),
    destroy: (personId, at) => destroyKey(engine, personId, at),
    erased: () =>
      engine.tx(function* ({ db, t }) {
        const rows = yield* run(db.select({ keyId: t.erased.keyId }).from(t.erased));
        return rows.map(({ keyId }) => keyId);
      }),
    rotate: (next, at) => ring.rotate(next, at),
  };
}

/** Destroys a member's key and remembers that it was; nothing happens when there is none. */
export async function destroyKey(engine: Engine<KeySchema>, personId: Snowflake, at: EpochMs): Promise<void> {
  await engine.tx(function* (q) {
    const [row] = yield* find(q, { personId });
    if (row) yield* destroyKeys([{ keyId: row.keyId, personId, at }])(q);
  });
  await engine.scrub("member_key");
}

/** A key that was destroyed. */
type Erased = KeySchema["erased"]["$inferSelect"];

export const readErased = ({ db, t }: KeySql): Steps<Erased[]> => run(db.select().from(t.erased));

/**
 * Destroys these keys, as far as they are there, and remembers that they were destroyed. Another one may be at it too: on
 * PostgreSQL that shows as a conflict, and the steps go again.
 */
export const destroyKeys = (rows: Erased[]) =>
  function* ({ db, t }: KeySql): Steps<void> {
    for (const row of rows) {
      yield* run(db.insert(t.erased).values(row).onConflictDoNothing());
      const { personId, keyId } = t.memberKey;
      yield* run(db.delete(t.memberKey).where(and(eq(personId, row.personId), eq(keyId, row.keyId))));
    }
  };

function* findRow(q: KeySql, personId: Snowflake): Steps<Found> {
  const [row] = yield* find(q, { personId });
  return row;
}

function* findOrMake(q: KeySql, ring: MasterRing, personId: Snowflake, now: EpochMs): Steps<Found> {
  const [known] = yield* find(q, { personId });
  if (known) return known;
  const masterId = yield* currentMaster(q);
  if (masterId === undefined || !ring.has(masterId)) return "unknown-master";
  const keyId = randomUUID();
  const wrapped = ring.wrap(masterId, { personId, keyId }, randomBytes(32));
  const row = { personId, keyId, masterId, wrapped, createdAt: now };
  yield* insert(q, row);
  return row;
}
