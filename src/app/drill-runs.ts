/** Runs of drills: a run is a record like any other, so that it can be taken up after a restart or a week later. */
import { isOver, startDrill } from "#core/drill.ts";
import type { DrillFact, DrillNotice, DrillPhase, DrillPress, DrillRun, DrillWay } from "#core/drill.ts";
import { drillScreen, type DrillScreen } from "#core/drill-screen.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { stepDrill, type DrillStep } from "#core/drill-step.ts";
import { summarise } from "#core/drill-summary.ts";
import { drillGate, memberGate, type Refusal } from "#core/gates.ts";
import type { Plan } from "#core/plan.ts";
import { offersAfter, type Spacing } from "#core/rehearsal.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { bringToPlan } from "./drill-plan.ts";
import { standingOf } from "./drill-standing.ts";
import { offeredIn, textOf, type Place, type Scenarios } from "./drill-texts.ts";
import { Fault } from "./fault.ts";
import { present } from "./plans.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

export interface DrillView {
  runId: string;
  /** Id of the scenario. */
  scenarioId: string;
  screen: DrillScreen;
  /** Why the press was not taken; the screen is where the run is now. */
  notice?: DrillNotice;
  /** After a run that was hard for now. */
  offers: ("practice" | "easier-rung")[];
  /** The sentence found no room in the plan: the run alone keeps it. */
  planFull?: true;
}

/** The run's screen, or why there is none now. */
export type DrillAnswer = { view: DrillView } | { refused: Refusal };

export interface DrillBeginning {
  way: DrillWay;
  place: Place;
  /** The preview was read already. */
  previewed?: boolean;
}

export interface DrillRunCases {
  /** The screen that a run is at. @throws {Fault} gone, drill-gone */
  look(person: Person, runId: string): Promise<DrillView>;
  /** @throws {Fault} drill-gone */
  begin(person: Person, scenarioId: string, how: DrillBeginning): Promise<DrillAnswer>;
  /** @throws {Fault} gone, drill-gone, changed-meanwhile */
  press(person: Person, runId: string, press: DrillPress): Promise<DrillAnswer>;
}

export interface DrillParts {
  bank: Scenarios;
  spacing: Spacing;
  asker: Asker;
}

/** A seed from a fresh id: its last 8 hexadecimal digits are random. */
const seedOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(-8), 16);

export function drillRunCases(deps: Deps, parts: DrillParts): DrillRunCases {
  const { store, now } = deps;
  const { bank } = parts;
  return {
    look: (person, runId) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("drill", runId);
        if (!kept) throw new Fault("gone");
        return yield* viewOf(q, kept, yield* textOf(q, bank, kept.body));
      }),
    begin: (person, scenarioId, { way, place, previewed = false }) =>
      store.asMember(person.id, function* (q) {
        const offered = yield* offeredIn(q, bank, person, place);
        const scenario = offered.find(({ id }) => id === scenarioId);
        if (!scenario) throw new Fault("drill-gone");
        const { facts, runs } = yield* standingOf(q, person, {
          now: now(),
          bank: offered,
          spacing: parts.spacing,
        });
        // An invitation has passed its gates: hours and pace are not asked for twice.
        const [refused] = drillGate(scenario, "asked", facts);
        if (refused) return { refused };
        const same = runs.find(({ body }) => body.scenario.hash === scenario.hash);
        // Pressed twice, or looked at again: there is one run of it at its start.
        if (same && leadsIn(same.body.phase))
          return yield* previewed && same.body.phase === "preview"
            ? take(q, deps, parts, person, same.id, { rev: same.body.rev, choice: "begin" })
            : lookAt(q, same, scenario);
        return { view: yield* addRun(q, deps, person, { scenario, way, previewed }) };
      }),
    press: async (person, runId, press) => {
      const answer = await store.asMember(person.id, (q) => take(q, deps, parts, person, runId, press));
      if ("refused" in answer) return answer;
      const checks = answer.facts.filter((fact) => fact.fact === "check-asked");
      if (checks.length > 0)
        await parts.asker.ask(
          person,
          checks.map(({ checkAt }) => ({ kind: "drill-check", ref: runId, at: checkAt })),
        );
      return { view: answer.view };
    },
  };
}

function* lookAt(q: MemberTables, kept: Kept<"drill">, scenario: Scenario): Steps<DrillAnswer> {
  return { view: yield* viewOf(q, kept, scenario) };
}

/** Keeps a new run and the text that it is held to. */
export function* addRun(
  q: MemberTables,
  { now, newId }: Deps,
  person: Person,
  born: { scenario: Scenario; way: DrillWay; group?: string; previewed: boolean },
): Steps<DrillView> {
  const { scenario, previewed, ...how } = born;
  const plan = yield* present(q);
  const [id, at] = [newId(), now()];
  const fresh = startDrill(scenario, { plan, seed: seedOf(id), now: at, ...how });
  const begun: DrillStep | undefined = previewed
    ? stepDrill(fresh, scenario, { rev: fresh.rev, choice: "begin" }, { now: at, plan })
    : undefined;
  yield* q.drillTexts.keep(scenario, at);
  const day = localDate(at, person.zone, person.dayStart);
  const kept = yield* q.records.add("drill", { id, at, localDate: day, body: begun?.run ?? fresh });
  return yield* viewOf(q, kept, scenario, plan);
}

type Taken = { refused: Refusal } | { view: DrillView; facts: DrillFact[] };

function* take(
  q: MemberTables,
  deps: Deps,
  { bank, spacing }: DrillParts,
  person: Person,
  runId: string,
  press: DrillPress,
): Steps<Taken> {
  const kept = yield* q.records.get("drill", runId);
  if (!kept) throw new Fault("gone");
  const scenario = yield* textOf(q, bank, kept.body);
  const now = deps.now();
  if (leadsIn(kept.body.phase) && press.choice !== "stop") {
    const { facts } = yield* standingOf(q, person, { now, bank: [], spacing });
    const [refused] = memberGate(facts);
    if (refused) return { refused };
  }
  const plan = yield* present(q);
  const { run, facts, notice } = stepDrill(kept.body, scenario, press, { now, plan });
  if (notice) return { view: { ...(yield* viewOf(q, kept, scenario, plan)), notice }, facts };
  const changed = yield* q.records.change("drill", runId, { rev: kept.rev, body: run, now });
  if (!changed) throw new Fault("changed-meanwhile");
  yield* countForGroup(q, kept.body, run);
  const brought = yield* bringToPlan(q, deps, person, runId, facts);
  const view = yield* viewOf(q, changed, scenario, brought.plan);
  return { view: brought.full ? { ...view, planFull: true } : view, facts };
}

/** Screens before a scene, on which a run may have waited for days: what has happened since counts. */
const leadsIn = (phase: DrillPhase): boolean => phase === "preview" || phase === "arrival";

/** The first choice of a run counts for its group, once. */
function* countForGroup(q: MemberTables, before: DrillRun, after: DrillRun): Steps<void> {
  if (after.group === undefined || before.turn || !after.turn) return;
  yield* q.groupDrills.count(after.group, after.turn.choice);
}

export function* viewOf(
  q: MemberTables,
  { id, body }: Kept<"drill">,
  scenario: Scenario,
  plan?: Plan,
): Steps<DrillView> {
  const uses = body.phase === "lines" ? yield* usesOfLines(q) : {};
  const screen = drillScreen(body, scenario, plan ?? (yield* present(q)), uses);
  const offers = isOver(body) && body.phase === "finished" ? offersAfter(summarise(body)) : [];
  return { runId: id, scenarioId: scenario.id, screen, offers };
}

function* usesOfLines(q: MemberTables): Steps<Record<string, number>> {
  const uses: Record<string, number> = {};
  for (const { body } of yield* q.records.list("plan-use")) uses[body.lineId] = (uses[body.lineId] ?? 0) + 1;
  return uses;
}
