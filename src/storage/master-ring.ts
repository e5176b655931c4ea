/**
 * The master keys that this process holds: one, or two while the operator changes it.
 *
 * A rotation names the new key in `meta` and leaves a *handover*: the new key wrapped by the old one, so that processes
 * still running under the old key follow, and until every row is wrapped anew also the old key wrapped by the new one,
 * so that a rotation that was cut short is finished by whoever comes next with either key.
 */
import { createSecretKey, type KeyObject } from "node:crypto";
import type { EpochMs } from "#core/ids.ts";
import type { Steps } from "#app/store.ts";
import { eq, ne } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import type { MasterKey } from "./master-key.ts";
import { readMeta, removeMeta, writeMeta } from "./meta.ts";
import type { KeySchema } from "./schema/keys.ts";
import { openBytes, sealBytes } from "./seal.ts";
import { run, type Sql } from "./sql.ts";

export interface MasterRing {
  has(masterId: string): boolean;
  /** Wraps a data key for its place in the key store. */
  wrap(masterId: string, row: KeyPlace, raw: Uint8Array): Buffer;
  unwrap(row: KeyPlace & { masterId: string; wrapped: Uint8Array }): KeyObject;
  /** Looks for a key that another process has brought in. @throws {StoreError} key-mismatch when there is none */
  refresh(): Promise<void>;
  rotate(next: MasterKey, now: EpochMs): Promise<void>;
}

interface KeyPlace {
  personId: string;
  keyId: string;
}

interface Handover {
  from: string;
  to: string;
  /** The new key under the old one, base64. */
  forward: string;
  /** The old key under the new one; null once every row is wrapped anew. */
  backward: string | null;
  doneAt: EpochMs | null;
}

type KeySql = Sql<KeySchema>;
type Ring = Map<string, KeyObject>;

/** How long processes under the old key may follow; after that a start under the new one closes the door, ms. */
const handoverMs = 24 * 3_600_000;
const slice = 500;

/** Id of the master key in use; undefined in a key store that was never used. */
export const currentMaster = (q: KeySql): Steps<string | undefined> => readMeta(q, "master");

/** The ring of a process that was started with `master`. @throws {StoreError} key-mismatch */
export async function masterRing(
  engine: Engine<KeySchema>,
  what: string,
  master: MasterKey,
  now: EpochMs,
): Promise<MasterRing> {
  const keys: Ring = new Map([[master.id, master.key]]);
  await engine.tx(function* (q) {
    const current = yield* currentMaster(q);
    if (current === undefined) yield* writeMeta(q, "master", master.id);
  });
  const refresh = () => learn(engine, what, keys);
  await refresh();
  await finish(engine, keys, now);
  return {
    has: (masterId) => keys.has(masterId),
    wrap: (masterId, row, raw) => sealBytes(known(keys, masterId), keyPlace(row), raw),
    unwrap: (row) => createSecretKey(openBytes(known(keys, row.masterId), keyPlace(row), row.wrapped)),
    refresh,
    async rotate(next, at) {
      await refresh();
      await finish(engine, keys, at);
      await engine.tx((q) => handOver(q, keys, next));
      keys.set(next.id, next.key);
      await finish(engine, keys, at);
      await engine.scrub("meta");
    },
  };
}

/** Takes in what a handover offers to the keys at hand; the current key must then be among them. */
async function learn(engine: Engine<KeySchema>, what: string, keys: Ring): Promise<void> {
  const { current, handover } = await engine.tx(function* (q) {
    return { current: yield* currentMaster(q), handover: yield* readHandover(q) };
  });
  if (handover) {
    const { from, to, forward, backward } = handover;
    if (keys.has(from) && !keys.has(to)) keys.set(to, opened(known(keys, from), to, forward));
    if (keys.has(to) && !keys.has(from) && backward) keys.set(from, opened(known(keys, to), from, backward));
  }
  if (current === undefined || !keys.has(current)) throw new StoreError("key-mismatch", { what });
}

function* handOver(q: KeySql, keys: Ring, next: MasterKey): Steps<void> {
  const from = yield* currentMaster(q);
  if (from === undefined || from === next.id) return;
  const old = known(keys, from);
  const handover: Handover = {
    from,
    to: next.id,
    forward: sealBytes(old, masterPlace(next.id), next.key.export()).toString("base64"),
    backward: sealBytes(next.key, masterPlace(from), old.export()).toString("base64"),
    doneAt: null,
  };
  yield* writeMeta(q, "handover", JSON.stringify(handover));
  yield* writeMeta(q, "master", next.id);
}

/** Wraps what is still under the old key, in slices, then takes that key out; closes the handover a day later. */
async function finish(engine: Engine<KeySchema>, keys: Ring, now: EpochMs): Promise<void> {
  const handover = await engine.tx(readHandover);
  if (!handover) return;
  if (handover.doneAt !== null) {
    if (keys.size === 1 && now - handover.doneAt > handoverMs)
      await engine.tx((q) => removeMeta(q, "handover"));
    return;
  }
  while ((await engine.tx((q) => rewrapSlice(q, keys, handover.to))) === slice);
  const done: Handover = { ...handover, backward: null, doneAt: now };
  await engine.tx((q) => writeMeta(q, "handover", JSON.stringify(done)));
}

function* rewrapSlice({ db, t }: KeySql, keys: Ring, to: string): Steps<number> {
  const rows = yield* run(db.select().from(t.memberKey).where(ne(t.memberKey.masterId, to)).limit(slice));
  for (const row of rows) {
    const raw = openBytes(known(keys, row.masterId), keyPlace(row), row.wrapped);
    const wrapped = sealBytes(known(keys, to), keyPlace(row), raw);
    yield* run(
      db.update(t.memberKey).set({ wrapped, masterId: to }).where(eq(t.memberKey.personId, row.personId)),
    );
  }
  return rows.length;
}

function* readHandover(q: KeySql): Steps<Handover | undefined> {
  const text = yield* readMeta(q, "handover");
  if (text === undefined) return undefined;
  const handover: Handover = JSON.parse(text);
  return handover;
}

const opened = (under: KeyObject, id: string, sealed: string) =>
  createSecretKey(openBytes(under, masterPlace(id), Buffer.from(sealed, "base64")));

const masterPlace = (id: string) => ({ personId: "", kind: "master", id });
const keyPlace = ({ personId, keyId }: KeyPlace) => ({ personId, kind: "key", id: keyId });

function known(keys: Ring, id: string): KeyObject {
  const key = keys.get(id);
  if (!key) throw new RangeError(`master key ${id} is not at hand`);
  return key;
}
