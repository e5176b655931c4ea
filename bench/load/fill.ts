/** What a database holds before a load: everybody's schedules, and what some have written. */
import { v7 as uuidv7 } from "uuid";
import { openStore, type OpenStore } from "#storage/open.ts";
import { somebody } from "../person.ts";
import { fill } from "../nudges/fill.ts";

const dayMs = 86_400_000;

export async function withStore<T>(folder: string, work: (store: OpenStore) => Promise<T>): Promise<T> {
  const url = `file:${folder}/thaw.db`;
  const store = await openStore({ url, dataDir: folder, purpose: "live", now: Date.now });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

export interface Nudged {
  members: number;
  /** Of each, by their number. */
  id(index: number): string;
  /** Private channels of the first members, who are nudged soon. */
  dms?: string[];
  /** So many of those are due in each minute from `from` on; all others hours after it. */
  perMinute?: number;
  from?: number;
}

/** Members with a daily nudge each, in one transaction. */
export async function fillMembers(folder: string, nudged: Nudged): Promise<void> {
  const { members, id, dms = [], perMinute = 1, from = Date.now() } = nudged;
  const first = Math.ceil(from / 60_000);
  const minute = (index: number): number =>
    index < dms.length ? first + Math.floor(index / perMinute) : first + 180 + ((index * 7) % 1200);
  await fill({
    dir: folder,
    members,
    // Whoever is due at that very moment is due then, and not a day later.
    now: from - 1,
    at: (index) => ({ minute: minute(index) % 1440, zone: "UTC" }),
    who: (index) => ({ id: id(index), dm: dms[index] ?? null }),
    tzdata: process.versions["tz"] ?? "unknown",
  });
}

/** So many at a time share their waits for the disk. */
const together = 50;

/** A check-in every day and an urge every third, as many days as told; members that are not there yet are made. */
export async function fillAnswers(store: OpenStore, ids: string[], days: number): Promise<void> {
  for (let start = 0; start < ids.length; start += together)
    await Promise.all(ids.slice(start, start + together).map((id) => answersOf(store, id, days)));
}

async function answersOf(store: OpenStore, id: string, days: number): Promise<void> {
  const now = Date.now();
  await store.tx(function* (q) {
    if (!(yield* q.people.find(id))) yield* q.people.save(somebody(id, now));
    // As long as one may choose: nothing becomes a weekly sum meanwhile.
    yield* q.keepings.save({ personId: id, days: 365, toldAt: null, withdrawnAt: null });
  });
  await store.asMember(id, function* (q) {
    for (let day = 0; day < days; day++) {
      const at = now - (days - day) * dayMs;
      const localDate = new Date(at).toISOString().slice(0, 10);
      const kept = () => ({ id: uuidv7({ msecs: at }), at, localDate });
      yield* q.records.add("checkin", { ...kept(), body: checkIn(day) });
      if (day % 3 === 0)
        yield* q.records.add("urge", {
          ...kept(),
          body: { version: 1, readings: [{ at, intensity: day % 11 }] },
        });
    }
  });
}

const checkIn = (day: number) => ({
  version: 1,
  state: "within" as const,
  access: day % 11,
  mood: 1,
  urge: 3,
  sleep: 7,
  words: ["calm"],
});
