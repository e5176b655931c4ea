/**
 * What charts are drawn from: opened records, brought to spans and bins on the member's own days.
 * Nothing here knows how a chart looks; `src/charts` draws, `commands/progress` finds the words.
 */
import type { State } from "./check-in.ts";
import { civil, dayNumber, mondayOf, type DayNumber } from "./days.ts";
import type { EpochMs, LocalDate, Zone } from "./ids.ts";
import { spread, type Week } from "./week.ts";

/** The part of a kept record that charts read. */
export interface Answer<Body> {
  at: EpochMs;
  /** The member's own day, as it was where they were when they answered. */
  localDate: LocalDate;
  body: Body;
}

/** From which instant on a member lived by which zone; in order of time, the first one for all before it too. */
export interface ZoneSpan {
  from: EpochMs;
  zone: Zone;
}

/** Days from first to last, both included. */
export interface ChartSpan {
  from: DayNumber;
  to: DayNumber;
}

/** What charts need of a week whose answers are gone. Absent numbers mean that nothing was answered, never zero. */
export interface WeekSum {
  /** A Monday. */
  week: LocalDate;
  checkIns: number;
  states: Record<State, number>;
  access?: { count: number; low: number; middle: number; high: number };
  urges: number;
}

export function sumOfWeek({ week, checkIns, states, access, urges }: Week): WeekSum {
  const values = spread(access);
  const [low, middle, high] = [values[0], medianOf(values), values.at(-1)];
  const rated = low !== undefined && middle !== undefined && high !== undefined;
  return {
    week,
    checkIns,
    states: { "too-little": 0, within: 0, "too-much": 0, ...states },
    ...(rated ? { access: { count: values.length, low, middle, high } } : {}),
    urges,
  };
}

export const periods = ["weeks", "quarter", "year", "all"] as const;
export type Period = (typeof periods)[number];

const lengths = { weeks: 28, quarter: 91, year: 364 } as const;

/** The days of a period up to today. @param first the member's first day, for `all` */
export function spanOf(period: Period, today: DayNumber, first: DayNumber = today): ChartSpan {
  if (period !== "all") return { from: today - lengths[period] + 1, to: today };
  return { from: Math.min(first, today - lengths.weeks + 1), to: today };
}

/** The days of a calendar month, 1 to 12. */
export function monthSpan(year: number, month: number): ChartSpan {
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return { from: dayNumber(year, month, 1), to: next - 1 };
}

export const daysIn = ({ from, to }: ChartSpan): number => to - from + 1;

/** What one mark stands for: the longer the span, the more days. */
export type BinSize = "day" | "week" | "month";

/** So that there are 60 marks at most, or 120 in ten years. */
export function binSizeOf(span: ChartSpan): BinSize {
  const days = daysIn(span);
  return days <= 60 ? "day" : days <= 400 ? "week" : "month";
}

/** The first day of the bin that a day lies in. Weeks begin on Monday. */
export function binStart(day: DayNumber, size: BinSize): DayNumber {
  if (size === "day") return day;
  if (size === "week") return mondayOf(day);
  const { year, month } = civil(day);
  return dayNumber(year, month, 1);
}

/** The first day of the bin after the one that begins at `start`. */
export function nextBin(start: DayNumber, size: BinSize): DayNumber {
  if (size === "day") return start + 1;
  if (size === "week") return start + 7;
  const { year, month } = civil(start);
  return month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
}

/** The zone a member lived by at an instant. */
export function zoneAt(zones: readonly ZoneSpan[], at: EpochMs): Zone {
  const span = zones.findLast(({ from }) => from <= at) ?? zones[0];
  if (!span) throw new RangeError("a chart needs the member's zone");
  return span.zone;
}

/** The value below which a share of all values lies, between neighbours by proportion; undefined for none. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (low === undefined || high === undefined) return undefined;
  return low + (high - low) * (place - Math.floor(place));
}

export const medianOf = (values: readonly number[]): number | undefined => quantile(values, 0.5);

/** Items by a key, in order of first appearance. */
export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Below this many answers a picture says so and invites to come back. */
export const fewAnswers = 4;
