/**
 * A relapse drill: the scene is content (`drill-scenario.ts`), the run is this plain state.
 *
 *     let run = startDrill(scenario, { id seed, plan, now … });
 *     show(drillScreen(run, scenario, plan));                                // drill-screen.ts
 *     const { run: next, facts, notice } = stepDrill(run, scenario, press, { now, plan });   // drill-step.ts
 *
 * A run holds everything that its course depended on (seed, what of the plan filled the scene, every press with the
 * words it brought), so it replays to the letter on any machine, whatever became of the plan or the content since.
 */
import type { State } from "./check-in.ts";
import { facetsOf } from "./drill-lines.ts";
import type { ChoiceTag, Circumstances, Ending, PlanFacet, Scenario } from "./drill-scenario.ts";
import { chooseSlots } from "./drill-slots.ts";
import type { Slots } from "./drill-slots.ts";
import type { EpochMs } from "./ids.ts";
import type { Plan } from "./plan.ts";
import type { RiskKind } from "./risk.ts";

/** How the drill came to the member. */
export type DrillWay = "asked" | "nudge" | "group";

/** Before and after; everything can be left open. */
export interface DrillReading {
  state?: State;
  /** 0 to 10. */
  urge?: number;
  /** "How sure are you that you would get through this?" 0 to 100 by tens. */
  confidence?: number;
}

/** Where a run is. The last four are over: nothing can be pressed any more. */
export type DrillPhase =
  /** What will happen, how long, what it touches. */
  | "preview"
  /** The reading before. */
  | "arrival"
  | "scene"
  /** Over a scene: the member's lines, best-matching first. */
  | "lines"
  /** Over a scene: no line yet, or a new one is wanted. */
  | "write-line"
  /** Over a scene: something else, in the member's own words. */
  | "own-words"
  /** After *drift* or *use*: the page for that hour. */
  | "lapse-plan"
  /** Back to now, and the state after. */
  | "orientation"
  | "minute"
  /** The rest of the reading after. */
  | "after"
  /** The urge rose by 3 or more, or is at 7 or more. */
  | "stay-with"
  | "takeaway"
  | "write-takeaway"
  | "finished"
  | "stopped"
  /** Not now, another one, or never this one again. */
  | "declined"
  /** The reading before was too high: it waits, a practice is offered. */
  | "held-back";

export const overPhases = ["finished", "stopped", "declined", "held-back"] as const;
export const isOver = (run: DrillRun): boolean => overPhases.some((phase) => phase === run.phase);

/** Bounds of what a member writes during a drill, in characters. */
export const drillTextLimits = { cue: 200, response: 200, words: 500 } as const;

export interface IfThenWords {
  cue: string;
  response: string;
}

/** A line of the plan as it stood when it was used. */
export interface UsedLine {
  /** Absent for one written on the spot. */
  id?: string;
  cue?: string;
  text: string;
}

/** What a member pressed. `rev` is the one of the screen it was pressed on. */
export interface DrillPress {
  rev: number;
  /** Id of one of the screen's choices. */
  choice: string;
  /** With `answer`. */
  answers?: DrillReading;
  /** With `save` on a screen that asks for words. */
  text?: string;
  /** With `save` on a screen that asks for an if–then line. */
  line?: IfThenWords;
}

/** A press that was taken, with all it depended on. */
export interface DrillMove {
  choice: string;
  at: EpochMs;
  answers?: DrillReading;
  text?: string;
  line?: UsedLine;
  /** With `line`: there was none in the plan to choose from. */
  lineless?: true;
}

/** The scene's last turn, for telling its consequence. */
export interface DrillTurn {
  node: string;
  /** `c1` …, `line` or `words`. */
  choice: string;
  /** The member's own line or words. */
  said?: string;
}

/** The text a run is held to, with what history needs of it when the text itself is gone. */
export type DrillText = Pick<Scenario, "id" | "version" | "hash" | "locale" | "kind" | "rung" | "audience">;

export interface DrillRun {
  version: 1;
  scenario: DrillText;
  seed: number;
  way: DrillWay;
  /** The group's drill that it is part of. */
  group?: string;
  startedAt: EpochMs;
  /** What the scene took from the plan at the start. */
  setup: { slots: Slots; facets: PlanFacet[] };
  phase: DrillPhase;
  /** The screen of the scene; kept when the scene is over. */
  node: string;
  turn?: DrillTurn;
  flags: string[];
  /** Facets that came up on the way, by writing a line. */
  gained: PlanFacet[];
  before: DrillReading;
  after: DrillReading;
  /** End of what is being counted down on this screen. */
  timer?: EpochMs;
  usedLines: UsedLine[];
  /** The line that is being mended. */
  mending?: UsedLine;
  takeaway?: DrillTakeaway;
  endedAt?: EpochMs;
  /** Where *stop* was pressed. */
  stoppedIn?: DrillPhase;
  /** Number of presses taken; a press on an older screen is answered by showing where the run is now. */
  rev: number;
  moves: DrillMove[];
}

export interface DrillTakeaway extends IfThenWords {
  /** The line of the plan that it mends; absent for a new one. */
  mends?: string;
}

/** What came of a press, for the app to act on or to keep. */
export type DrillFact =
  | { fact: "began"; at: EpochMs }
  | { fact: "declined"; at: EpochMs; want: "another" | "never" }
  | { fact: "reading"; at: EpochMs; when: "before" | "after"; reading: DrillReading }
  /** Offer a practice that settles or wakes; the drill waits. */
  | { fact: "held-back"; at: EpochMs; because: "urge" | "too-much" }
  | { fact: "chose"; at: EpochMs; node: string; choice: string; tags: ChoiceTag[] }
  | { fact: "line-used"; at: EpochMs; node: string; line: UsedLine }
  /** Put this line into the plan. */
  | { fact: "line-written"; at: EpochMs; kind: RiskKind; line: IfThenWords }
  | { fact: "own-words"; at: EpochMs; node: string; text: string }
  | { fact: "scene-ended"; at: EpochMs; ending: Ending; drifted: boolean; used: boolean }
  /** Show *stay with me* at once. */
  | { fact: "stay-with"; at: EpochMs; because: "rose" | "high" }
  /** The member wants one check at this time. */
  | { fact: "check-asked"; at: EpochMs; checkAt: EpochMs }
  /** Put it into the plan: a new line, or in place of the one it mends. */
  | { fact: "takeaway"; at: EpochMs; kind: RiskKind; takeaway: DrillTakeaway }
  | { fact: "finished"; at: EpochMs }
  | { fact: "stopped"; at: EpochMs; phase: DrillPhase };

/** Why a press was not taken. The run is as it was: show its screen again, with this said above it. */
export type DrillNotice =
  /** Pressed on a screen that the run has left, or pressed twice. */
  | "old-screen"
  /** No such choice on this screen. */
  | "no-such-choice"
  /** The line is no longer in the plan; the others are shown. */
  | "line-gone"
  | "text-empty"
  | "text-too-long"
  | "number-out-of-range"
  /** The scenario handed in is not the text that this run began on. */
  | "other-text"
  | "over";

export interface DrillStart {
  plan: Plan;
  /** The member's own word for their goal. */
  goal?: string;
  /** Any 32-bit number. */
  seed: number;
  way: DrillWay;
  group?: string;
  now: EpochMs;
}

/** A new run, at its preview. */
export function startDrill(scenario: Scenario, { plan, goal, seed, way, group, now }: DrillStart): DrillRun {
  const { id, version, hash, locale, kind, rung, audience, start } = scenario;
  return {
    version: 1,
    scenario: { id, version, hash, locale, kind, rung, audience },
    seed,
    way,
    ...(group === undefined ? {} : { group }),
    startedAt: now,
    setup: { slots: chooseSlots(plan, rung, seed, goal), facets: facetsOf(plan, scenario) },
    ...opening(start),
  };
}

/** The part of a run that its moves change, as it is before the first. */
function opening(start: string) {
  return {
    phase: "preview",
    node: start,
    flags: [],
    gained: [],
    before: {},
    after: {},
    usedLines: [],
    rev: 0,
    moves: [],
  } satisfies Partial<DrillRun>;
}

/** The same run before its first move. */
export function rewind(
  { version, scenario, seed, way, group, startedAt, setup }: DrillRun,
  start: string,
): DrillRun {
  const born = { version, scenario, seed, way, startedAt, setup, ...opening(start) };
  return group === undefined ? born : { ...born, group };
}

/** What the scene's conditions are judged by now. */
export function circumstancesOf(run: DrillRun): Circumstances {
  return { flags: run.flags, facets: [...run.setup.facets, ...run.gained] };
}
