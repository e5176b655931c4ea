/** A store of its own for one test, in a folder of its own, that can be closed and opened again. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Person } from "#app/store.ts";
import type { Rule } from "#core/recurrence.ts";
import type { RecordBodies } from "#core/records.ts";
import { openStore, type OpenStore, type StoreOptions } from "#storage/open.ts";
import { homeOf } from "#storage/place.ts";
import { snapshot } from "#storage/snapshot.ts";
import type { Dialect } from "#storage/sql.ts";
import { emptyDatabase, freshDatabase, recycleDatabase } from "#test/postgres.ts";

/** Monday, 2 March 2026, 20:00 UTC. */
export const monday = Date.UTC(2026, 2, 2, 20);

export interface Harness extends AsyncDisposable {
  store: OpenStore;
  options: StoreOptions;
  dir: string;
  /** Copies the data of SQLite, without its keys, into a new file. */
  copyTo(file: string): Promise<void>;
  /** Closes the store, lets `change` alter the options, and opens it again. */
  reopen(change?: Partial<StoreOptions>): Promise<OpenStore>;
}

/** Where a store can live; `encrypted`: in SQLite files that are encrypted as a whole, by a driver of their own. */
export type Home = Dialect | "encrypted";

export const cipherKey = "8f".repeat(32);

/** Options for a store that does not exist yet. */
export async function newOptions(
  home: Home,
  database = freshDatabase,
): Promise<{ dir: string; options: StoreOptions }> {
  const dir = mkdtempSync(join(tmpdir(), "thaw-store-"));
  const url = home === "postgres" ? await database() : `file:${join(dir, "thaw.db")}`;
  const cipher = home === "encrypted" ? { cipherKey } : {};
  return { dir, options: { url, dataDir: dir, purpose: "live", now: () => monday, ...cipher } };
}

/** Opens a new store; `await using` closes it and removes its files. */
export async function startStore(home: Home, change: Partial<StoreOptions> = {}): Promise<Harness> {
  const { dir, options: usual } = await newOptions(home, emptyDatabase);
  const options = { ...usual, ...change };
  const harness: Harness = {
    store: await openStore(options),
    options,
    dir,
    copyTo: (file) => snapshot(homeOf(harness.options).data, file, "data", harness.options),
    async reopen(change = {}) {
      await harness.store.close();
      harness.options = { ...harness.options, ...change };
      harness.store = await openStore(harness.options);
      return harness.store;
    },
    async [Symbol.asyncDispose]() {
      await harness.store.close();
      rmSync(dir, { recursive: true, force: true });
      if (home === "postgres") await recycleDatabase(options.url);
    },
  };
  return harness;
}

export const ash: Person = {
  id: "1001",
  consentVersion: 1,
  consentAt: monday,
  adult: true,
  zone: "Europe/Berlin",
  dayStart: 240,
  locale: "de",
  epoch: 0,
  pausedUntil: null,
  quietFrom: 1320,
  quietTo: 420,
  dailyCap: 3,
  dmChannelId: null,
  dmState: "unknown",
  ignored: 0,
  createdAt: monday,
};
export const birch: Person = { ...ash, id: "1002", zone: "America/Bogota", quietFrom: null, quietTo: null };

export const urge = (intensity: number): RecordBodies["urge"] => ({
  version: 1,
  readings: [{ at: monday, intensity }],
});

export const newUrge = (id: string, intensity: number, at = monday) => ({
  id,
  at,
  localDate: "2026-03-02",
  body: urge(intensity),
});

/** A server's schedule, ready to be inserted. */
export const evening = {
  id: "s1",
  guildId: null,
  personId: null,
  kind: "checkin" as const,
  content: {},
  rule: { kind: "times", times: [{ slot: 0, at: 1200 }], dates: {} } satisfies Rule,
  zone: null,
  windowMin: 0,
  way: "dm" as const,
  channelId: null,
  graceS: 3600,
  policy: {},
  pausedUntil: null,
  enabled: true,
  halted: null,
  staleAfter: null,
  rev: 1,
  createdBy: null,
  createdAt: monday,
  updatedAt: monday,
};
