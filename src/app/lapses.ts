/** Lapses and near-misses: one record, filled in as far as the member likes. */
import type { EpochMs } from "#core/ids.ts";
import { lapseVersion, type Lapse } from "#core/lapse.ts";
import { addDays } from "#core/days.ts";
import { instantOf, localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault, wholeNumber } from "./fault.ts";
import type { Kept, Person } from "./store.ts";
import type { Asker } from "./asker.ts";

export type LapseAnswers = Partial<Omit<Lapse, "version">>;

export interface LapseCases {
  begin(person: Person): Promise<Kept<"lapse">>;
  /** @throws {Fault} gone, changed-meanwhile, number-out-of-range, text-too-long */
  amend(person: Person, id: string, answers: LapseAnswers): Promise<Kept<"lapse">>;
  /** Asks once how it is, the next morning at ten of the member's clock. @returns when */
  askTomorrow(person: Person, id: string): Promise<EpochMs>;
  /** When the newest entry was made. */
  last(person: Person): Promise<EpochMs | undefined>;
}

const textLimit = 500;
const morning = 10 * 60;

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
    begin: (person) =>
      store.asMember(person.id, (q) => {
        const at = now();
        return q.records.add("lapse", {
          id: newId(),
          at,
          localDate: localDate(at, person.zone, person.dayStart),
          body: { version: lapseVersion },
        });
      }),
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
      const tomorrow = addDays(localDate(now(), person.zone), 1);
      const at = instantOf(tomorrow, morning, person.zone) ?? now() + 24 * 3_600_000;
      await later.ask(person, [{ kind: "lapse-check", ref: id, at }]);
      return at;
    },
    last: async (person) =>
      (await store.asMember(person.id, (q) => q.records.list("lapse", { limit: 1 })))[0]?.at,
  };
}
