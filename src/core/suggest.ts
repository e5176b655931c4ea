/**
 * One thing that fits the state, after a check-in. The whole rule:
 *
 * 1. Switched off: nothing.
 * 2. Urge 6 or more: the plan first.
 * 3. Within the window: give it a word if there is none yet, else a look at the plan.
 * 4. Too little or too much: a practice made for that state. What moved something for this member at least twice, and
 *    at least every other time, comes first; until there is such a one, what moved something the first time comes a
 *    second time; every third time something they have not tried yet; what made it worse twice, and more often than
 *    better, rests.
 *
 * It learns from the member's own results and from nobody else's, and says which line of the rule it used.
 */
import { anchors } from "./practice.ts";
import type { CheckIn, State } from "./check-in.ts";
import type { EpochMs } from "./ids.ts";
import type { Practice, PracticeRun, Reading } from "./practice.ts";

/** From this number on the plan comes first. */
export const planFirstFrom = 6;
/** Answered times before a practice can be said to help. */
export const timesToTell = 2;
/** Every so many results in a state, something new is offered. */
const newEvery = 3;

export interface PracticeResult {
  practice: string;
  at: EpochMs;
  before: Reading;
  after: Reading;
  later?: Reading;
}

export type Offer = { do: "plan" } | { do: "name" } | { do: "practice"; practice: string };

/** Which line of the rule was used, as data: *why this?* turns it into a sentence. */
export type Because =
  | { rule: "urge"; urge: number; from: number }
  | { rule: "no-word-yet" }
  | { rule: "steady" }
  | { rule: "moved-before"; state: State; moved: number; of: number }
  | { rule: "moved-once"; state: State }
  | { rule: "something-new"; state: State }
  | { rule: "fits"; state: State };

export type Suggestion =
  | { offer: Offer; also: Offer[]; because: Because }
  | { offer: null; also: []; because: { rule: "off" } | { rule: "nothing-fits"; state: State } };

export interface SuggestInput {
  on: boolean;
  checkIn: Pick<CheckIn, "state" | "urge" | "words">;
  practices: readonly Practice[];
  /** The member's own, in any order. */
  results: readonly PracticeResult[];
  /** Practices they do not want to be offered. */
  avoid?: readonly string[];
}

/** The suggestion and the line of the rule behind it; the same input gives the same answer. */
export function suggest(input: SuggestInput): Suggestion {
  const { on, checkIn } = input;
  if (!on) return { offer: null, also: [], because: { rule: "off" } };
  const fitting = checkIn.state === "within" ? undefined : fittingPractice(input, checkIn.state);
  if (checkIn.urge !== undefined && checkIn.urge >= planFirstFrom) {
    const because = { rule: "urge", urge: checkIn.urge, from: planFirstFrom } as const;
    return { offer: { do: "plan" }, also: fitting ? [fitting.offer] : [], because };
  }
  if (checkIn.state === "within") return whenSteady(checkIn.words);
  if (fitting) return { ...fitting, also: [] };
  return { offer: null, also: [], because: { rule: "nothing-fits", state: checkIn.state } };
}

/** A result as the rule reads it, from a walk that has ended; undefined while it goes on. */
export function resultOf(run: PracticeRun): PracticeResult | undefined {
  if (!run.ended) return undefined;
  const { practice, startedAt: at, before, after, later } = run;
  return { practice, at, before, after, ...(later && { later }) };
}

function whenSteady(words: readonly string[] | undefined): Suggestion {
  if (words && words.length > 0) return { offer: { do: "plan" }, also: [], because: { rule: "steady" } };
  return { offer: { do: "name" }, also: [{ do: "plan" }], because: { rule: "no-word-yet" } };
}

interface Tally {
  practice: Practice;
  tries: number;
  answered: number;
  moved: number;
  worse: number;
}

function fittingPractice(input: SuggestInput, state: State): { offer: Offer; because: Because } | undefined {
  const avoid = new Set(input.avoid);
  const inState = input.results.filter((result) => result.before.state === state);
  const tallies = input.practices
    .filter((practice) => practice.suggested && practice.zoneFit.includes(state) && !avoid.has(practice.id))
    .map((practice) => tallyOf(practice, inState))
    .filter(({ worse, moved }) => worse < timesToTell || worse <= moved)
    .sort(gentlestFirst);
  const untried = tallies.find(({ tries }) => tries === 0);
  const helper = tallies.filter(tellsOfHelp).sort(mostMovedFirst)[0];
  const due = inState.length % newEvery === newEvery - 1;
  if (helper && !(due && untried)) {
    return offerOf(helper, { rule: "moved-before", state, moved: helper.moved, of: helper.answered });
  }
  const once = tallies.find(({ tries, moved }) => tries === 1 && moved === 1);
  if (once && !(due && untried)) return offerOf(once, { rule: "moved-once", state });
  if ((helper || once) && untried) return offerOf(untried, { rule: "something-new", state });
  const next = tallies[0];
  return next && offerOf(next, { rule: "fits", state });
}

function offerOf({ practice }: Tally, because: Because): { offer: Offer; because: Because } {
  return { offer: { do: "practice", practice: practice.id }, because };
}

function tallyOf(practice: Practice, results: readonly PracticeResult[]): Tally {
  const own = results.filter((result) => result.practice === practice.id);
  const answered = own.filter((result) => Object.keys({ ...result.after, ...result.later }).length > 0);
  return {
    practice,
    tries: own.length,
    answered: answered.length,
    moved: answered.filter(movedSomething).length,
    worse: answered.filter(madeWorse).length,
  };
}

/** From outside the window back within; or, but for too much, or a little more access, or something landed, then or later. */
export function movedSomething({ before, after, later }: PracticeResult): boolean {
  const wasOutside = before.state !== "within" && before.state !== undefined;
  if (wasOutside && (after.state === "within" || later?.state === "within")) return true;
  if (before.state === "too-much") return false;
  return rise(before.access, after.access) >= 1 || (after.landed ?? 0) >= 1 || (later?.landed ?? 0) >= 1;
}

function madeWorse({ before, after }: PracticeResult): boolean {
  const overwhelmed = after.state === "too-much" && before.state !== "too-much";
  const shut = after.state === "too-little" && before.state === "too-much";
  return overwhelmed || shut || rise(before.access, after.access) <= -2;
}

function rise(before: number | undefined, after: number | undefined): number {
  return before === undefined || after === undefined ? 0 : after - before;
}

function tellsOfHelp({ answered, moved }: Tally): boolean {
  return moved >= timesToTell && moved * 2 >= answered;
}

function mostMovedFirst(a: Tally, b: Tally): number {
  return b.moved / b.answered - a.moved / a.answered || b.moved - a.moved || gentlestFirst(a, b);
}

/** Least tried, then outside senses before inward ones, then short before long. */
function gentlestFirst(a: Tally, b: Tally): number {
  return (
    a.tries - b.tries ||
    anchors.indexOf(a.practice.anchor) - anchors.indexOf(b.practice.anchor) ||
    a.practice.minutes - b.practice.minutes ||
    (a.practice.id < b.practice.id ? -1 : 1)
  );
}
