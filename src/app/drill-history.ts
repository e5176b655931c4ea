/** What a member practised, chose and kept. */
import { accountOf, type DrillPassage } from "#core/drill-account.ts";
import type { DrillRun } from "#core/drill.ts";
import { summarise, type DrillSummary } from "#core/drill-summary.ts";
import type { Deps } from "./deps.ts";
import type { DrillParts } from "./drill-runs.ts";
import { Fault } from "./fault.ts";
import type { Kept, Person, Steps, Tables } from "./store.ts";

export interface PastDrill {
  runId: string;
  /** Undefined when the text is not to be found any more, as after bringing an export to another instance. */
  title: string | undefined;
  summary: DrillSummary;
}

export interface DrillAccount extends PastDrill {
  /** No screens when the text is gone. */
  passages: DrillPassage[];
}

export interface DrillHistoryCases {
  /** Newest first, those that were begun. @param skip how many of the newest to leave out */
  past(person: Person, skip: number, limit: number): Promise<{ drills: PastDrill[]; more: boolean }>;
  /** One of them, screen by screen. @throws {Fault} gone */
  account(person: Person, runId: string): Promise<DrillAccount>;
}

export function drillHistoryCases({ store }: Deps, { bank }: DrillParts): DrillHistoryCases {
  function* told(q: Tables, { id, body }: Kept<"drill">) {
    const text = yield* keptText(q, body);
    return { text, past: { runId: id, title: text?.title, summary: summarise(body) } };
  }
  const keptText = function* (q: Tables, { scenario }: DrillRun): Steps<ReturnType<typeof bank.find>> {
    const current = () => bank.all(scenario.locale).find(({ id }) => id === scenario.id);
    return bank.find(scenario.hash) ?? (yield* q.drillTexts.find(scenario.hash)) ?? current();
  };
  return {
    past: (person, skip, limit) =>
      store.asMember(person.id, function* (q) {
        const begun = (yield* q.records.list("drill")).filter(({ body }) => body.moves.length > 0);
        const drills: PastDrill[] = [];
        for (const kept of begun.slice(skip, skip + limit)) drills.push((yield* told(q, kept)).past);
        return { drills, more: begun.length > skip + limit };
      }),
    account: (person, runId) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("drill", runId);
        if (!kept) throw new Fault("gone");
        const { text, past } = yield* told(q, kept);
        const same = text?.hash === kept.body.scenario.hash;
        return { ...past, passages: text && same ? accountOf(kept.body, text) : [] };
      }),
  };
}
