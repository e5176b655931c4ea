/** Check-ins: one tap makes one, the rest may be added or taken back for 48 hours. */
import { checkInVersion, type CheckIn, type State } from "#core/check-in.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { Fault, wholeNumber } from "./fault.ts";
import type { Kept, Person } from "./store.ts";

export type CheckInAnswers = Partial<Omit<CheckIn, "version">>;

export interface CheckInCases {
  add(person: Person, state: State, answers?: CheckInAnswers): Promise<Kept<"checkin">>;
  /** Adds answers to a check-in or corrects it. @throws {Fault} gone, changed-meanwhile, number-out-of-range */
  amend(person: Person, id: string, answers: CheckInAnswers): Promise<Kept<"checkin">>;
  /** @throws {Fault} gone */
  remove(person: Person, id: string): Promise<void>;
}

const bounds = { access: [0, 10], mood: [-3, 3], urge: [0, 10], sleep: [0, 10] } as const;

function checked(answers: CheckInAnswers): CheckInAnswers {
  for (const [name, [low, high]] of Object.entries(bounds)) {
    const value = answers[name as keyof typeof bounds];
    if (value !== undefined) wholeNumber(value, low, high);
  }
  return answers;
}

export function checkInCases({ store, now, newId }: Deps): CheckInCases {
  return {
    add: (person, state, answers = {}) =>
      store.asMember(person.id, (q) => {
        const at = now();
        const body: CheckIn = { version: checkInVersion, state, ...checked(answers) };
        return q.records.add("checkin", {
          id: newId(),
          at,
          localDate: localDate(at, person.zone, person.dayStart),
          body,
        });
      }),
    amend: (person, id, answers) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("checkin", id);
        if (!kept) throw new Fault("gone");
        const body = { ...kept.body, ...checked(answers) };
        const changed = yield* q.records.change("checkin", id, { rev: kept.rev, body, now: now() });
        if (!changed) throw new Fault("changed-meanwhile");
        return changed;
      }),
    remove: (person, id) =>
      store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("checkin", id))) throw new Fault("gone");
      }),
  };
}
