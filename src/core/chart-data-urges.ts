/** Urges: when they come on the member's own clock, what they did next, and the guess beside what came. */
import {
  binSizeOf,
  binStart,
  medianOf,
  zoneAt,
  type Answer,
  type BinSize,
  type ChartSpan,
  type WeekSum,
  type ZoneSpan,
} from "./chart-data.ts";
import { dayOf, type DayNumber, type Weekday } from "./days.ts";
import { medianToEase, outcomeOfGuess, type Urge } from "./urge.ts";
import { minuteOfDay, weekdayAt } from "./wall-clock.ts";

export const partsOfDay = ["night", "morning", "afternoon", "evening"] as const;
/** Six hours each; the night is 0 to 6. */
export type PartOfDay = (typeof partsOfDay)[number];

export interface UrgeHeatData {
  span: ChartSpan;
  /** `cells[weekday][hour]`: how many were logged; weekday 0 is Sunday, hours as the wall showed them. */
  cells: number[][];
  /** Urges in the cells. */
  total: number;
  /** The part of the day that holds the most, when there are enough and it is not shared. */
  busiest?: { part: PartOfDay; count: number; weekday?: { weekday: Weekday; count: number } };
  /** How many in each day, week or month, sums included; bins without any are not there. */
  counts: { from: DayNumber; count: number }[];
  size: BinSize;
  /** Urges that only weekly sums remember: they have no hour any more. */
  withoutHour: number;
}

/** Below this a place in the week is chance. */
const enoughForBusiest = 8;

export function urgeHeatData(
  urges: readonly Answer<Urge>[],
  sums: readonly WeekSum[],
  zones: readonly ZoneSpan[],
  span: ChartSpan,
): UrgeHeatData {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  const own = within(urges, span);
  for (const { at } of own) {
    const zone = zoneAt(zones, at);
    cells[weekdayAt(at, zone)]![Math.floor(minuteOfDay(at, zone) / 60)]! += 1;
  }
  const kept = sums
    .map(({ week, urges: count }) => ({ from: dayOf(week), count }))
    .filter(({ from, count }) => count > 0 && from + 6 >= span.from && from <= span.to);
  const size = binSizeOf(span);
  const busiest = busiestOf(cells, own.length);
  return {
    span,
    cells,
    total: own.length,
    ...(busiest ? { busiest } : {}),
    counts: countsOf([...own.map(({ localDate }) => ({ from: dayOf(localDate), count: 1 })), ...kept], size),
    size,
    withoutHour: kept.reduce((sum, { count }) => sum + count, 0),
  };
}

export interface HeatStep {
  from: number;
  /** Absent for the last one: this and more. */
  to?: number;
}

/** Counts that share a shade, fewest first: four shades at most, one for each count while there are no more. */
export function heatSteps({ cells }: UrgeHeatData): HeatStep[] {
  const most = Math.max(...cells.flat());
  if (most <= 4) return Array.from({ length: most }, (_, index) => ({ from: index + 1, to: index + 1 }));
  const start = (step: number) => Math.floor((step * most) / 4) + 1;
  return [0, 1, 2, 3].map((step) => ({
    from: start(step),
    ...(step === 3 ? {} : { to: start(step + 1) - 1 }),
  }));
}

function within<B>(answers: readonly Answer<B>[], span: ChartSpan): Answer<B>[] {
  return answers.filter(({ localDate }) => {
    const day = dayOf(localDate);
    return day >= span.from && day <= span.to;
  });
}

function countsOf(items: { from: DayNumber; count: number }[], size: BinSize): UrgeHeatData["counts"] {
  const counts = new Map<DayNumber, number>();
  for (const { from, count } of items) {
    const start = binStart(from, size);
    counts.set(start, (counts.get(start) ?? 0) + count);
  }
  return [...counts].map(([from, count]) => ({ from, count })).sort((a, b) => a.from - b.from);
}

function busiestOf(cells: number[][], total: number): UrgeHeatData["busiest"] {
  if (total < enoughForBusiest) return undefined;
  const inPart = (weekday: number, part: number) =>
    cells[weekday]!.slice(part * 6, part * 6 + 6).reduce((sum, count) => sum + count, 0);
  const weekdays = cells.map((_, weekday) => weekday);
  const perPart = partsOfDay.map((_, part) => weekdays.reduce((sum, day) => sum + inPart(day, part), 0));
  const part = onlyHighest(perPart);
  if (part === undefined) return undefined;
  const perDay = weekdays.map((day) => inPart(day, part));
  const weekday = onlyHighest(perDay);
  const stands = weekday !== undefined && perDay[weekday]! >= 3;
  return {
    part: partsOfDay[part]!,
    count: perPart[part]!,
    ...(stands ? { weekday: { weekday, count: perDay[weekday]! } } : {}),
  };
}

/** Index of the highest value; undefined when two share it. */
function onlyHighest(values: number[]): number | undefined {
  const highest = Math.max(...values);
  const first = values.indexOf(highest);
  return values.indexOf(highest, first + 1) === -1 ? first : undefined;
}

export interface UrgeCurve {
  /** In order of time, from minute 0. */
  points: { minute: number; intensity: number }[];
}

export interface GuessPair {
  day: DayNumber;
  guess: number;
  outcome: number;
}

export interface UrgeCurvesData {
  span: ChartSpan;
  /** Urges of the span, with or without a curve. */
  urges: number;
  /** Oldest first, at most `curveLimit`; only those that were read at least twice. */
  curves: UrgeCurve[];
  /** How many curves there are in all. */
  curvesInAll: number;
  /** Minutes that the picture shows. */
  until: number;
  /** Middle of the first numbers, of those about 15 and about 30 minutes later; from three curves on. */
  middle?: { minute: number; intensity: number }[];
  /** Minutes to half the first number or less, the member's own median. */
  minutesToEase?: number;
  /** Oldest first, at most `pairLimit`. */
  pairs: GuessPair[];
  guesses: { total: number; lower: number; same: number; higher: number };
}

/** More lines than this are a thicket. */
export const curveLimit = 40;
export const pairLimit = 20;
const minute = 60_000;

export function urgeCurvesData(urges: readonly Answer<Urge>[], span: ChartSpan): UrgeCurvesData {
  const own = within(urges, span).toSorted((a, b) => a.at - b.at);
  const curves = own.flatMap(({ body }) => curveOf(body) ?? []);
  const pairs = own.flatMap((urge) => pairOf(urge) ?? []);
  const middle = middleCurve(curves);
  const minutesToEase = medianToEase(own.map(({ body }) => body));
  const longest = curves.reduce((most, { points }) => Math.max(most, points.at(-1)!.minute), 0);
  return {
    span,
    urges: own.length,
    curves: curves.slice(-curveLimit),
    curvesInAll: curves.length,
    until: longest <= 35 ? 35 : longest <= 65 ? 65 : 125,
    ...(middle ? { middle } : {}),
    ...(minutesToEase === undefined ? {} : { minutesToEase }),
    pairs: pairs.slice(-pairLimit),
    guesses: {
      total: pairs.length,
      lower: pairs.filter(({ guess, outcome }) => outcome < guess).length,
      same: pairs.filter(({ guess, outcome }) => outcome === guess).length,
      higher: pairs.filter(({ guess, outcome }) => outcome > guess).length,
    },
  };
}

function curveOf({ readings }: Urge): UrgeCurve | undefined {
  const [first] = readings;
  if (!first || readings.length < 2) return undefined;
  return { points: readings.map(({ at, intensity }) => ({ minute: (at - first.at) / minute, intensity })) };
}

function pairOf({ localDate, body }: Answer<Urge>): GuessPair | undefined {
  const outcome = outcomeOfGuess(body);
  if (body.guess === undefined || outcome === undefined) return undefined;
  return { day: dayOf(localDate), guess: body.guess, outcome };
}

function middleCurve(curves: UrgeCurve[]): UrgeCurvesData["middle"] {
  const points = [0, 15, 30].flatMap((at) => {
    const near = curves.flatMap(({ points }) => nearest(points, at) ?? []);
    const intensity = medianOf(near);
    return intensity === undefined || near.length < 3 ? [] : [{ minute: at, intensity }];
  });
  return points.length >= 2 ? points : undefined;
}

/** The reading nearest to a minute, within 7 minutes of it. */
function nearest(points: UrgeCurve["points"], at: number): number | undefined {
  const distance = (point: { minute: number }) => Math.abs(point.minute - at);
  const [best] = points.toSorted((a, b) => distance(a) - distance(b));
  return best && distance(best) <= 7 ? best.intensity : undefined;
}
