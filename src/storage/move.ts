/** Moves an installation from one place to another, of either dialect: every row, keys included, each one checked. */
import { copyRows, readFacts, type Counts, type TableSet } from "./copy.ts";
import type { Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import { removeMeta, writeMeta } from "./meta.ts";
import { moveStamps, type Purpose } from "./migrations.ts";
import { openStore, type StoreOptions } from "./open.ts";
import {
  dataSchema,
  homeOf,
  keySchema,
  makeFolder,
  openData,
  openKeys,
  type Home,
  type Place,
} from "./place.ts";
import { openReader, type Reader } from "./reader.ts";
import { asFound } from "./sqlite-driver.ts";
import type { KeySchema } from "./schema/keys.ts";
import type { Schema } from "./schema/make.ts";

export interface Moved {
  data: Counts;
  keys: Counts;
}

/**
 * Copies everything from one installation into empty databases and checks it, then marks the old place as moved away
 * from, so that no bot goes on there. The bot has to be stopped. Whatever goes wrong, the old place is still whole.
 * @throws {StoreError} whatever an opening refuses; database-not-empty; copy-differs
 */
export async function moveStore(options: StoreOptions, to: Home): Promise<Moved> {
  const whole = homeOf(options);
  const from = { data: asFound(whole.data), keys: asFound(whole.keys) };
  await refuseRunning(from.data);
  // Opened as the bot opens it: whole, brought up to date, with the right key, and locked against a bot that starts.
  const store = await openStore({ ...options, cipherKey: from.data.cipher });
  try {
    const moved = await fillHome(from, to, options.purpose);
    await store.data.tx((q) => writeMeta(q, moveStamps.to, to.data.shown));
    return moved;
  } finally {
    await store.close();
  }
}

/** A SQLite file is locked by its bot; on PostgreSQL the processes are counted. @throws {StoreError} database-in-use */
export async function refuseRunning({ dialect, name, shown }: Place): Promise<void> {
  if (dialect === "sqlite") return;
  const { processesOn } = await import("./seat.ts");
  const count = await processesOn(name);
  if (count > 0) throw new StoreError("database-in-use", { what: shown, count: String(count) });
}

/** Fills an empty home from another one. @throws {StoreError} database-not-empty, copy-differs */
async function fillHome(from: Home, to: Home, purpose: Purpose): Promise<Moved> {
  const data = await emptyData(to.data, purpose);
  try {
    const keys = await fillKeys(from.keys, to.keys, purpose);
    return { keys, data: await fillFrom(from.data, await dataSchema(from.data.dialect), data) };
  } finally {
    await data.engine.close();
  }
}

/** Fills an empty data database alone; its keys are where they belong. @throws {StoreError} as `moveStore` */
export async function fillData(from: Place, to: Place, purpose: Purpose): Promise<Counts> {
  const target = await emptyData(to, purpose);
  try {
    return await fillFrom(from, await dataSchema(from.dialect), target);
  } finally {
    await target.engine.close();
  }
}

/** Fills an empty key store alone. @throws {StoreError} as `moveStore` */
export async function fillKeys(from: Place, to: Place, purpose: Purpose): Promise<Counts> {
  const target = await emptyKeys(to, purpose);
  try {
    return await fillFrom(from, await keySchema(from.dialect), target);
  } finally {
    await target.engine.close();
  }
}

interface Target<S> {
  place: Place;
  engine: Engine<S>;
  tables: S;
  reader(): Promise<Reader>;
}

async function emptyData(place: Place, purpose: Purpose): Promise<Target<Schema>> {
  makeFolder(place);
  return empty(place, await openData(place, purpose), await dataSchema(place.dialect));
}

async function emptyKeys(place: Place, purpose: Purpose): Promise<Target<KeySchema>> {
  makeFolder(place);
  return empty(place, await openKeys(place, purpose), await keySchema(place.dialect));
}

/** @throws {StoreError} database-not-empty */
async function empty<S extends Pick<Schema, "meta">>(
  place: Place,
  engine: Engine<S>,
  tables: S,
): Promise<Target<S>> {
  const target = { place, engine, tables, reader: () => openReader(place, tables) };
  try {
    const reader = await target.reader();
    try {
      for (const table of reader.tables)
        if (table !== "meta" && table !== "worker")
          for await (const _ of reader.rows(table))
            throw new StoreError("database-not-empty", { what: place.shown });
    } finally {
      await reader.close();
    }
    return target;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** A target that is half full says so, until all of it is there. */
async function fillFrom<S extends Pick<Schema, "meta"> & TableSet>(
  from: Place,
  schema: object,
  { place, engine, tables, reader }: Target<S>,
): Promise<Counts> {
  const source = await openReader(from, schema);
  try {
    const facts = await readFacts(source);
    await engine.tx((q) => writeMeta(q, moveStamps.from, from.shown));
    const counts = await copyRows(source, { engine, tables, reader, what: place.shown });
    await engine.tx(function* (q) {
      for (const { key, value } of facts) yield* writeMeta(q, key, value);
      yield* removeMeta(q, moveStamps.from);
    });
    return counts;
  } finally {
    await source.close();
  }
}
