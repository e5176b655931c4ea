/** Fills a database by the slice: members with a schedule each, or a year of a server's members. */
import { v7 as uuidv7 } from "uuid";
import { consentVersion } from "#core/consent.ts";
import type { Rule } from "#core/recurrence.ts";
import { openStore, type OpenStore } from "#storage/open.ts";
import { run } from "#storage/sql.ts";

const slice = 500;
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

const person = (id: string, at: number) => ({
  id,
  consentVersion,
  consentAt: at,
  adult: true,
  zone: "Europe/Berlin",
  dayStart: 240,
  locale: "en-GB",
  epoch: 0,
  dailyCap: 3,
  dmState: "unknown" as const,
  ignored: 0,
  createdAt: at,
});

/** Members with a daily nudge each, the next one tomorrow. */
export async function fillMembers(store: OpenStore, count: number): Promise<void> {
  const now = Date.now();
  // As a bot leaves it behind that has been at work: nothing has to be reckoned anew at its start.
  await store.tx((q) => q.queue.setFact("tzdata", process.versions["tz"] ?? "unknown"));
  const rule: Rule = { kind: "times", times: [{ slot: 0, at: 1200 }], dates: {} };
  for (let start = 0; start < count; start += slice) {
    const ids = Array.from({ length: Math.min(slice, count - start) }, (_, index) =>
      String(10 ** 15 + start + index),
    );
    await store.data.tx(function* ({ db, t }) {
      yield* run(db.insert(t.person).values(ids.map((id) => person(id, now))));
      yield* run(
        db.insert(t.schedule).values(
          ids.map((id) => ({
            id: `s${id}`,
            personId: id,
            kind: "checkin" as const,
            content: {},
            rule,
            windowMin: 0,
            way: "dm" as const,
            graceS: 3600,
            policy: {},
            enabled: true,
            rev: 0,
            createdAt: now,
            updatedAt: now,
          })),
        ),
      );
      yield* run(
        db.insert(t.due).values(
          ids.map((id, index) => ({
            id: `d${id}`,
            scheduleId: `s${id}`,
            personId: id,
            kind: "checkin" as const,
            asked: false,
            epoch: 0,
            rev: 0,
            nextDue: now + dayMs + index * 1000,
            nextOcc: 1,
            jitterS: 0,
          })),
        ),
      );
    });
  }
}

/** Check-ins every day and an urge every third day, as many members and days as told. */
export async function fillYear(store: OpenStore, ids: string[], days: number): Promise<void> {
  const now = Date.now();
  for (const id of ids) {
    await store.tx((q) =>
      q.people.save({
        ...person(id, now),
        pausedUntil: null,
        quietFrom: null,
        quietTo: null,
        dmChannelId: null,
      }),
    );
    await store.asMember(id, function* (q) {
      for (let day = 0; day < days; day++) {
        const at = now - (days - day) * dayMs;
        const localDate = new Date(at).toISOString().slice(0, 10);
        const body = {
          version: 1,
          state: "within",
          access: day % 11,
          mood: 1,
          urge: 3,
          sleep: 7,
          words: ["calm"],
        } as const;
        yield* q.records.add("checkin", {
          id: uuidv7({ msecs: at }),
          at,
          localDate,
          body: { ...body, words: ["calm"] },
        });
        if (day % 3 === 0)
          yield* q.records.add("urge", {
            id: uuidv7({ msecs: at }),
            at,
            localDate,
            body: { version: 1, readings: [{ at, intensity: day % 11 }] },
          });
      }
    });
  }
}
