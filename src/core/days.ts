/**
 * Calendar dates without a zone, and their arithmetic.
 *
 * Inside, a date is a day number (days since 1970-01-01, may be negative); outside, it is `YYYY-MM-DD`. The conversion
 * is Howard Hinnant's (https://howardhinnant.github.io/date_algorithms.html), proleptic Gregorian.
 */
import type { LocalDate } from "./ids.ts";

/** Days since 1970-01-01. */
export type DayNumber = number;
/** 0 is Sunday, 6 is Saturday. */
export type Weekday = number;

export interface Civil {
  year: number;
  /** 1 to 12. */
  month: number;
  /** 1 to 31. */
  day: number;
}

/** The day number of a year, a month from 1 to 12 and a day of the month; a day past the end runs into the next month. */
export function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Year, month and day of the month of a day number. */
export function civil(dayNumber: DayNumber): Civil {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function daysInMonth(year: number, month: number): number {
  return month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1);
}

export function weekdayOfDay(day: DayNumber): Weekday {
  return (((day + 4) % 7) + 7) % 7;
}

/** `YYYY-MM-DD` of a day number, for the years 0 to 9999. */
export function dateOf(day: DayNumber): LocalDate {
  const { year, month, day: dayOfMonth } = civil(day);
  return `${String(year).padStart(4, "0")}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`;
}

/** The day number of a `YYYY-MM-DD`; undefined for other text and for dates that the calendar does not have. */
export function parseDate(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** @throws {RangeError} for anything but a real date */
export function dayOf(date: LocalDate): DayNumber {
  const day = parseDate(date);
  if (day === undefined) throw new RangeError(`Not a date: ${date}`);
  return day;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return dateOf(dayOf(date) + days);
}

/** Days from one date to another; negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayOf(to) - dayOf(from);
}

export function weekday(date: LocalDate): Weekday {
  return weekdayOfDay(dayOf(date));
}

/** The Monday of the ISO week that a day lies in. */
export function mondayOf(day: DayNumber): DayNumber {
  return day - ((weekdayOfDay(day) + 6) % 7);
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
