/**
 * How sure a member is of getting through each of the eight kinds of risky situation: once a month if they like, in
 * their own time, and any kind may be left out. The numbers are for looking back on; none is good or bad.
 */
import type { EpochMs } from "./ids.ts";
import type { RiskKind } from "./risk.ts";

export interface Confidence {
  version: number;
  /** 0 to 100 by tens. */
  values: Partial<Record<RiskKind, number>>;
}

export const confidenceVersion = 1;
const month = 28 * 86_400_000;

/** Four weeks after the last answers a new set begins; until then the last one goes on. */
export const isNewConfidence = (last: EpochMs | undefined, now: EpochMs): boolean =>
  last === undefined || now - last >= month;
