/** Relapse drills: a run is a record like any other, so that it can be taken up after a restart or a week later. */
import {
  isOver,
  startDrill,
  type DrillFact,
  type DrillNotice,
  type DrillPress,
  type DrillRun,
  type DrillWay,
} from "#core/drill.ts";
import { drillScreen, type DrillScreen } from "#core/drill-screen.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { stepDrill } from "#core/drill-step.ts";
import { addEntry, removeEntry, type Plan } from "#core/plan.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import { present } from "./plans.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

/** The bank, checked at the start. A run keeps to the text it began on, found by its hash. */
export interface Scenarios {
  all(locale: string): readonly Scenario[];
  find(hash: string): Scenario | undefined;
}

export interface DrillView {
  runId: string;
  screen: DrillScreen;
  /** Why the press was not taken; the screen is where the run is now. */
  notice?: DrillNotice;
}

export interface DrillCases {
  /** What can be rehearsed, in the member's language. */
  choices(person: Person): readonly Scenario[];
  /** The newest run that is not over. */
  unfinished(person: Person): Promise<DrillView | undefined>;
  begin(person: Person, scenarioId: string, way: DrillWay): Promise<DrillView>;
  press(person: Person, runId: string, press: DrillPress): Promise<DrillView>;
  /** How often each scenario was finished: id → times. */
  finished(person: Person): Promise<Map<string, number>>;
}

/** A seed from a fresh id: its last 8 hexadecimal digits are random. */
const seedOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(-8), 16);

export function drillCases({ store, now, newId }: Deps, scenarios: Scenarios, later: Asker): DrillCases {
  const textOf = (run: DrillRun): Scenario => {
    const scenario = scenarios.find(run.scenario.hash);
    if (!scenario) throw new Fault("drill-gone");
    return scenario;
  };
  return {
    choices: ({ locale }) => scenarios.all(locale).filter(({ audience }) => audience === "member"),
    unfinished: (person) =>
      store.asMember(person.id, function* (q) {
        const [newest] = yield* q.records.list("drill", { limit: 1 });
        if (!newest || isOver(newest.body) || !scenarios.find(newest.body.scenario.hash)) return undefined;
        return viewOf(newest, textOf(newest.body), yield* present(q));
      }),
    begin: (person, scenarioId, way) =>
      store.asMember(person.id, function* (q) {
        const scenario = scenarios.all(person.locale).find(({ id }) => id === scenarioId);
        if (!scenario) throw new Fault("drill-gone");
        const plan = yield* present(q);
        const [id, at] = [newId(), now()];
        const body = startDrill(scenario, { plan, seed: seedOf(id), way, now: at });
        const kept = yield* q.records.add("drill", {
          id,
          at,
          localDate: localDate(at, person.zone, person.dayStart),
          body,
        });
        return viewOf(kept, scenario, plan);
      }),
    press: async (person, runId, press) => {
      const { view, facts } = await store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("drill", runId);
        if (!kept) throw new Fault("gone");
        const scenario = textOf(kept.body);
        const plan = yield* present(q);
        const { run, facts, notice } = stepDrill(kept.body, scenario, press, { now: now(), plan });
        if (notice) return { view: { ...viewOf(kept, scenario, plan), notice }, facts };
        const changed = yield* q.records.change("drill", runId, { rev: kept.rev, body: run, now: now() });
        if (!changed) throw new Fault("changed-meanwhile");
        return { view: viewOf(changed, scenario, yield* keepFacts(q, person, runId, plan, facts)), facts };
      });
      const checks = facts.filter((fact) => fact.fact === "check-asked");
      if (checks.length > 0)
        await later.ask(
          person,
          checks.map(({ checkAt }) => ({ kind: "drill-check", ref: runId, at: checkAt })),
        );
      return view;
    },
    finished: async (person) => {
      const runs = await store.asMember(person.id, (q) => q.records.list("drill"));
      const counts = new Map<string, number>();
      for (const { body } of runs) {
        if (body.phase === "finished") counts.set(body.scenario.id, (counts.get(body.scenario.id) ?? 0) + 1);
      }
      return counts;
    },
  };

  /** What a press brought for the plan: lines used, a line written, the takeaway. @returns the plan after it */
  function* keepFacts(
    q: MemberTables,
    person: Person,
    drillId: string,
    plan: Plan,
    facts: DrillFact[],
  ): Steps<Plan> {
    const stamped = <B>(body: B) => ({
      id: newId(),
      at: now(),
      localDate: localDate(now(), person.zone, person.dayStart),
      body,
    });
    let next = plan;
    for (const fact of facts) {
      if (fact.fact === "line-used" && fact.line.id)
        yield* q.records.add("plan-use", stamped({ lineId: fact.line.id, drillId }));
      if (fact.fact === "line-written")
        next = addEntry(next, "if-then", newId(), [fact.line.cue, fact.line.response]);
      if (fact.fact === "takeaway") {
        const { cue, response, mends } = fact.takeaway;
        next = addEntry(mends ? removeEntry(next, mends) : next, "if-then", mends ?? newId(), [
          cue,
          response,
        ]);
      }
    }
    if (next !== plan) yield* q.records.add("plan", stamped(next));
    return next;
  }
}

const viewOf = (kept: Kept<"drill">, scenario: Scenario, plan: Plan): DrillView => ({
  runId: kept.id,
  screen: drillScreen(kept.body, scenario, plan),
});
