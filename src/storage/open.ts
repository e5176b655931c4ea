/** Opens the database and the key store, or says in a sentence why not. */
import type { Isolation, MemberTables, Steps, Store, Tables } from "#app/store.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Engine } from "./engine.ts";
import { eraseMember, replayErased } from "./erase.ts";
import { keyCache } from "./key-cache.ts";
import { keyStore } from "./key-store.ts";
import { destroyInBackup } from "./keys-backup.ts";
import { lockFile } from "./lock.ts";
import { homeOf, makeFolder, openData, openKeys, type Address } from "./place.ts";
import { currentMaster } from "./master-ring.ts";
import { findMasterKey, parseMasterKey, type MasterKeySource } from "./master-key.ts";
import { asMember } from "./member-tx.ts";
import type { Purpose } from "./migrations.ts";
import { pairStores } from "./pair.ts";
import type { Schema } from "./schema/make.ts";
import { tables } from "./tables.ts";

export interface StoreOptions extends Address, MasterKeySource {
  /** Stamped on the first start; the other purpose is refused from then on. */
  purpose: Purpose;
  now: () => EpochMs;
  /** Where the keys' one copy lies, if there is one: it follows every erase. `failed`: it could not. */
  keysBackup?: { folder: string; failed(error: unknown): void } | undefined;
}

export interface OpenStore extends Store {
  /** For adapters that write queries of their own, such as the scheduler. */
  data: Engine<Schema>;
  /** Path of the master key that this first start made: the operator has to back it up, away from the data. */
  masterKeyMade: string | undefined;
  /** Removes everything about a member, at once and for good, out of the reach of every backup. */
  eraseMember(personId: Snowflake): Promise<void>;
  /** Brings in another master key while running. @throws {StoreError} key-malformed */
  rotateMasterKey(next: string): Promise<void>;
  close(): Promise<void>;
}

/** How many members' opened keys stay in memory, about 300 bytes each. */
const cachedKeys = 10_000;

/**
 * Opens the store, made and migrated as needed. What is refused is left as it is.
 * @throws {StoreError}
 */
export async function openStore(options: StoreOptions): Promise<OpenStore> {
  const { purpose, now, keysBackup } = options;
  const { data: place, keys: keysPlace } = homeOf(options);
  // Closed in the reverse order, the lock last, whatever goes wrong with one of them.
  const opened = new AsyncDisposableStack();
  makeFolder(place);
  makeFolder(keysPlace);
  try {
    if (place.dialect === "sqlite") opened.adopt(lockFile(place.name), (lock) => lock.close());
    const data = await openData(place, purpose);
    opened.defer(() => data.close());
    const keyData = await openKeys(keysPlace, purpose);
    opened.defer(() => keyData.close());
    const known = await keyData.tx(currentMaster);
    await pairStores(data, keyData, keysPlace.shown, purpose);
    const { master, made } = findMasterKey(options, known === undefined);
    const keys = await keyStore(keyData, keysPlace.shown, master, now());
    await replayErased(data, await keys.erased());
    const cache = keyCache(cachedKeys);
    return {
      data,
      tx: <T>(steps: (q: Tables) => Steps<T>, isolation?: Isolation) =>
        data.tx((q) => steps(tables(q)), isolation),
      ahead: (work) => data.ahead((tx) => work((steps, isolation) => tx((q) => steps(tables(q)), isolation))),
      asMember: <T>(personId: Snowflake, steps: (q: MemberTables) => Steps<T>) =>
        asMember({ data, keys, cache, now }, personId, steps),
      masterKeyMade: made,
      async eraseMember(personId) {
        await eraseMember(data, keys, cache, personId, now());
        if (!keysBackup) return;
        await destroyInBackup(keysBackup.folder, options, personId, now()).catch(keysBackup.failed);
      },
      rotateMasterKey: (next) => keys.rotate(parseMasterKey(next), now()),
      close: () => opened.disposeAsync(),
    };
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}
