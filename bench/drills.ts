/** What drills cost: a step in a scene of 10,000 screens, the check of the bank, chance at work, and stored runs. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { v7 as uuidv7 } from "uuid";
import { checkContent } from "#content/check.ts";
import { drillKind } from "#content/drills.ts";
import { loadLibrary } from "#content/library.ts";
import { loadKind } from "#content/load.ts";
import { loadWording } from "#content/wording.ts";
import type { DrillRun } from "#core/drill.ts";
import { drillScreen } from "#core/drill-screen.ts";
import type { DrillNode, Scenario } from "#core/drill-scenario.ts";
import { replayDrill, stepDrill } from "#core/drill-step.ts";
import { emptyPlan } from "#core/plan.ts";
import { openStore, type OpenStore } from "#storage/open.ts";
import { small } from "#test/core/drill-fixtures.ts";
import { at, begin, chance, fullPlan, playByChance } from "#test/core/drill-player.ts";
import { ash } from "#test/storage/harness.ts";
import { median, quantile, round, type Suite } from "./suite.ts";

const screens = 10_000;
const randomSteps = 100_000;
const storedRuns = 10_000;
const mb = 2 ** 20;

export const suite: Suite = {
  name: "drills",
  async run(report) {
    const steps = timeSteps();
    report({
      title: `One step in a scene of ${screens} screens (aim: under 1 ms)`,
      columns: ["", "p50", "p99", "unit"],
      rows: [["press and next screen", round(median(steps)), round(quantile(steps, 0.99)), "µs"]],
    });
    const { bankS, allS } = timeChecks();
    report({
      title: "Checks (aim: the bank under 2 s)",
      columns: ["", "time", "unit"],
      rows: [
        ["the bank: every path of every scenario", round(bankS), "s"],
        ["all content and all sentences", round(allS), "s"],
      ],
    });
    const chanceS = await playBank();
    report({
      title: `${randomSteps} presses by chance, each run replayed: no dead end, no screen without stop`,
      columns: ["", "time", "unit"],
      rows: [["all of them", round(chanceS), "s"]],
    });
    const memory = await openStoredRuns();
    report({
      title: `${storedRuns} stored runs, each opened, stepped and kept again`,
      columns: ["", "one at a time, sealed", "all in memory, as one might", "unit"],
      rows: [
        ["memory held after one", round(memory.oneMb), "", "MB"],
        ["memory held after all", round(memory.allMb), round(memory.heldMb), "MB"],
        ["open, step and keep", round(memory.eachMs), "", "ms"],
      ],
    });
    return {
      step_p99_us: round(quantile(steps, 0.99)),
      bank_check_s: round(bankS),
      random_steps_s: round(chanceS),
      stored_growth_mb: round(memory.allMb - memory.oneMb),
      stored_each_ms: round(memory.eachMs),
    };
  },
};

/** Screens in a row, with a branch that joins again at each. */
function longScenario(): Scenario {
  const nodes: Record<string, DrillNode> = { end: { text: "Over.", choices: [], ending: "moved-through" } };
  for (let i = 0; i < screens; i++) {
    const way = {
      tags: ["delay" as const],
      feedback: "It goes on.",
      next: i === screens - 1 ? "end" : `n${i + 1}`,
    };
    const choices = ["On", "On, slowly", "On, with somebody"].map((label) => ({ label, ...way }));
    nodes[`n${i}`] = { text: `Screen ${i}, {person|somebody}.`, choices, own: way };
  }
  return { ...small, start: "n0", nodes };
}

function timeSteps(): number[] {
  const scenario = longScenario();
  const times: number[] = [];
  let run = begin(scenario, fullPlan);
  for (const choice of ["begin", "go"]) run = press(run, scenario, choice);
  for (let i = 0; i < 2000; i++) {
    const started = performance.now();
    run = press(run, scenario, `c${(i % 3) + 1}`);
    drillScreen(run, scenario, fullPlan);
    times.push((performance.now() - started) * 1000);
  }
  return times;
}

const press = (run: DrillRun, scenario: Scenario, choice: string): DrillRun =>
  stepDrill(run, scenario, { rev: run.rev, choice }, { now: at, plan: fullPlan }).run;

function timeChecks(): { bankS: number; allS: number } {
  const wording = loadWording("content/wording.yaml");
  const seconds = (work: () => unknown): number => {
    const started = performance.now();
    work();
    return (performance.now() - started) / 1000;
  };
  return {
    bankS: seconds(() => loadKind("content", drillKind, wording)),
    allS: seconds(() => checkContent(process.cwd(), new Date().toISOString().slice(0, 10))),
  };
}

async function playBank(): Promise<number> {
  const bank = (await loadLibrary()).scenarios.all("en");
  const roll = chance(1);
  const started = performance.now();
  for (let steps = 0, game = 0; steps < randomSteps; game++) {
    const scenario = bank[game % bank.length]!;
    const played = playByChance(scenario, game % 3 === 0 ? emptyPlan : fullPlan, roll);
    if (JSON.stringify(replayDrill(played.run, scenario)) !== JSON.stringify(played.run))
      throw new Error(`${scenario.id} does not replay to the letter`);
    steps += played.steps;
  }
  return (performance.now() - started) / 1000;
}

async function openStoredRuns() {
  const dir = await mkdtemp(join(tmpdir(), "thaw-bench-"));
  const options = {
    url: `file:${join(dir, "thaw.db")}`,
    dataDir: dir,
    purpose: "sandbox" as const,
    now: () => at,
  };
  const store = await openStore(options);
  try {
    const bank = (await loadLibrary()).scenarios.all("en").filter(({ audience }) => audience === "member");
    const textOf = (run: DrillRun) => bank.find(({ hash }) => hash === run.scenario.hash)!;
    const ids = await keepRuns(store, bank);
    await stepStored(store, ids[0]!, textOf);
    const oneMb = held();
    const started = performance.now();
    for (const id of ids.slice(1)) await stepStored(store, id, textOf);
    const eachMs = (performance.now() - started) / (ids.length - 1);
    const allMb = held();
    const all = await store.asMember(ash.id, (q) => q.records.list("drill"));
    const heldMb = held();
    if (all.length !== storedRuns) throw new Error("runs were lost");
    return { oneMb, allMb, heldMb, eachMs };
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

async function keepRuns(store: OpenStore, bank: readonly Scenario[]): Promise<string[]> {
  await store.tx((q) => q.people.save(ash));
  const ids: string[] = [];
  for (let batch = 0; batch < storedRuns / 500; batch++)
    await store.asMember(ash.id, function* (q) {
      for (let n = 0; n < 500; n++) {
        const scenario = bank[n % bank.length]!;
        const body = ["begin", "go"].reduce(
          (run, choice) => press(run, scenario, choice),
          begin(scenario, fullPlan),
        );
        const id = uuidv7();
        yield* q.records.add("drill", { id, at: at + ids.length, localDate: "2026-03-02", body });
        ids.push(id);
      }
    });
  return ids;
}

async function stepStored(store: OpenStore, id: string, textOf: (run: DrillRun) => Scenario): Promise<void> {
  await store.asMember(ash.id, function* (q) {
    const kept = yield* q.records.get("drill", id);
    if (!kept) throw new Error("a run was lost");
    const body = press(kept.body, textOf(kept.body), "c1");
    yield* q.records.change("drill", id, { rev: kept.rev, body, now: at });
  });
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Megabytes of JavaScript objects that are still reachable. */
function held(): number {
  collect();
  return process.memoryUsage().heapUsed / mb;
}
