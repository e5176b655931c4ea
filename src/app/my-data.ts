/** What is kept about a member, in their own hands: seen, taken along, brought back, paused, erased. */
import type { ExportFile } from "#core/export.ts";
import type { EpochMs, LocalDate, Snowflake } from "#core/ids.ts";
import type { RecordKind } from "#core/records.ts";
import { chooseRetention, keptFrom, noticeMs, type Keeping, type RetentionDays } from "#core/retention.ts";
import { localDate } from "#core/wall-clock.ts";
import { rateLimit } from "#core/rate-limit.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import { exportOf } from "./my-data-export.ts";
import { importInto, type Imported } from "./my-data-import.ts";
import type { NudgeCases } from "./nudges.ts";
import { markTold, nextStep } from "./retention.ts";
import type { Person, RecordTally, Steps, Tables } from "./store.ts";

/** In plain numbers. */
export interface Summary {
  person: Person;
  keeping: Keeping;
  records: RecordTally[];
  /** Nudges that may still come. */
  nudges: number;
}

/** Parts that can be erased by themselves. */
export const parts = {
  checkins: ["checkin"],
  urges: ["urge"],
  lapses: ["lapse"],
  drills: ["drill"],
  practices: ["practice", "ladder"],
  longer: ["screening"],
  plan: ["plan", "plan-use"],
  confidence: ["confidence"],
  days: ["goal"],
  buddies: ["buddies"],
  sums: ["week"],
} as const satisfies Record<string, readonly RecordKind[]>;
export type Part = keyof typeof parts;
export const isPart = (name: string): name is Part => Object.hasOwn(parts, name);

/** What was erased, and what was found when it was looked for again. */
export interface Receipt {
  at: EpochMs;
  removed: { kind: RecordKind; count: number }[];
  /** Nudges that were still ahead. */
  nudges: number;
  /** Of everything, and not of a part: the key is destroyed, so that no backup can be read. */
  everything: boolean;
  /** Looked for once more, after it: nothing was found. */
  checked: boolean;
}

/** Answers that are about to become sums. */
export interface Announcement {
  /** First day whose answers stay. */
  before: LocalDate;
  /** When it happens, at the earliest. */
  on: LocalDate;
  days: RetentionDays;
}

export interface MyDataCases {
  /** Undefined: nothing at all is kept about them. */
  summary(id: Snowflake): Promise<Summary | undefined>;
  export(person: Person): Promise<ExportFile>;
  /** @throws {Fault} import-unreadable, import-too-new, import-too-large, too-fast */
  import(person: Person, source: string): Promise<Imported>;
  eraseAll(id: Snowflake): Promise<Receipt>;
  erasePart(person: Person, part: Part): Promise<Receipt>;
  chooseRetention(person: Person, days: RetentionDays): Promise<Keeping>;
  /** What the member has to know and has not been told: telling it starts the seven days. */
  announce(person: Person): Promise<Announcement | undefined>;
  /** As `announce`, without telling: what still lies ahead of what was told. */
  announced(person: Person): Promise<Announcement | undefined>;
  pauseEverything(person: Person): Promise<void>;
  /** Takes consent back: nothing is asked or sent from now on, and all is erased in seven days. */
  withdraw(person: Person): Promise<void>;
  /** Removes the bot's messages from their conversation. */
  clearMessages(person: Person): Promise<Cleared>;
}

export interface Cleared {
  removed: number;
  /** There are more: Discord lets a bot delete only so many at a time. */
  more: boolean;
}

export interface MyDataParts {
  /** Removes everything about a member, with their key. */
  erase(personId: Snowflake): Promise<void>;
  /** Overwrites what was deleted, as far as the database lets us. */
  scrub(): Promise<void>;
  /** Deletes the bot's messages in a member's DMs. */
  clearMessages(person: Person): Promise<Cleared>;
  nudges: Pick<NudgeCases, "pause" | "listOwn">;
}

/** "Until I say otherwise", as a time. */
const tenYears = 3_652 * 86_400_000;

/** Reading eight megabytes, or opening all of somebody's records, holds everybody else up for a good part of a second. */
const largeFrom = 200_000;
const largeImports = { burst: 3, perSecond: 1 / 60 };
const exports = { burst: 20, perSecond: 1 / 10 };

export function myDataCases(deps: Deps, outside: MyDataParts): MyDataCases {
  const { store, now } = deps;
  const [mayImport, mayExport] = [rateLimit(largeImports), rateLimit(exports)];
  const calm = (limit: ReturnType<typeof rateLimit>, { id }: Person): void => {
    const seconds = limit(id, now());
    if (seconds > 0) throw new Fault("too-fast", { seconds });
  };
  const announcementFor = ({ zone, dayStart }: Person, { days, toldAt }: Keeping): Announcement => {
    const at = (toldAt ?? now()) + noticeMs;
    const on = localDate(at, zone, dayStart);
    return { before: keptFrom(on, days), on, days };
  };
  return {
    summary: async (id) => {
      const person = await store.tx((q) => q.people.find(id));
      if (!person) return undefined;
      return store.asMember(id, function* (q) {
        const records = yield* q.records.tally();
        return { person, keeping: yield* q.keepings.find(id), records, nudges: yield* ahead(q, id) };
      });
    },
    export: async (person) => {
      calm(mayExport, person);
      return exportOf(deps, outside.nudges, person);
    },
    import: async (person, source) => {
      if (source.length > largeFrom) calm(mayImport, person);
      return importInto(deps, person, source);
    },
    eraseAll: async (id) => {
      const before = await store.asMember(id, function* (q) {
        return { records: yield* q.records.tally(), nudges: yield* ahead(q, id) };
      });
      await outside.erase(id);
      const checked = await store.tx(function* (q) {
        return (yield* q.people.find(id)) === undefined && (yield* ahead(q, id)) === 0;
      });
      return { at: now(), removed: before.records, nudges: before.nudges, everything: true, checked };
    },
    erasePart: async ({ id }, part) => {
      const kinds: readonly RecordKind[] = parts[part];
      const removed = await store.asMember(id, function* (q) {
        const counts: Receipt["removed"] = [];
        for (const kind of kinds) counts.push({ kind, count: yield* q.records.clear(kind) });
        if (part === "buddies") yield* q.buddies.removeAll(id);
        return counts;
      });
      await outside.scrub();
      const rest = await store.asMember(id, (q) => q.records.tally());
      const checked = !rest.some(({ kind }) => kinds.includes(kind));
      return { at: now(), removed, nudges: 0, everything: false, checked };
    },
    chooseRetention: ({ id }, days) =>
      store.tx(function* (q) {
        const chosen = chooseRetention(yield* q.keepings.find(id), days, now());
        yield* q.keepings.save(chosen);
        return chosen;
      }),
    announce: (person) =>
      store.asMember(person.id, function* (q) {
        if ((yield* nextStep(q, person, now())) !== "tell") return undefined;
        yield* markTold(q, person.id, now());
        return announcementFor(person, yield* q.keepings.find(person.id));
      }),
    announced: async (person) => {
      const keeping = await store.tx((q) => q.keepings.find(person.id));
      const ahead = keeping.toldAt !== null && now() < keeping.toldAt + noticeMs;
      return ahead ? announcementFor(person, keeping) : undefined;
    },
    pauseEverything: async (person) => void (await outside.nudges.pause(person, now() + tenYears)),
    withdraw: ({ id }) =>
      store.tx(function* (q) {
        const person = yield* q.people.find(id);
        if (!person) throw new Fault("gone");
        yield* q.people.save({ ...person, consentVersion: null, consentAt: null, epoch: person.epoch + 1 });
        yield* q.keepings.save({ ...(yield* q.keepings.find(id)), withdrawnAt: now() });
        yield* unschedule(q, id);
        yield* q.buddies.removeAll(id);
      }),
    clearMessages: (person) => outside.clearMessages(person),
  };
}

function* ahead(q: Tables, id: Snowflake): Steps<number> {
  return (yield* q.due.ofPerson(id)).filter(({ nextDue }) => nextDue !== null).length;
}

/** Takes back everything that was to come, also what is on its way, and the schedules it came from. */
function* unschedule(q: Tables, id: Snowflake): Steps<void> {
  for (const row of yield* q.due.ofPerson(id)) {
    yield* q.deliveries.cancel(row.id, "withdrawn");
    yield* q.due.remove(row.id);
  }
  for (const { id: scheduleId } of yield* q.schedules.ofPerson(id)) yield* q.schedules.remove(scheduleId);
  for (const { scheduleId } of yield* q.subscriptions.ofPerson(id))
    yield* q.subscriptions.remove(scheduleId, id);
}
