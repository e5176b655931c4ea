/** What a run shows: one screen as plain data, for Discord, the private page or a terminal to draw. */
import { circumstancesOf, isOver } from "./drill.ts";
import type { DrillPhase, DrillReading, DrillRun, IfThenWords } from "./drill.ts";
import { choiceIds, isNumbered } from "./drill-choices.ts";
import type { ChoiceId, FixedRole } from "./drill-choices.ts";
import { rankLines } from "./drill-lines.ts";
import type { LineUses, RankedLine } from "./drill-lines.ts";
import { nodeOf, tellingIn } from "./drill-scenario.ts";
import type { ChoiceTag, DrillNode, Ending, Scenario } from "./drill-scenario.ts";
import { fillSlots } from "./drill-slots.ts";
import type { EpochMs } from "./ids.ts";
import type { Plan, PlanLine } from "./plan.ts";
import type { Cue } from "./urge.ts";

/** Lines of the plan on one screen. */
export const linesShown = 10;
/** Characters of a button. */
export const labelLimit = 80;

/**
 * A button. Those with a `label` bear the scene's or the member's words; the others are the same in every drill, and
 * their words belong to the view, under their `role`.
 */
export type DrillScreenChoice =
  | { id: string; role: "scene"; label: string; tags: ChoiceTag[] }
  | { id: string; role: "plan-line"; label: string; line: RankedLine }
  | { id: string; role: "takeaway"; label: string; line: IfThenWords }
  | { id: FixedRole; role: FixedRole };

export interface DrillQuestion {
  id: "state" | "urge" | "confidence";
  /** The answer so far. */
  answer?: string | number;
  /** Numbers to choose from; none for the three states. */
  scale?: { from: number; to: number; step: number };
}

export interface DrillScreen {
  kind: DrillPhase;
  rev: number;
  title: string;
  /** Prose of the scenario, slots filled: no markdown, to be escaped as a whole. "" where the view's words say all. */
  text: string;
  /** The consequence of the last choice, told before the text. */
  feedback?: string;
  /** The member's own line or words that led here, told before the feedback. */
  said?: string;
  thought?: string;
  cue?: Cue;
  ending?: Ending;
  choices: DrillScreenChoice[];
  /** To be answered with `answer` (or with `go`, which also moves on); each can be left open. */
  questions: DrillQuestion[];
  /** What `save` wants on this screen. */
  ask?: "words" | "if-then";
  /** What the form starts with when a line is mended. */
  draft?: IfThenWords;
  /** With `if-then`: a line as it could be, to show what is meant. */
  example?: IfThenWords;
  /** The member's own lapse plan. */
  lapsePlan?: PlanLine[];
  /** With `lapsePlan`: in the scene it was done, and not thought of alone. */
  wentAlong?: boolean;
  contentNotes?: string[];
  minutes?: number;
  /** End of the countdown. */
  timer?: EpochMs;
  /** Nothing can be pressed any more. */
  over: boolean;
}

type Part = Partial<DrillScreen>;

/** The screen a run is at. `plan` is the plan as it is now. */
export function drillScreen(run: DrillRun, scenario: Scenario, plan: Plan, uses: LineUses = {}): DrillScreen {
  const lines = run.phase === "lines" ? lineChoices(run, scenario, plan, uses) : [];
  const fixed = choiceIds(run, scenario).map((id) => choiceOf(id, run, scenario));
  return {
    kind: run.phase,
    rev: run.rev,
    title: scenario.title,
    text: "",
    choices: [...lines, ...fixed],
    questions: questionsOf(run, scenario),
    over: isOver(run),
    ...(run.timer === undefined ? {} : { timer: run.timer }),
    ...partOf(run, scenario, plan),
  };
}

function partOf(run: DrillRun, scenario: Scenario, plan: Plan): Part {
  const { close } = scenario;
  switch (run.phase) {
    case "preview":
      return { text: scenario.preview, contentNotes: scenario.contentNotes, minutes: scenario.minutes };
    case "scene":
      return scenePart(run, scenario);
    case "lines":
    case "write-line":
      return { ...besideScene(run, scenario), ...(run.phase === "lines" ? {} : ifThenPart(scenario)) };
    case "own-words":
      return { ...besideScene(run, scenario), ask: "words" };
    case "lapse-plan":
      return { lapsePlan: plan.lists["lapse-plan"] ?? [], wentAlong: run.flags.includes("used") };
    case "orientation":
    case "stopped":
      return { text: close.orientation };
    case "minute":
      return { text: close.minute[run.after.state ?? run.before.state ?? "within"] };
    case "write-takeaway":
      return { ...ifThenPart(scenario), ...draftOf(run) };
    default:
      return {};
  }
}

function scenePart(run: DrillRun, scenario: Scenario): Part {
  const node = nodeOf(scenario, run.node);
  return {
    ...besideScene(run, scenario),
    ...turnPart(run, scenario),
    ...(node.thought === undefined ? {} : { thought: node.thought }),
    ...(node.ending === undefined ? {} : { ending: node.ending }),
  };
}

/** The scene as it stands, without its consequence: also shown beside a list of lines. */
function besideScene(run: DrillRun, scenario: Scenario): Part {
  const node = nodeOf(scenario, run.node);
  return {
    text: fillSlots(tellingIn(node.text, circumstancesOf(run)), run.setup.slots),
    ...(node.cue === undefined ? {} : { cue: node.cue }),
  };
}

function turnPart(run: DrillRun, scenario: Scenario): Part {
  if (!run.turn) return {};
  const { node: id, choice, said } = run.turn;
  const feedback = feedbackOf(nodeOf(scenario, id), choice);
  return {
    ...(feedback === undefined ? {} : { feedback: fillSlots(feedback, run.setup.slots) }),
    ...(said === undefined ? {} : { said }),
  };
}

function feedbackOf(node: DrillNode, choice: string): string | undefined {
  if (choice === "line" || choice === "words") return node.own?.feedback;
  return node.choices[Number(choice.slice(1)) - 1]?.feedback;
}

function ifThenPart({ close: { takeaways } }: Scenario): Part {
  return { ask: "if-then", ...(takeaways[0] ? { example: takeaways[0] } : {}) };
}

function draftOf({ mending }: DrillRun): Part {
  return mending ? { draft: { cue: mending.cue ?? "", response: mending.text } } : {};
}

function lineChoices(run: DrillRun, scenario: Scenario, plan: Plan, uses: LineUses): DrillScreenChoice[] {
  return rankLines(plan, scenario, run.before.state, uses)
    .slice(0, linesShown)
    .map((line) => ({ id: `line:${line.id}`, role: "plan-line", label: cut(line.text), line }));
}

function choiceOf(id: ChoiceId, run: DrillRun, scenario: Scenario): DrillScreenChoice {
  if (isNumbered(id)) {
    const number = Number(id.slice(1)) - 1;
    const line = id.startsWith("t") ? scenario.close.takeaways[number] : undefined;
    if (line) return { id, role: "takeaway", label: cut(line.response), line };
    const choice = nodeOf(scenario, run.node).choices[number];
    const label = cut(fillSlots(choice?.label ?? "", run.setup.slots));
    return { id, role: "scene", label, tags: choice?.tags ?? [] };
  }
  return { id, role: id };
}

/** A supporter is asked how they are and how sure they feel; the urge is not theirs. */
function questionsOf(run: DrillRun, { audience }: Scenario): DrillQuestion[] {
  const urge: DrillQuestion[] =
    audience === "supporter" ? [] : [{ id: "urge", scale: { from: 0, to: 10, step: 1 } }];
  const confidence: DrillQuestion = { id: "confidence", scale: { from: 0, to: 100, step: 10 } };
  const asked: Partial<Record<DrillPhase, DrillQuestion[]>> = {
    arrival: [{ id: "state" }, ...urge, confidence],
    orientation: [{ id: "state" }],
    after: [...urge, confidence],
  };
  const reading: DrillReading = run.phase === "arrival" ? run.before : run.after;
  return (asked[run.phase] ?? []).map((question) => {
    const answer = reading[question.id];
    return answer === undefined ? question : { ...question, answer };
  });
}

function cut(text: string): string {
  if (text.length <= labelLimit) return text;
  return `${text.slice(0, labelLimit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
