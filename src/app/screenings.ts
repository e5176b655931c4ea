/** The longer check-ins: asked for, at most every two weeks, seen by the member alone and only on the private page. */
import {
  againFrom,
  isWorthTalking,
  scales,
  screeningVersion,
  totalOf,
  type Scale,
  type Screening,
} from "#core/screening.ts";
import type { EpochMs } from "#core/ids.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { SettingsCases } from "./settings.ts";
import type { Kept, Person } from "./store.ts";

export interface ScaleState {
  scale: Scale;
  /** Newest first. */
  past: Kept<"screening">[];
  /** Undefined: it can be filled in now. */
  againFrom: EpochMs | undefined;
}

export interface ScreeningResult {
  kept: Kept<"screening">;
  previous: Kept<"screening"> | undefined;
  /** People around this number often find it worth talking to a professional. */
  worthTalking: boolean;
}

export interface ScreeningCases {
  overview(person: Person): Promise<ScaleState[]>;
  /** @throws {Fault} longer-unfinished, longer-too-soon */
  answer(person: Person, scale: Scale, answers: number[]): Promise<ScreeningResult>;
  /** @throws {Fault} gone */
  remove(person: Person, id: string): Promise<void>;
}

export function screeningCases({ store, now, newId }: Deps, settings: SettingsCases): ScreeningCases {
  const stateOf = (scale: Scale, all: Kept<"screening">[]): ScaleState => {
    const past = all.filter(({ body }) => body.scale === scale);
    return { scale, past, againFrom: againFrom(past[0]?.at, now()) };
  };
  return {
    overview: async (person) => {
      const all = await store.asMember(person.id, (q) => q.records.list("screening"));
      return scales.map((scale) => stateOf(scale, all));
    },
    answer: async (person, scale, answers) => {
      const total = totalOf(scale, answers);
      if (total === undefined) throw new Fault("longer-unfinished");
      const { keepItems } = await settings.get(person);
      const body: Screening = {
        version: screeningVersion,
        scale,
        total,
        ...(keepItems ? { items: answers } : {}),
      };
      return store.asMember(person.id, function* (q) {
        const before = stateOf(scale, yield* q.records.list("screening"));
        if (before.againFrom !== undefined)
          throw new Fault("longer-too-soon", { date: localDate(before.againFrom, person.zone) });
        const at = now();
        const date = localDate(at, person.zone, person.dayStart);
        const kept = yield* q.records.add("screening", { id: newId(), at, localDate: date, body });
        return { kept, previous: before.past[0], worthTalking: isWorthTalking(scale, total) };
      });
    },
    remove: (person, id) =>
      store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("screening", id))) throw new Fault("gone");
      }),
  };
}
