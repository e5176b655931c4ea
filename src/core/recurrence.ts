/**
 * When a schedule comes round, as data: what is stored, and the compiled form that is calculated with.
 *
 * A rule speaks in wall time and knows no zone; `recurrence-next.ts` brings both together.
 */
import { dayOf, mondayOf, type DayNumber, type Weekday } from "./days.ts";
import type { LocalDate, MinuteOfDay } from "./ids.ts";

/** One time of day. The slot number stays with it when the time is edited, so that a day already served stays served. */
export interface TimeSlot {
  /** 0 to 1439. */
  slot: number;
  at: MinuteOfDay;
}

/** Which dates a rule with times falls on. All that is given must hold; nothing given is every day. */
export interface DatePattern {
  weekdays?: Weekday[];
  /** Every so many weeks, counted from the ISO week of a date. */
  everyWeeks?: { every: number; anchor: LocalDate };
  /** Which of the month's: 1 to 5, or -1 for the last. `weekdays: [1], nth: [1]` is the first Monday. */
  nth?: number[];
  /** 1 to 31, or -1 for the last day of the month. */
  monthDays?: number[];
}

/** A cron line, expanded. Null: any. */
export interface CronFields {
  minutes: number[];
  hours: number[];
  /** 1 to 31, or -1 for the last day of the month. */
  monthDays: number[] | null;
  /** 1 to 12. */
  months: number[] | null;
  /** With which of the month's: null for each of them, -1 for the last. */
  weekdays: { weekday: Weekday; nth: number | null }[] | null;
  /** The hour field is `*` or `*` with a step: such a rule runs in elapsed time, through both passes of an overlap. */
  interval: boolean;
}

/** First and last date, both included, on which a rule holds. */
interface Bounds {
  from?: LocalDate;
  until?: LocalDate;
}

export type Rule =
  | ({ kind: "times"; times: TimeSlot[]; dates: DatePattern } & Bounds)
  | ({ kind: "cron"; text: string; fields: CronFields } & Bounds);

/** What the number in an occurrence key counts. */
export const keyBasis = { slot: 0, wallMinute: 1, utcMinute: 2 } as const;

/** Bits 0 to 4 of a weekday's mask are the first to fifth of the month, bit 5 is the last one. */
export const everyNth = 0b01_1111;
export const lastNth = 0b10_0000;
/** Bit 0 of the month-day mask is the last day of the month. */
export const lastDayBit = 1;

/** A rule made ready for calculation. */
export interface CompiledRule {
  /** Ascending, without repetition; `slots` runs beside it. */
  minutes: Int16Array;
  slots: Int16Array;
  basis: number;
  /** Runs in elapsed time, through both passes of an overlap. */
  interval: boolean;
  everyDay: boolean;
  /** Per weekday from Sunday, which of the month's; null when any day will do. */
  weekdays: Uint8Array | null;
  /** Bits 1 to 31 and `lastDayBit`; 0 when any day will do. */
  monthDays: number;
  /** Bits 1 to 12; 0 when any month will do. */
  months: number;
  everyWeeks: number;
  anchorMonday: DayNumber;
  from: DayNumber;
  until: DayNumber;
}

/** A rule of plain times: every day, or on some weekdays. */
export function dailyRule(times: MinuteOfDay[], weekdays?: Weekday[]): Rule {
  return {
    kind: "times",
    times: times.map((at, slot) => ({ slot, at })),
    dates: weekdays ? { weekdays } : {},
  };
}

/** @throws {RangeError} on dates that are no dates; `checkRule` finds them first */
export function compileRule(rule: Rule): CompiledRule {
  const dates = rule.kind === "times" ? rule.dates : {};
  const weekdays = rule.kind === "times" ? patternWeekdays(rule.dates) : cronWeekdays(rule.fields.weekdays);
  const monthDays = dayMask(rule.kind === "times" ? rule.dates.monthDays : rule.fields.monthDays);
  const months = rule.kind === "times" ? 0 : bits(rule.fields.months ?? []);
  const everyWeeks = dates.everyWeeks?.every ?? 1;
  const from = rule.from === undefined ? -Infinity : dayOf(rule.from);
  const until = rule.until === undefined ? Infinity : dayOf(rule.until);
  const bounded = from !== -Infinity || until !== Infinity;
  return {
    ...compiledTimes(rule),
    everyDay: !weekdays && !monthDays && !months && everyWeeks === 1 && !bounded,
    weekdays,
    monthDays,
    months,
    everyWeeks,
    anchorMonday: dates.everyWeeks ? mondayOf(dayOf(dates.everyWeeks.anchor)) : 0,
    from,
    until,
  };
}

function compiledTimes(rule: Rule): Pick<CompiledRule, "minutes" | "slots" | "basis" | "interval"> {
  const times = rule.kind === "times" ? rule.times : cronTimes(rule.fields);
  const sorted = times.toSorted((a, b) => a.at - b.at);
  const distinct = sorted.filter(({ at }, index) => at !== sorted[index - 1]?.at);
  const interval = rule.kind === "cron" && rule.fields.interval;
  return {
    minutes: Int16Array.from(distinct, ({ at }) => at),
    slots: Int16Array.from(distinct, ({ slot }) => slot),
    basis: rule.kind === "times" ? keyBasis.slot : interval ? keyBasis.utcMinute : keyBasis.wallMinute,
    interval,
  };
}

function cronTimes({ hours, minutes }: CronFields): TimeSlot[] {
  return hours.flatMap((hour) =>
    minutes.map((minute) => ({ slot: hour * 60 + minute, at: hour * 60 + minute })),
  );
}

function patternWeekdays({ weekdays, nth }: DatePattern): Uint8Array | null {
  if (!weekdays && !nth) return null;
  const mask = nth ? nth.reduce((sum, one) => sum | nthBit(one), 0) : everyNth;
  const masks = new Uint8Array(7);
  for (const weekday of weekdays ?? [0, 1, 2, 3, 4, 5, 6]) masks[weekday] = mask;
  return masks;
}

function cronWeekdays(weekdays: CronFields["weekdays"]): Uint8Array | null {
  if (!weekdays) return null;
  const masks = new Uint8Array(7);
  for (const { weekday, nth } of weekdays) masks[weekday]! |= nth === null ? everyNth : nthBit(nth);
  return masks;
}

function nthBit(nth: number): number {
  return nth === -1 ? lastNth : 1 << (nth - 1);
}

function dayMask(days: number[] | null | undefined): number {
  return bits((days ?? []).map((day) => (day === -1 ? 0 : day)));
}

function bits(values: number[]): number {
  return values.reduce((mask, value) => mask | (1 << value), 0);
}
