/** What came of a run, in few words: for history, spacing and the member's own charts. */
import type { DrillReading, DrillRun, DrillTakeaway, DrillText } from "./drill.ts";
import type { EpochMs } from "./ids.ts";

export interface DrillSummary {
  scenario: DrillText;
  at: EpochMs;
  /** The scene was played to its end and the reading after was reached, wherever *stop* came then. */
  completed: boolean;
  before: DrillReading;
  after: DrillReading;
  /** After minus before; absent when either was left open. */
  confidenceChange?: number;
  urgeChange?: number;
  usedLine: boolean;
  drifted: boolean;
  used: boolean;
  takeaway?: DrillTakeaway;
}

/** Phases behind the reading after: whoever stops there has rehearsed. */
const behind = ["stay-with", "takeaway", "write-takeaway"] as const;

export function summarise(run: DrillRun): DrillSummary {
  const { before, after, flags, takeaway } = run;
  const completed = run.phase === "finished" || behind.some((phase) => phase === run.stoppedIn);
  return {
    scenario: run.scenario,
    at: run.endedAt ?? run.startedAt,
    completed,
    before,
    after,
    ...change("confidenceChange", before.confidence, after.confidence),
    ...change("urgeChange", before.urge, after.urge),
    usedLine: flags.includes("own-line"),
    drifted: flags.includes("drifted"),
    used: flags.includes("used"),
    ...(takeaway ? { takeaway } : {}),
  };
}

function change(
  name: "confidenceChange" | "urgeChange",
  from: number | undefined,
  to: number | undefined,
): Pick<DrillSummary, "confidenceChange" | "urgeChange"> {
  return from === undefined || to === undefined ? {} : { [name]: to - from };
}

/** Share of answers for one choice of a group drill. */
export interface Share {
  /** Choice ids; several where each alone was under three. */
  choices: string[];
  count: number;
}

/** Fewest answers of which a group sees anything, and fewest that stand alone. */
export const spreadFrom = 10;
export const aloneFrom = 3;

/**
 * How the choices of a group drill spread: nothing under ten answers, choices under three put together so that no
 * single answer shows. A rest that is still under three is put to the smallest choice. Largest first, the rest last.
 */
export function spreadOf(counts: Readonly<Record<string, number>>): Share[] {
  const chosen = Object.entries(counts).filter(([, count]) => count > 0);
  if (chosen.reduce((sum, [, count]) => sum + count, 0) < spreadFrom) return [];
  const alone: Share[] = chosen
    .filter(([, count]) => count >= aloneFrom)
    .map(([choice, count]) => ({ choices: [choice], count }))
    .sort((a, b) => b.count - a.count);
  const few = chosen.filter(([, count]) => count < aloneFrom);
  if (few.length === 0) return alone;
  const rest: Share = {
    choices: few.map(([choice]) => choice),
    count: few.reduce((sum, [, n]) => sum + n, 0),
  };
  if (rest.count >= aloneFrom) return [...alone, rest];
  const smallest = alone.pop();
  const merged = [...(smallest?.choices ?? []), ...rest.choices];
  return [...alone, { choices: merged, count: rest.count + (smallest?.count ?? 0) }];
}
