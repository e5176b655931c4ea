/** Plays drills as nobody would: any button, any number, by chance from a seed. */
import { isOver, startDrill } from "#core/drill.ts";
import type { DrillPress, DrillReading, DrillRun } from "#core/drill.ts";
import { drillScreen, type DrillScreen } from "#core/drill-screen.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { stepDrill, type DrillStep } from "#core/drill-step.ts";
import { emptyPlan, type Plan } from "#core/plan.ts";

export const at = Date.UTC(2026, 2, 2, 20);

/** A plan with something in every part that a scene can ask for. */
export const fullPlan: Plan = {
  ...emptyPlan,
  people: [{ id: "p1", name: "Sam" }],
  ifThen: [
    { id: "i1", cue: "the old chat lights up", response: "the phone goes into the drawer" },
    {
      id: "i2",
      cue: "it all goes flat",
      response: "shoes on, to the corner and back",
      kind: "negative-emotion",
    },
  ],
  lists: {
    first15: [{ id: "f1", text: "Out of the room. Water." }],
    reasons: [{ id: "r1", text: "my sister" }],
    "safer-places": [{ id: "s1", text: "the library" }],
    "lapse-plan": [{ id: "l1", text: "Stop where it is. Tell one person." }],
    "when-too-little": [{ id: "w1", text: "cold water" }],
  },
};

/** Numbers in [0, 1) from a seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const begin = (scenario: Scenario, plan: Plan, seed = 1): DrillRun =>
  startDrill(scenario, { plan, seed, way: "asked", now: at });

/** One press by chance, of those that the screen offers; `stop` seldom, so that runs get somewhere. */
export function anyPress(shown: DrillScreen, roll: () => number): DrillPress {
  const offered = shown.choices.filter(({ id }) => id !== "stop" || roll() < 0.05);
  const choice = offered[Math.floor(roll() * offered.length)]?.id ?? "stop";
  const press: DrillPress = { rev: shown.rev, choice };
  if (choice === "answer") return { ...press, answers: anyReading(roll) };
  if (choice !== "save") return press;
  return shown.ask === "words"
    ? { ...press, text: "something else" }
    : { ...press, line: { cue: "it comes", response: "I go" } };
}

function anyReading(roll: () => number): DrillReading {
  const reading: DrillReading = {};
  if (roll() < 0.5) reading.urge = Math.floor(roll() * 8);
  if (roll() < 0.5) reading.confidence = Math.floor(roll() * 11) * 10;
  if (roll() < 0.3) reading.state = roll() < 0.5 ? "within" : "too-little";
  return reading;
}

export interface Played {
  run: DrillRun;
  steps: number;
}

/** Presses until the run is over. @throws when it ends in nothing, or a screen has no *stop* */
export function playByChance(scenario: Scenario, plan: Plan, roll: () => number): Played {
  let run = begin(scenario, plan, Math.floor(roll() * 2 ** 32));
  let steps = 0;
  for (; !isOver(run); steps++) {
    const shown = drillScreen(run, scenario, plan);
    if (!shown.choices.some(({ id }) => id === "stop"))
      throw new Error(`${scenario.id}: no way to stop at ${run.phase} of ${run.node}`);
    const step: DrillStep = stepDrill(run, scenario, anyPress(shown, roll), { now: at + steps * 1000, plan });
    if (step.notice) throw new Error(`${scenario.id}: ${step.notice} at ${run.phase} of ${run.node}`);
    run = step.run;
  }
  return { run, steps };
}
