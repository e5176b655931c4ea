/** Lapses and near-misses: one record, filled in as far as the member likes. */
import type { EpochMs, Zone } from "#core/ids.ts";
import { lapseVersion, type Lapse } from "#core/lapse.ts";
import { addDays } from "#core/days.ts";
import { instantOf, localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault, wholeNumber } from "./fault.ts";
import type { Kept, Person } from "./store.ts";
import type { Asker } from "./asker.ts";

export type LapseAnswers = Partial<Omit<Lapse, "version">>;

export interface LapseCases {
  /** @param id of the new entry, for a button that may be pressed twice: the second press finds the first one's */
  begin(person: Person, id?: string): Promise<Kept<"lapse">>;
  /** @throws {Fault} gone */
  find(person: Person, id: string): Promise<Kept<"lapse">>;
  /** @throws {Fault} gone, changed-meanwhile, number-out-of-range, text-too-long */
  amend(person: Person, id: string, answers: LapseAnswers): Promise<Kept<"lapse">>;
  /** Asks once how it is, at the next ten in the morning that leaves a night in between. @returns when */
  askTomorrow(person: Person, id: string): Promise<EpochMs>;
  /** @throws {Fault} gone */
  remove(person: Person, id: string): Promise<void>;
  /** When the newest entry was made. */
  last(person: Person): Promise<EpochMs | undefined>;
}

const textLimit = 500;
const morning = 10 * 60;
/** Shorter than this is no night. */
const nightMs = 5 * 3_600_000;

function checked(answers: LapseAnswers): LapseAnswers {
  const { confidence, stillWorks, nextDay } = answers;
  if (confidence !== undefined) wholeNumber(confidence / 10, 0, 10);
  return {
    ...answers,
    ...(stillWorks === undefined ? {} : { stillWorks: boundedText(stillWorks, textLimit) }),
    ...(nextDay === undefined ? {} : { nextDay: boundedText(nextDay, textLimit) }),
  };
}

export function lapseCases({ store, now, newId }: Deps, later: Asker): LapseCases {
  return {
    begin: (person, id = newId()) =>
      store.asMember(person.id, function* (q) {
        const known = yield* q.records.get("lapse", id);
        if (known) return known;
        const at = now();
        const date = localDate(at, person.zone, person.dayStart);
        return yield* q.records.add("lapse", { id, at, localDate: date, body: { version: lapseVersion } });
      }),
    find: async (person, id) => {
      const kept = await store.asMember(person.id, (q) => q.records.get("lapse", id));
      if (!kept) throw new Fault("gone");
      return kept;
    },
    amend: (person, id, answers) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("lapse", id);
        if (!kept) throw new Fault("gone");
        const body = { ...kept.body, ...checked(answers) };
        const changed = yield* q.records.change("lapse", id, { rev: kept.rev, body, now: now() });
        if (!changed) throw new Fault("changed-meanwhile");
        return changed;
      }),
    askTomorrow: async (person, id) => {
      const at = nextMorning(now(), person.zone);
      await later.cancel(person, id);
      await later.ask(person, [{ kind: "lapse-check", ref: id, at }]);
      return at;
    },
    remove: async (person, id) => {
      await store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("lapse", id))) throw new Fault("gone");
      });
      await later.cancel(person, id);
    },
    last: async (person) =>
      (await store.asMember(person.id, (q) => q.records.list("lapse", { limit: 1 })))[0]?.at,
  };
}

/** At two in the night it is the same morning; at eight it is the next one. */
function nextMorning(now: EpochMs, zone: Zone): EpochMs {
  const today = localDate(now, zone);
  const mornings = [0, 1, 2].map((days) => instantOf(addDays(today, days), morning, zone) ?? now);
  return mornings.find((at) => at - now >= nightMs) ?? now + 24 * 3_600_000;
}
