/** What was counted, fault by fault, and the file that keeps the newest count of each. */
import { keep, kept, setting, type Setting } from "../record.ts";
import type { Outcome } from "./fault.ts";

export type Count = Outcome & Partial<Setting>;

const summed = ["faults", "nudges", "twice", "lost", "told", "missing", "torn"] as const;
export type Total = Record<(typeof summed)[number], number>;

/** With figures as exact as they mean something. */
export const count = (outcome: Outcome): Count => ({
  ...outcome,
  backAfterS: tenths(outcome.backAfterS),
  settledAfterS: tenths(outcome.settledAfterS),
  ...(outcome.budgetUsed === undefined ? {} : { budgetUsed: Number(outcome.budgetUsed.toFixed(3)) }),
});

const tenths = (seconds: number): number => Number(seconds.toFixed(1));

export function total(counts: Record<string, Count>): Total {
  const all = Object.values(counts);
  const sum = (key: keyof Total) => all.reduce((before, one) => before + one[key], 0);
  return Object.fromEntries(summed.map((key) => [key, sum(key)])) as Total;
}

/** Puts new counts in the place of the older ones of the same faults. @returns the sum of all that are kept */
export function keepCounts(counts: Record<string, Count>): Total {
  const before = kept("chaos") as { faults: Record<string, Count> } | undefined;
  const here = setting();
  const stamped = Object.entries(counts).map(([name, one]) => [name, { ...here, ...one }] as const);
  const faults = { ...before?.faults, ...Object.fromEntries(stamped) };
  const all = total(faults);
  keep("chaos", { total: all, faults });
  return all;
}
