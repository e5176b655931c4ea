/** What a member chose in a drill, told screen by screen from its own record. */
import { circumstancesOf, rewind } from "./drill.ts";
import type { DrillMove, DrillRun } from "./drill.ts";
import { applyMove } from "./drill-moves.ts";
import { nodeOf, tellingIn } from "./drill-scenario.ts";
import type { ChoiceTag, Scenario } from "./drill-scenario.ts";
import { fillSlots } from "./drill-slots.ts";

export interface DrillPassage {
  /** The screen as it stood. */
  text: string;
  /** Words of the choice, or the member's own. */
  chose: string;
  by: "choice" | "line" | "words";
  tags: ChoiceTag[];
}

/** The run again, as a list of screens and what was done on each. @param scenario the text that the run began on */
export function accountOf(run: DrillRun, scenario: Scenario): DrillPassage[] {
  const passages: DrillPassage[] = [];
  let at = rewind(run, scenario.start);
  for (const move of run.moves) {
    const passage = passageOf(at, scenario, move);
    if (passage) passages.push(passage);
    at = applyMove(at, scenario, move).run;
  }
  return passages;
}

function passageOf(at: DrillRun, scenario: Scenario, move: DrillMove): DrillPassage | undefined {
  const node = nodeOf(scenario, at.node);
  const text = fillSlots(tellingIn(node.text, circumstancesOf(at)), at.setup.slots);
  const overScene = at.phase === "lines" || at.phase === "write-line";
  if (overScene && move.line) return { text, chose: move.line.text, by: "line", tags: ["use-my-line"] };
  if (at.phase === "own-words" && move.text !== undefined)
    return { text, chose: move.text, by: "words", tags: [] };
  const choice = at.phase === "scene" ? node.choices[Number(move.choice.slice(1)) - 1] : undefined;
  if (!choice || !move.choice.startsWith("c")) return undefined;
  return { text, chose: fillSlots(choice.label, at.setup.slots), by: "choice", tags: choice.tags };
}
