/** Which buttons each screen of a drill has. *Stop* is on every one until the run is over. */
import { circumstancesOf, isOver } from "./drill.ts";
import type { DrillPhase, DrillRun } from "./drill.ts";
import { nodeOf, openChoices } from "./drill-scenario.ts";
import type { Scenario } from "./drill-scenario.ts";

/** Choices that every drill has in the same words; `line` opens the member's lines, `words` asks for their own. */
export type FixedRole =
  | "begin"
  | "another"
  | "never"
  | "answer"
  | "go"
  | "line"
  | "words"
  | "write"
  | "save"
  | "back"
  | "start"
  | "check"
  | "mend"
  | "stop";
/** `c1` is the first choice of a scene's screen, `t1` the first suggested takeaway. */
export type ChoiceId = FixedRole | `c${number}` | `t${number}`;

export const isNumbered = (id: ChoiceId): id is `c${number}` | `t${number}` => /^[ct]\d+$/.test(id);

/** Ids of the choices on the run's screen, in order; lines of the plan (`line:<id>`) are not among them. */
export function choiceIds(run: DrillRun, scenario: Scenario): ChoiceId[] {
  if (isOver(run)) return [];
  return [...ownIds(run, scenario), "stop"];
}

const fixed: Partial<Record<DrillPhase, ChoiceId[]>> = {
  preview: ["begin", "another", "never"],
  arrival: ["answer", "go"],
  lines: ["write", "back"],
  "write-line": ["save", "back"],
  "own-words": ["save", "back"],
  "lapse-plan": ["go"],
  orientation: ["answer", "go"],
  minute: ["start", "go"],
  after: ["answer", "go"],
  "stay-with": ["check", "go"],
  "write-takeaway": ["save", "back"],
};

function ownIds(run: DrillRun, scenario: Scenario): ChoiceId[] {
  if (run.phase === "scene") return sceneIds(run, scenario);
  if (run.phase === "takeaway") return takeawayIds(run, scenario);
  const ids = fixed[run.phase] ?? [];
  return run.phase === "minute" && run.timer !== undefined ? ids.filter((id) => id !== "start") : ids;
}

function sceneIds(run: DrillRun, scenario: Scenario): ChoiceId[] {
  const node = nodeOf(scenario, run.node);
  const open = openChoices(node, circumstancesOf(run)).map(({ id }) => id);
  if (!node.ending) return [...open, "line", "words"];
  // At an ending a line can still be said once; then the only way is on.
  return run.turn?.node === run.node ? ["go"] : ["go", "line", "words"];
}

function takeawayIds(run: DrillRun, scenario: Scenario): ChoiceId[] {
  const suggestions = scenario.close.takeaways.map<ChoiceId>((_, i) => `t${i + 1}`);
  const mend: ChoiceId[] = mendable(run) ? ["mend"] : [];
  return [...suggestions, ...mend, "write", "go"];
}

/** The if–then line of the plan that was used last, if any: it can be mended after the scene. */
export function mendable(run: DrillRun) {
  return run.usedLines.findLast((line) => line.id !== undefined && line.cue !== undefined);
}
