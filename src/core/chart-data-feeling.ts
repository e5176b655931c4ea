/** Feeling over weeks: access and state, day by day, and whether the range of it widens. */
import {
  binSizeOf,
  binStart,
  daysIn,
  groupBy,
  medianOf,
  nextBin,
  quantile,
  type Answer,
  type BinSize,
  type ChartSpan,
  type WeekSum,
} from "./chart-data.ts";
import { states, type CheckIn, type State } from "./check-in.ts";
import { dayOf, type DayNumber } from "./days.ts";

/** Lowest, middle and highest answer among several, 0 to 10. */
export interface Range {
  low: number;
  middle: number;
  high: number;
}

/** One mark: a day, a week or a month with answers. A bin without any is not there at all. */
export interface FeelingPoint extends ChartSpan {
  checkIns: number;
  states: Record<State, number>;
  /** How many of the check-ins say how open feeling was. */
  answers: number;
  access?: Range;
}

/** From the lowest to the highest answer of a week (of the bin itself where that is longer). */
export interface RangeFrame extends ChartSpan {
  low: number;
  high: number;
}

/** Where the middle half of all answers lay: a quarter below, a quarter above. */
export interface MiddleHalf {
  low: number;
  high: number;
}

export interface FeelingData {
  span: ChartSpan;
  size: BinSize;
  points: FeelingPoint[];
  frames: RangeFrame[];
  checkIns: number;
  states: Record<State, number>;
  /** The first half of the span beside the second, when both hold enough answers to tell. */
  spread?: { early: MiddleHalf; late: MiddleHalf; change: "wider" | "narrower" | "alike" };
  /** Before this day only weekly sums are kept. */
  sumsUntil?: DayNumber;
}

/** Answers on each side that it takes to say anything about the range. */
const enoughToCompare = 6;

export function feelingData(
  checkIns: readonly Answer<CheckIn>[],
  sums: readonly WeekSum[],
  span: ChartSpan,
): FeelingData {
  const size = binSizeOf(span);
  const own = checkIns
    .map(({ localDate, body }) => ({ day: dayOf(localDate), body }))
    .filter(({ day }) => day >= span.from && day <= span.to)
    .sort((a, b) => a.day - b.day);
  const kept = sums
    .map((sum) => ({ sum, from: dayOf(sum.week) }))
    .filter(({ from, sum }) => from + 6 >= span.from && from <= span.to && sum.checkIns > 0)
    .sort((a, b) => a.from - b.from);
  const points = [
    ...kept.map(({ sum, from }) => pointOfSum(sum, from, size, span)),
    ...[...groupBy(own, ({ day }) => binStart(day, size))].map(([start, group]) =>
      pointOf(
        start,
        size,
        group.map(({ body }) => body),
        span,
      ),
    ),
  ];
  const total = zeroStates();
  for (const point of points) for (const state of states) total[state] += point.states[state];
  const spread = spreadOf(own, span);
  return {
    span,
    size,
    points: merged(points),
    frames: framesOf(points, size, span),
    checkIns: points.reduce((sum, point) => sum + point.checkIns, 0),
    states: total,
    ...(spread ? { spread } : {}),
    ...(kept.length > 0 ? { sumsUntil: kept.at(-1)!.from + 7 } : {}),
  };
}

const zeroStates = (): Record<State, number> => ({ "too-little": 0, within: 0, "too-much": 0 });

function clip(from: DayNumber, to: DayNumber, span: ChartSpan): ChartSpan {
  return { from: Math.max(from, span.from), to: Math.min(to, span.to) };
}

function pointOf(start: DayNumber, size: BinSize, bodies: CheckIn[], span: ChartSpan): FeelingPoint {
  const counts = zeroStates();
  for (const { state } of bodies) counts[state] += 1;
  const answers = bodies.map((body) => body.access).filter((value) => value !== undefined);
  const access = rangeOf(answers);
  return {
    ...clip(start, nextBin(start, size) - 1, span),
    checkIns: bodies.length,
    states: counts,
    answers: answers.length,
    ...(access ? { access } : {}),
  };
}

function pointOfSum(sum: WeekSum, from: DayNumber, size: BinSize, span: ChartSpan): FeelingPoint {
  // A week that reaches into the next month counts to the month of its Monday.
  const start = size === "month" ? binStart(from, size) : from;
  const end = size === "month" ? nextBin(start, size) - 1 : from + 6;
  const { checkIns, access } = sum;
  return {
    ...clip(start, end, span),
    checkIns,
    states: sum.states,
    answers: access?.count ?? 0,
    ...(access ? { access: { low: access.low, middle: access.middle, high: access.high } } : {}),
  };
}

function rangeOf(values: number[]): Range | undefined {
  const middle = medianOf(values);
  if (middle === undefined) return undefined;
  return {
    low: values.reduce((a, b) => Math.min(a, b)),
    middle,
    high: values.reduce((a, b) => Math.max(a, b)),
  };
}

/** Points of the same bin as one: weekly sums within a month, or sums and answers where they meet. */
function merged(points: FeelingPoint[]): FeelingPoint[] {
  return [...groupBy(points, ({ from, to }) => `${from} ${to}`).values()]
    .map((group) => group.reduce(joined))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

function joined(a: FeelingPoint, b: FeelingPoint): FeelingPoint {
  const access = a.access && b.access ? joinedRange(a, b, a.access, b.access) : (a.access ?? b.access);
  const counts = zeroStates();
  for (const state of states) counts[state] = a.states[state] + b.states[state];
  return {
    from: a.from,
    to: a.to,
    checkIns: a.checkIns + b.checkIns,
    states: counts,
    answers: a.answers + b.answers,
    ...(access ? { access } : {}),
  };
}

/** The middle of two middles, by how many answers stand behind each: near enough where the answers are gone. */
function joinedRange(a: FeelingPoint, b: FeelingPoint, one: Range, other: Range): Range {
  return {
    low: Math.min(one.low, other.low),
    middle: (one.middle * a.answers + other.middle * b.answers) / (a.answers + b.answers),
    high: Math.max(one.high, other.high),
  };
}

function framesOf(points: FeelingPoint[], size: BinSize, span: ChartSpan): RangeFrame[] {
  const frameSize = size === "day" ? "week" : size;
  return [...groupBy(points, ({ from }) => binStart(from, frameSize))].flatMap(([start, group]) => {
    const ranges = group.map(({ access }) => access).filter((access) => access !== undefined);
    // One answer is no range.
    if (group.reduce((sum, { answers }) => sum + answers, 0) < 2) return [];
    return {
      ...clip(start, nextBin(start, frameSize) - 1, span),
      low: Math.min(...ranges.map(({ low }) => low)),
      high: Math.max(...ranges.map(({ high }) => high)),
    };
  });
}

function spreadOf(own: { day: DayNumber; body: CheckIn }[], span: ChartSpan): FeelingData["spread"] {
  const middle = span.from + daysIn(span) / 2;
  const access = (late: boolean) =>
    own.flatMap(({ day, body }) =>
      day >= middle === late && body.access !== undefined ? [body.access] : [],
    );
  const early = middleHalf(access(false));
  const late = middleHalf(access(true));
  if (!early || !late) return undefined;
  const growth = late.high - late.low - (early.high - early.low);
  return { early, late, change: growth >= 1 ? "wider" : growth <= -1 ? "narrower" : "alike" };
}

function middleHalf(values: number[]): MiddleHalf | undefined {
  const [low, high] = [quantile(values, 0.25), quantile(values, 0.75)];
  if (values.length < enoughToCompare || low === undefined || high === undefined) return undefined;
  return { low, high };
}
