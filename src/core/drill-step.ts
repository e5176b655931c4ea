/** One press of a drill: run + press → run + facts. Total: whatever is pressed, nothing throws and nothing is lost. */
import { drillTextLimits, isOver, rewind } from "./drill.ts";
import type {
  DrillFact,
  DrillMove,
  DrillNotice,
  DrillPress,
  DrillReading,
  DrillRun,
  IfThenWords,
  UsedLine,
} from "./drill.ts";
import { rankLines } from "./drill-lines.ts";
import { applyMove } from "./drill-moves.ts";
import type { Scenario } from "./drill-scenario.ts";
import { choiceIds, type ChoiceId } from "./drill-choices.ts";
import type { EpochMs } from "./ids.ts";
import type { Plan } from "./plan.ts";

export interface DrillContext {
  now: EpochMs;
  /** The plan as it is now, for the line that is pressed. */
  plan: Plan;
}

export interface DrillStep {
  run: DrillRun;
  facts: DrillFact[];
  /** Set when the press was not taken. */
  notice?: DrillNotice;
}

/**
 * Takes a press. A press that cannot be taken (an old screen, a line deleted meanwhile, a number out of range) leaves
 * the run as it was and says why in `notice`.
 */
export function stepDrill(
  run: DrillRun,
  scenario: Scenario,
  press: DrillPress,
  context: DrillContext,
): DrillStep {
  const back = press.rev === run.rev - 1 ? waysOutOfForm(run) : [];
  if (back.length === 0) return takePress(run, scenario, press, context);
  const before = back.reduce((so, choice) => applyMove(so, scenario, { choice, at: context.now }).run, run);
  const step = takePress(before, scenario, { ...press, rev: before.rev }, context);
  return step.notice ? { run, facts: [], notice: "old-screen" } : step;
}

/**
 * A form lies over the screen that it was called from. Whoever closes it unsent sees that screen again and presses on
 * there: these choices lead back to it. None where no form is open.
 */
function waysOutOfForm({ phase, moves }: DrillRun): ChoiceId[] {
  const asks = phase === "write-line" || phase === "own-words" || phase === "write-takeaway";
  if (!asks) return [];
  return phase === "write-line" && moves.at(-1)?.choice === "write" ? ["back", "line"] : ["back"];
}

function takePress(
  run: DrillRun,
  scenario: Scenario,
  press: DrillPress,
  { now, plan }: DrillContext,
): DrillStep {
  const refused = refusal(run, scenario, press);
  if (refused) return { run, facts: [], notice: refused };
  const made = makeMove(run, scenario, press, { plan, now });
  if (typeof made === "string") return { run, facts: [], notice: made };
  return applyMove(run, scenario, made);
}

function refusal(run: DrillRun, scenario: Scenario, press: DrillPress): DrillNotice | undefined {
  if (scenario.hash !== run.scenario.hash) return "other-text";
  if (isOver(run)) return "over";
  if (press.rev !== run.rev) return "old-screen";
  // A line of the plan is looked up below: it may have gone since the screen was drawn.
  if (run.phase === "lines" && press.choice.startsWith("line:")) return undefined;
  return choiceIds(run, scenario).some((id) => id === press.choice) ? undefined : "no-such-choice";
}

/** The press with everything it depends on, so that it can be taken again later without plan or clock. */
function makeMove(
  run: DrillRun,
  scenario: Scenario,
  press: DrillPress,
  { plan, now: at }: DrillContext,
): DrillMove | DrillNotice {
  const { choice } = press;
  if (run.phase === "lines" && choice.startsWith("line:")) {
    const line = lineToUse(plan, scenario, run, choice.slice("line:".length));
    return line ? { choice: "line", at, line } : "line-gone";
  }
  if (choice === "answer" || press.answers) {
    const answers = checkAnswers(press.answers ?? {});
    return answers ? { choice, at, answers } : "number-out-of-range";
  }
  if (choice === "line" && rankLines(plan, scenario, run.before.state).length === 0)
    return { choice, at, lineless: true };
  if (choice === "save" && run.phase === "own-words") return wordsMove(press.text ?? "", at);
  if (choice === "save") return lineMove(press.line ?? { cue: "", response: "" }, at);
  return { choice, at };
}

function lineToUse(plan: Plan, scenario: Scenario, run: DrillRun, id: string): UsedLine | undefined {
  const line = rankLines(plan, scenario, run.before.state).find((l) => l.id === id);
  if (!line) return undefined;
  return { id, text: line.text, ...(line.cue === undefined ? {} : { cue: line.cue }) };
}

function wordsMove(words: string, at: EpochMs): DrillMove | DrillNotice {
  const text = words.trim();
  if (text === "") return "text-empty";
  return text.length > drillTextLimits.words ? "text-too-long" : { choice: "save", at, text };
}

function lineMove(words: IfThenWords, at: EpochMs): DrillMove | DrillNotice {
  const cue = words.cue.trim();
  const response = words.response.trim();
  if (cue === "" || response === "") return "text-empty";
  if (cue.length > drillTextLimits.cue || response.length > drillTextLimits.response) return "text-too-long";
  return { choice: "save", at, line: { cue, text: response } };
}

/** Only what was answered; undefined when a number is out of range. */
function checkAnswers({ state, urge, confidence }: DrillReading): DrillReading | undefined {
  if (state !== undefined && !["too-little", "within", "too-much"].includes(state)) return undefined;
  if (urge !== undefined && !inSteps(urge, 10, 1)) return undefined;
  if (confidence !== undefined && !inSteps(confidence, 100, 10)) return undefined;
  return {
    ...(state === undefined ? {} : { state }),
    ...(urge === undefined ? {} : { urge }),
    ...(confidence === undefined ? {} : { confidence }),
  };
}

const inSteps = (value: number, most: number, step: number) =>
  Number.isInteger(value / step) && value >= 0 && value <= most;

/** The run again from its first screen, by its own record: equal to the run itself. */
export function replayDrill(run: DrillRun, scenario: Scenario): DrillRun {
  return run.moves.reduce((state, move) => applyMove(state, scenario, move).run, rewind(run, scenario.start));
}
