/**
 * The noticing ladder: five rungs from the world outside to a word and what it asks for.
 *
 * Up after two easy times, and only if the member takes the offer; down whenever they wish. It keeps no times, no
 * dates and no tally across rungs: there is nothing in it that could be timed, compared or lost.
 */

import type { EvidenceNote } from "./practice.ts";

/** From the easiest. */
export const rungs = ["outside", "body", "tone", "word", "need"] as const;
export type Rung = (typeof rungs)[number];

/** How it was. A skip is nothing: it leaves no trace. */
export type Ease = "easy" | "in-between" | "hard" | "skipped";

export interface NoticingLadder {
  version: number;
  rung: Rung;
  /** Easy times on this rung since it was stepped onto. Harder times in between take nothing away. */
  easy: number;
}

/** What a rung is and what can be tried on it. */
export interface RungText {
  id: Rung;
  version: number;
  title: string;
  /** What is noticed here, in a line. */
  about: string;
  /** Small invitations, one at a time. */
  tries: string[];
  /** Comes back to here and now. */
  close: string;
  evidenceNote: EvidenceNote;
  author: string;
  review: string;
}

/** What the screen after a step can offer. Going down is always there, without having to be earned. */
export interface LadderFacts {
  offerUp: boolean;
  canGoDown: boolean;
}

export const ladderVersion = 1;
/** Easy times on a rung before the next one is offered. */
export const easyBeforeUp = 2;

export function startLadder(): NoticingLadder {
  return { version: ladderVersion, rung: rungs[0], easy: 0 };
}

export function ladderFacts(ladder: NoticingLadder): LadderFacts {
  const at = rungs.indexOf(ladder.rung);
  return { offerUp: ladder.easy >= easyBeforeUp && at < rungs.length - 1, canGoDown: at > 0 };
}

/** One time on the rung was done, or skipped. */
export function noticed(ladder: NoticingLadder, ease: Ease): { ladder: NoticingLadder; facts: LadderFacts } {
  const next = ease === "easy" ? { ...ladder, easy: Math.min(ladder.easy + 1, easyBeforeUp) } : ladder;
  return { ladder: next, facts: ladderFacts(next) };
}

/** Takes the offer. Without an offer the ladder stays where it is. */
export function stepUp(ladder: NoticingLadder): NoticingLadder {
  return ladderFacts(ladder).offerUp ? onto(ladder, 1) : ladder;
}

/** One rung down, at any time; the lowest stays the lowest. */
export function stepDown(ladder: NoticingLadder): NoticingLadder {
  return ladderFacts(ladder).canGoDown ? onto(ladder, -1) : ladder;
}

/** "Not now": the offer goes away and comes back after two more easy times. */
export function stayOnRung(ladder: NoticingLadder): NoticingLadder {
  return { ...ladder, easy: 0 };
}

function onto(ladder: NoticingLadder, by: number): NoticingLadder {
  const rung = rungs[rungs.indexOf(ladder.rung) + by] ?? ladder.rung;
  return { ...ladder, rung, easy: 0 };
}
