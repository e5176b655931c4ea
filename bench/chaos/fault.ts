/** What a file of faults exports. */
import type { Result } from "./rig.ts";

export interface Strength {
  /** Nudges that are due while the fault lasts. */
  nudges: number;
  /** How often the fault comes. */
  times: number;
  /** An empty PostgreSQL database. */
  database(): Promise<string>;
  random(): number;
}

export interface Outcome extends Result {
  /** How often the fault came. */
  faults: number;
  /** From the end of the fault until an answer was kept again, in seconds. */
  backAfterS: number;
  /** … until nothing was left to be sent. */
  settledAfterS: number;
  /** Share of the nudges' budget that was used while the fault lasted, where that is measured. */
  budgetUsed?: number;
}

export interface ChaosFault {
  name: string;
  what: string;
  /** @throws with a sentence when something did not hold */
  run(strength: Strength): Promise<Outcome>;
}
