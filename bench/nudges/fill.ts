/** A SQLite database with many members, one nudge each, as a year of use would leave it; and the scheduler on it. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { randomInt, randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { consentVersion } from "#core/consent.ts";
import { compileRule, dailyRule } from "#core/recurrence.ts";
import { dueAfter } from "#core/schedule-next.ts";
import type { Nudge, Outcome } from "#nudges/sender.ts";
import { startNudges, type NudgeOptions, type Nudges } from "#nudges/start.ts";
import { openStore, type OpenStore } from "#storage/open.ts";

/** Zones of all continents, some of which change their clocks. */
export const zones = [
  "America/New_York",
  "America/Chicago",
  "America/Los_Angeles",
  "America/Sao_Paulo",
  "America/St_Johns",
  "Europe/London",
  "Europe/Berlin",
  "Europe/Athens",
  "Africa/Lagos",
  "Africa/Cairo",
  "Asia/Kolkata",
  "Asia/Kathmandu",
  "Asia/Tokyo",
  "Australia/Sydney",
  "Australia/Lord_Howe",
  "Pacific/Auckland",
] as const;

export interface Filling {
  dir: string;
  members: number;
  /** When it is. */
  now: number;
  /** Local minute and zone of a member. */
  at(index: number): { minute: number; zone: string };
  /** Whose it is, and their private channel with the bot, if they have one. */
  who?(index: number): { id: string; dm: string | null };
  /** Version of the time zone data by which all was reckoned; else the one that the scheduler here is given. */
  tzdata?: string;
}

export const urlOf = (dir: string): string => `file:${join(dir, "thaw.db")}`;

export const openBench = (dir: string, now: () => number): Promise<OpenStore> =>
  openStore({ url: urlOf(dir), dataDir: dir, purpose: "live", now });

/** Writes members, then their schedules with due rows, each in one transaction. @returns milliseconds the latter took */
export async function fill({
  dir,
  members,
  now,
  at,
  who = made,
  tzdata = benchTz,
}: Filling): Promise<number> {
  const store = await openBench(dir, () => now);
  // As after any earlier start with the same time zone data: else everything would be reckoned anew at the next one.
  await store.tx((q) => q.queue.setFact("tzdata", tzdata));
  await store.close();
  const db = new Database(join(dir, "thaw.db"));
  const person = db.prepare(
    `INSERT INTO person (id, consent_version, consent_at, adult, zone, day_start, locale, epoch, daily_cap, dm_channel_id,
      dm_state, ignored, created_at)
      VALUES (?, ${consentVersion}, ${now}, 1, ?, 0, 'en', 0, 10, ?, ?, 0, ${now})`,
  );
  const schedule = db.prepare(
    `INSERT INTO schedule (id, person_id, kind, content, rule, window_min, way, grace_s, policy, enabled, rev, created_at,
      updated_at) VALUES (?, ?, 'checkin', '{}', ?, 0, 'dm', 3600, '{}', 1, 0, ${now}, ${now})`,
  );
  const due = db.prepare(
    `INSERT INTO due (id, schedule_id, person_id, kind, asked, epoch, rev, next_due, next_occ, jitter_s)
      VALUES (?, ?, ?, 'checkin', 0, 0, 0, ?, ?, 0)`,
  );
  const compiled = new Map(
    Array.from({ length: 1440 }, (_, minute) => {
      const rule = dailyRule([minute]);
      return [minute, { json: JSON.stringify(rule), rule: compileRule(rule) }] as const;
    }),
  );
  const all = Array.from({ length: members }, (_, index) => ({ ...who(index), ...at(index) }));
  db.transaction(() => {
    for (const { id, dm, zone } of all) person.run(id, zone, dm, dm === null ? "unknown" : "open");
  })();
  const started = performance.now();
  db.transaction(() => {
    for (const { id, zone, minute } of all) {
      const [scheduleId, dueId] = [uuidv7(), uuidv7()];
      const { json, rule } = compiled.get(minute)!;
      const next = dueAfter({ rule, zone, jitterS: 0 }, now)!;
      schedule.run(scheduleId, id, json);
      due.run(dueId, scheduleId, id, next.nextDue, next.nextOcc);
    }
  })();
  const took = performance.now() - started;
  db.close();
  return took;
}

/** Members spread over all minutes of the day and all zones. */
export const spread = (index: number): { minute: number; zone: string } => ({
  minute: (index * 7) % 1440,
  zone: zones[index % zones.length]!,
});

/** Discord's ids, in no order: members do not come in the order in which they joined Discord. */
const made = (index: number) => ({
  id: `${randomInt(1e12)}${1_000_000 + index}`,
  dm: `${randomInt(1e12)}${1_000_000 + index}`,
});
const benchTz = "bench";
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

/** The scheduler without a ticker of its own. @param send what becomes of each nudge */
export const schedulerOn = (
  store: OpenStore,
  now: () => number,
  send: (nudge: Nudge) => Promise<Outcome>,
  options: Partial<NudgeOptions> = {},
): Promise<Nudges> =>
  startNudges({
    store,
    now,
    pace: () => performance.now(),
    newId: randomUUID,
    log: silent,
    tzdata: benchTz,
    alone: true,
    ticking: false,
    sender: { probe: async () => true, send },
    ...options,
  });

/** Arrives at once. */
export const arrives = async ({ nonce, dueId }: Nudge): Promise<Outcome> => ({
  kind: "sent",
  messageId: nonce,
  channelId: dueId,
});

/** Discord asks to be left alone for an hour: for what happens before a nudge is sent. */
export const waits = async (): Promise<Outcome> => ({
  kind: "later",
  afterMs: 3_600_000,
  status: null,
  everyone: true,
});
