/**
 * A guided practice and one walk through it. The steps are content; the walk is plain state, so that it can be left
 * at any step and taken up a week later. Every walk ends in the close, which brings the member back to here and now,
 * whether it was finished or stopped half-way.
 */
import type { State } from "./check-in.ts";
import type { EpochMs } from "./ids.ts";

/** What attention rests on. Outside senses come first: looking inward can flood or blank some people. */
export const anchors = ["external", "movement", "creative", "breath", "body"] as const;
export type Anchor = (typeof anchors)[number];

/** What may be asked once the practice is over; each can be skipped. `landed` asks again later the same day. */
export const afterQuestions = ["state", "access", "urge", "landed"] as const;
export type AfterQuestion = (typeof afterQuestions)[number];

export interface PracticeStep {
  text: string;
  /** About how long the step takes. A hint, never a limit: the member goes on when they want to. */
  seconds: number;
  /** Another way to do the same step, for whoever the first one does not suit. */
  alt?: string;
}

/** Seconds in and out of one breath, and how many breaths: what a pacer draws. */
export interface Pacer {
  in: number;
  out: number;
  breaths: number;
}

export interface EvidenceNote {
  text: string;
  /** Where it can be read; null when the note claims nothing that would need a source. */
  source: string | null;
}

export interface Practice {
  id: string;
  version: number;
  title: string;
  /** One line said before it starts: what will happen. */
  promise: string;
  minutes: number;
  zoneFit: State[];
  anchor: Anchor;
  /** False keeps it out of suggestions: it is there for whoever picks it. */
  suggested: boolean;
  pacer?: Pacer;
  steps: PracticeStep[];
  /** Said when the member stops early, before the close. */
  exitLine: string;
  /** Orientation to now. Required, for every way out. */
  close: string;
  cautions: string[];
  evidenceNote: EvidenceNote;
  after: AfterQuestion[];
  author: string;
  review: string;
}

/** What a member says of themselves before or after. */
export interface Reading {
  state?: State;
  /** Access to feeling, 0 (shut) to 10 (fully here). */
  access?: number;
  /** 0 to 10. */
  urge?: number;
  /** Whether anything landed, 0 (nothing) to 10. */
  landed?: number;
}

export interface PracticeRun {
  version: number;
  practice: string;
  /** Version of the content at the start; a walk across a change starts again. */
  contentVersion: number;
  startedAt: EpochMs;
  /** Index of the step on the screen. */
  step: number;
  ended?: "finished" | "stopped";
  before: Reading;
  after: Reading;
  /** Answer to the question asked some hours afterwards: feelings can come with a delay. */
  later?: Reading;
}

export const practiceRunVersion = 1;

/** What a screen of the walk shows. */
export type PracticeScreen =
  | { show: "step"; step: PracticeStep; number: number; of: number; last: boolean }
  | { show: "close"; exitLine?: string; close: string; ask: AfterQuestion[] }
  /** The content was changed since the walk began: it can be started afresh. */
  | { show: "changed" }
  /** The content is no longer there. */
  | { show: "gone" };

export function beginPractice(practice: Practice, before: Reading, now: EpochMs): PracticeRun {
  return {
    version: practiceRunVersion,
    practice: practice.id,
    contentVersion: practice.version,
    startedAt: now,
    step: 0,
    before,
    after: {},
  };
}

/** The next step, or the end after the last one. A walk that has ended stays as it is. */
export function nextStep(run: PracticeRun, practice: Practice): PracticeRun {
  if (run.ended) return run;
  if (run.step + 1 < practice.steps.length) return { ...run, step: run.step + 1 };
  return { ...run, ended: "finished" };
}

/** One step back; the first stays the first. */
export function previousStep(run: PracticeRun): PracticeRun {
  return run.ended || run.step === 0 ? run : { ...run, step: run.step - 1 };
}

/** The way out that every screen offers. Nothing is asked about why. */
export function stopPractice(run: PracticeRun): PracticeRun {
  return run.ended ? run : { ...run, ended: "stopped" };
}

export function answerAfter(run: PracticeRun, reading: Reading): PracticeRun {
  return { ...run, after: { ...run.after, ...reading } };
}

export function answerLater(run: PracticeRun, reading: Reading): PracticeRun {
  return { ...run, later: { ...run.later, ...reading } };
}

/** The screen a run is at, whenever it is looked at; `practice` is undefined when the content was taken away. */
export function screenOf(run: PracticeRun, practice: Practice | undefined): PracticeScreen {
  if (!practice) return { show: "gone" };
  if (run.ended) return closing(run, practice);
  const step = practice.steps[run.step];
  if (run.contentVersion !== practice.version || !step) return { show: "changed" };
  const of = practice.steps.length;
  return { show: "step", step, number: run.step + 1, of, last: run.step + 1 === of };
}

function closing(run: PracticeRun, practice: Practice): PracticeScreen {
  const close = { show: "close", close: practice.close, ask: practice.after } as const;
  return run.ended === "stopped" ? { ...close, exitLine: practice.exitLine } : close;
}

/** Seconds from the first step to the close, as planned by the content. */
export function plannedSeconds(practice: Pick<Practice, "steps">): number {
  return practice.steps.reduce((sum, step) => sum + step.seconds, 0);
}
