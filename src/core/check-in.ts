/** A check-in: twenty seconds of noticing. Only the first question is asked of everybody; all else may be skipped. */

import type { EpochMs } from "./ids.ts";

/** Where a member is in their window of tolerance. */
export const states = ["too-little", "within", "too-much"] as const;
export type State = (typeof states)[number];
export const isState = (text: unknown): text is State => states.some((state) => state === text);

/** Wording of the questions this answer was given to, so that charts compare like with like. */
export const checkInVersion = 1;

export interface CheckIn {
  version: number;
  state: State;
  /** Access to feeling, 0 (shut) to 10 (fully here). */
  access?: number;
  /** −3 to +3. */
  mood?: number;
  /** 0 to 10. */
  urge?: number;
  /** Last night's sleep, 0 to 10. */
  sleep?: number;
  /** Ids of body sensations. */
  body?: string[];
  /** Up to two words: ids of the word finder, or the member's own. */
  words?: string[];
  /** Ids of routines that were ticked. */
  routines?: string[];
  note?: string;
  /** When it was made, where it was put on an earlier day afterwards. */
  madeAt?: EpochMs;
}
