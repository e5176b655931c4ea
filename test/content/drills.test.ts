import { beforeAll, describe, expect, it } from "vitest";
import { loadLibrary } from "#content/library.ts";
import { accountOf } from "#core/drill-account.ts";
import type { DrillRun } from "#core/drill.ts";
import { walkScene, type SceneState } from "#core/drill-graph.ts";
import { themes, type PlanFacet, type Scenario } from "#core/drill-scenario.ts";
import { replayDrill, stepDrill } from "#core/drill-step.ts";
import { emptyPlan } from "#core/plan.ts";
import { riskKinds } from "#core/risk.ts";
import { at, begin, chance, fullPlan, playByChance } from "#test/core/drill-player.ts";

let bank: readonly Scenario[] = [];
beforeAll(async () => {
  bank = (await loadLibrary()).scenarios.all("en");
});

/** A run at the first screen of the scene, of somebody whose plan has these parts and nothing to choose a line from. */
function atScene(scenario: Scenario, facets: readonly PlanFacet[]): DrillRun {
  const fresh = begin(scenario, emptyPlan);
  const run = { ...fresh, setup: { slots: {}, facets: [...facets] } };
  return ["begin", "go"].reduce((so, choice) => press(so, scenario, choice), run);
}

function press(run: DrillRun, scenario: Scenario, choice: string, words: object = {}): DrillRun {
  const step = stepDrill(run, scenario, { rev: run.rev, choice, ...words }, { now: at, plan: fullPlan });
  expect(step.notice, `${scenario.id} ${run.node} ${choice}`).toBeUndefined();
  return step.run;
}

/** The engine's own way to where an edge of the walk leads. */
function follow(run: DrillRun, scenario: Scenario, choice: string): DrillRun {
  if (choice === "words") return press(press(run, scenario, "words"), scenario, "save", { text: "else" });
  if (choice === "line") return press(press(run, scenario, "line"), scenario, "line:i1");
  if (choice !== "write") return press(run, scenario, choice);
  const form = press(press(run, scenario, "line"), scenario, "write");
  return press(form, scenario, "save", { line: { cue: "a", response: "b" } });
}

/** Walks every edge by pressing, and compares each arrival with what the checker's walk says. */
function pressEveryEdge(scenario: Scenario): { states: number; edges: number } {
  const walk = walkScene(scenario);
  const from = Map.groupBy(walk.edges, (edge) => edge.from.key);
  const arrived = new Map<string, DrillRun>();
  const waiting: SceneState[] = [];
  const arrive = (state: SceneState, run: DrillRun) => {
    expect(run.node, `${scenario.id} ${state.key}`).toBe(state.node);
    expect(run.phase).toBe("scene");
    for (const flag of state.flags) expect(run.flags).toContain(flag);
    if (arrived.has(state.key)) return;
    arrived.set(state.key, run);
    waiting.push(state);
  };
  for (const state of walk.states.values())
    if (state.node === scenario.start && state.flags.length === 0)
      arrive(state, atScene(scenario, state.facets));
  let edges = 0;
  for (let state = waiting.pop(); state; state = waiting.pop())
    for (const { choice, to } of from.get(state.key) ?? []) {
      edges += 1;
      arrive(to, follow(arrived.get(state.key)!, scenario, choice));
    }
  expect(arrived.size, scenario.id).toBe(walk.states.size);
  expect(edges, scenario.id).toBe(walk.edges.length);
  return { states: arrived.size, edges };
}

describe("the bank", () => {
  it("has all eight kinds in all three rungs, every theme, and a set for supporters", () => {
    const own = bank.filter(({ audience }) => audience === "member");
    for (const kind of riskKinds)
      for (const rung of [1, 2, 3] as const)
        expect(
          own.filter((s) => s.kind === kind && s.rung === rung),
          `${kind} ${rung}`,
        ).not.toHaveLength(0);
    for (const theme of themes)
      expect(
        own.filter((s) => s.themes.includes(theme)),
        theme,
      ).not.toHaveLength(0);
    expect(own.length).toBeGreaterThanOrEqual(32);
    expect(bank.filter(({ audience }) => audience === "supporter").length).toBeGreaterThanOrEqual(3);
  });

  it("is pressed through on every edge, to every state", () => {
    const sums = bank.map(pressEveryEdge);
    expect(sums.reduce((sum, { edges }) => sum + edges, 0)).toBeGreaterThan(4000);
  });

  it("never ends in nothing, whatever is pressed, and replays to the letter", () => {
    const roll = chance(20_260_302);
    let steps = 0;
    for (let game = 0; steps < 4000; game++) {
      const scenario = bank[game % bank.length]!;
      const played = playByChance(scenario, game % 3 === 0 ? emptyPlan : fullPlan, roll);
      steps += played.steps;
      const stored = JSON.parse(JSON.stringify(played.run)) as DrillRun;
      expect(replayDrill(stored, scenario)).toEqual(stored);
      const passages = accountOf(stored, scenario);
      expect(passages.every(({ text, chose }) => text !== "" && chose !== "")).toBe(true);
    }
  });
});
