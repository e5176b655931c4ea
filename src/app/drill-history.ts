/** What a member practised, chose and kept. */
import { accountOf, type DrillPassage } from "#core/drill-account.ts";
import { isOver, type DrillRun } from "#core/drill.ts";
import { summarise, type DrillSummary } from "#core/drill-summary.ts";
import type { Deps } from "./deps.ts";
import type { DrillParts } from "./drill-runs.ts";
import { Fault } from "./fault.ts";
import type { Kept, Person, Steps, Tables } from "./store.ts";

export interface PastDrill {
  runId: string;
  /** Undefined when the text is not to be found any more, as after bringing an export to another instance. */
  title: string | undefined;
  /** It goes on: nothing has ended it yet. */
  open: boolean;
  summary: DrillSummary;
}

export interface DrillAccount extends PastDrill {
  /** No screens when the text is gone. */
  passages: DrillPassage[];
}

export interface DrillHistoryCases {
  /** Newest first, those whose scene was begun. @param skip how many of the newest to leave out */
  past(person: Person, skip: number, limit: number): Promise<{ drills: PastDrill[]; more: boolean }>;
  /** One of them, screen by screen. @throws {Fault} gone */
  account(person: Person, runId: string): Promise<DrillAccount>;
}

export function drillHistoryCases({ store }: Deps, { bank }: DrillParts): DrillHistoryCases {
  function* told(q: Tables, { id, body }: Kept<"drill">) {
    const text = yield* keptText(q, body);
    const past: PastDrill = { runId: id, title: text?.title, open: !isOver(body), summary: summarise(body) };
    return { text, past };
  }
  const keptText = function* (q: Tables, { scenario }: DrillRun): Steps<ReturnType<typeof bank.find>> {
    const current = () => bank.all(scenario.locale).find(({ id }) => id === scenario.id);
    return bank.find(scenario.hash) ?? (yield* q.drillTexts.find(scenario.hash)) ?? current();
  };
  return {
    past: (person, skip, limit) =>
      store.asMember(person.id, function* (q) {
        const begun = (yield* q.records.list("drill")).filter(wasPractised);
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

/** Whoever looked at it, passed it on, or found that it was not the moment, has not practised yet. */
const wasPractised = ({ body }: Kept<"drill">): boolean =>
  body.moves.some(({ choice }) => choice === "go") && body.phase !== "held-back";
