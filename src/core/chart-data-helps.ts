/**
 * What helps: practices and lines of the plan, with what the numbers were before and after, and how many times.
 * It shows what came after, and claims nothing about why.
 */
import { groupBy, medianOf, type Answer } from "./chart-data.ts";
import type { PlanUse } from "./plan.ts";
import type { PracticeRun } from "./practice.ts";
import type { EpochMs } from "./ids.ts";
import type { Urge } from "./urge.ts";

export type HelpMeasure = "access" | "urge";

/** One time that something was tried, with the number before and after it. */
export interface Helped {
  /** Practice or plan line; two with the same id are one row. */
  id: string;
  kind: "practice" | "line";
  measure: HelpMeasure;
  /** 0 to 10. */
  before: number;
  after: number;
}

export interface HelpRow {
  id: string;
  kind: Helped["kind"];
  times: number;
  before: number;
  after: number;
  /** After less before, each time. */
  changes: number[];
}

export interface HelpsData {
  /** More access to feeling first. */
  access: HelpRow[];
  /** Lower urge first. */
  urge: HelpRow[];
  /** Rows left out for want of room. */
  more: number;
  /** Times in all. */
  total: number;
}

/** Rows a picture has room for, in both parts together. */
export const helpRowLimit = 8;
/** Fewer times than this stand after all others: one good evening is no pattern. */
export const enoughTimes = 3;

export function helpsData(list: readonly Helped[]): HelpsData {
  const access = rowsOf(list, "access", 1);
  const urge = rowsOf(list, "urge", -1);
  // Each part has half of the room, and what the other one leaves.
  const half = helpRowLimit / 2;
  const forAccess = Math.min(access.length, Math.max(half, helpRowLimit - urge.length));
  const forUrge = Math.min(urge.length, helpRowLimit - forAccess);
  return {
    access: access.slice(0, forAccess),
    urge: urge.slice(0, forUrge),
    more: access.length - forAccess + urge.length - forUrge,
    total: list.length,
  };
}

function rowsOf(list: readonly Helped[], measure: HelpMeasure, wanted: 1 | -1): HelpRow[] {
  const groups = groupBy(
    list.filter((helped) => helped.measure === measure),
    ({ kind, id }) => `${kind} ${id}`,
  );
  return [...groups.values()]
    .map((group): HelpRow => {
      const { id, kind } = group[0]!;
      return {
        id,
        kind,
        times: group.length,
        before: medianOf(group.map(({ before }) => before))!,
        after: medianOf(group.map(({ after }) => after))!,
        changes: group.map(({ before, after }) => after - before),
      };
    })
    .sort((a, b) => few(a) - few(b) || wanted * (changeOf(b) - changeOf(a)) || b.times - a.times);
}

const few = ({ times }: HelpRow): number => (times < enoughTimes ? 1 : 0);
const changeOf = ({ before, after }: HelpRow): number => after - before;

/** Walks through practices that have a number on both sides. */
export function helpedByPractices(runs: readonly Answer<PracticeRun>[]): Helped[] {
  return runs.flatMap(({ body: { practice, before, after } }) =>
    (["access", "urge"] as const).flatMap((measure) => {
      const [from, to] = [before[measure], after[measure]];
      if (from === undefined || to === undefined) return [];
      return { id: practice, kind: "practice" as const, measure, before: from, after: to };
    }),
  );
}

/** A line used this long after an urge was logged belongs to it, where the use does not say which. */
const reach = 60 * 60_000;

/** Uses of plan lines during an urge: the last number before the use and the next one after it. */
export function helpedByLines(
  uses: readonly Answer<PlanUse>[],
  urges: readonly (Answer<Urge> & { id: string })[],
): Helped[] {
  return uses.flatMap(({ at, body: { lineId, urgeId, drillId } }) => {
    if (drillId !== undefined) return [];
    const urge = urgeId === undefined ? latestBefore(urges, at) : urges.find(({ id }) => id === urgeId);
    const readings = urge?.body.readings ?? [];
    const before = readings.findLast((reading) => reading.at <= at);
    const after = readings.find((reading) => reading.at > at && reading.at - at <= reach);
    if (!before || !after) return [];
    return {
      id: lineId,
      kind: "line" as const,
      measure: "urge" as const,
      before: before.intensity,
      after: after.intensity,
    };
  });
}

function latestBefore<U extends { at: EpochMs }>(urges: readonly U[], at: EpochMs): U | undefined {
  return urges.filter((urge) => urge.at <= at && at - urge.at <= reach).toSorted((a, b) => b.at - a.at)[0];
}
