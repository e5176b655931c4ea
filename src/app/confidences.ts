/** The monthly look at confidence: one set of numbers, filled in as far as the member likes. */
import { confidenceVersion, isNewConfidence, type Confidence } from "#core/confidence.ts";
import type { ConfidenceSnapshot } from "#core/chart-data-confidence.ts";
import type { RiskKind } from "#core/risk.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { Fault, wholeNumber } from "./fault.ts";
import type { Person } from "./store.ts";

export type ConfidenceValues = Confidence["values"];

export interface ConfidenceCases {
  /** The set that is open now; empty when a new one would begin. */
  current(person: Person): Promise<ConfidenceValues>;
  /** Keeps one number, 0 to 100 by tens; an undefined one is taken out again. @throws {Fault} number-out-of-range */
  rate(person: Person, kind: RiskKind, value: number | undefined): Promise<ConfidenceValues>;
  /** Whether four weeks have gone since the last set, or there was none. */
  isDue(person: Person): Promise<boolean>;
  /** Newest first. */
  snapshots(person: Person): Promise<ConfidenceSnapshot[]>;
}

export function confidenceCases({ store, now, newId }: Deps): ConfidenceCases {
  const newest = (person: Person) =>
    store.asMember(person.id, function* (q) {
      return (yield* q.records.list("confidence", { limit: 1 }))[0];
    });
  return {
    current: async (person) => {
      const kept = await newest(person);
      return kept && !isNewConfidence(kept.at, now()) ? kept.body.values : {};
    },
    rate: (person, kind, value) =>
      store.asMember(person.id, function* (q) {
        const [kept] = yield* q.records.list("confidence", { limit: 1 });
        const { [kind]: _before, ...others } =
          kept && !isNewConfidence(kept.at, now()) ? kept.body.values : {};
        const values: ConfidenceValues =
          value === undefined ? others : { ...others, [kind]: 10 * wholeNumber(value / 10, 0, 10) };
        const body: Confidence = { version: confidenceVersion, values };
        if (!kept || isNewConfidence(kept.at, now())) {
          const at = now();
          const date = localDate(at, person.zone, person.dayStart);
          yield* q.records.add("confidence", { id: newId(), at, localDate: date, body });
        } else if (!(yield* q.records.change("confidence", kept.id, { rev: kept.rev, body, now: now() })))
          throw new Fault("changed-meanwhile");
        return values;
      }),
    isDue: async (person) => isNewConfidence((await newest(person))?.at, now()),
    snapshots: async (person) => {
      const kept = await store.asMember(person.id, (q) => q.records.list("confidence"));
      return kept.map(({ at, body }) => ({ at, values: body.values }));
    },
  };
}
