/** Sleep and routines beside feeling: the same days one above the other, to look at and not to reckon with. */
import {
  binSizeOf,
  binStart,
  groupBy,
  medianOf,
  nextBin,
  type Answer,
  type BinSize,
  type ChartSpan,
} from "./chart-data.ts";
import type { CheckIn } from "./check-in.ts";
import { dayOf } from "./days.ts";

export interface BesidePoint extends ChartSpan {
  /** Middle of the answers, 0 to 10. */
  access?: number;
  sleep?: number;
  /** For each routine of `BesideData.routines`: on how many days of the bin it was ticked. */
  ticked: number[];
  /** Days of the bin with a check-in. */
  days: number;
}

export interface BesideData {
  span: ChartSpan;
  size: BinSize;
  /** Ids, the most ticked first; those never ticked are left out. */
  routines: string[];
  points: BesidePoint[];
  checkIns: number;
  /** Days with an answer about sleep. */
  slept: number;
}

/** Rows of routines that a picture has room for. */
export const routineLimit = 5;

export function besideData(checkIns: readonly Answer<CheckIn>[], span: ChartSpan): BesideData {
  const size = binSizeOf(span);
  const own = checkIns
    .map(({ localDate, body }) => ({ day: dayOf(localDate), body }))
    .filter(({ day }) => day >= span.from && day <= span.to)
    .sort((a, b) => a.day - b.day);
  const routines = mostTicked(own.flatMap(({ body }) => body.routines ?? []));
  const points = [...groupBy(own, ({ day }) => binStart(day, size))].map(([start, group]): BesidePoint => {
    const access = medianOf(group.flatMap(({ body }) => body.access ?? []));
    const sleep = medianOf(group.flatMap(({ body }) => body.sleep ?? []));
    const daysWith = (routine: string) =>
      new Set(group.filter(({ body }) => body.routines?.includes(routine)).map(({ day }) => day)).size;
    return {
      from: Math.max(start, span.from),
      to: Math.min(nextBin(start, size) - 1, span.to),
      ...(access === undefined ? {} : { access }),
      ...(sleep === undefined ? {} : { sleep }),
      ticked: routines.map(daysWith),
      days: new Set(group.map(({ day }) => day)).size,
    };
  });
  const slept = new Set(own.filter(({ body }) => body.sleep !== undefined).map(({ day }) => day)).size;
  return { span, size, routines, points, checkIns: own.length, slept };
}

function mostTicked(ticks: string[]): string[] {
  return [...groupBy(ticks, (id) => id)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .slice(0, routineLimit)
    .map(([id]) => id);
}
