/**
 * Between instants and what a clock on the wall shows.
 *
 * Gaps: a wall time that the clocks jumped over is read with the offset before the jump, which moves it forward by the
 * length of the gap. Overlaps: the first pass counts. Both are what ECMAScript's Temporal calls `compatible`.
 */
import { dateOf, dayOf, weekdayOfDay, type DayNumber, type Weekday } from "./days.ts";
import type { EpochMs, LocalDate, MinuteOfDay, Zone } from "./ids.ts";
import { cover, offsetAt, stretchAt, zoneTable, type ZoneTable } from "./zone.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** No zone was ever further from UTC than Manila before 1845, at −15:56. */
const farthest = 16 * 3_600_000;

/** What the wall shows at an instant. */
export interface WallTime {
  day: DayNumber;
  minute: MinuteOfDay;
}

/** @throws {RangeError} when there is no such zone */
export function wallTime(instant: EpochMs, zone: Zone): WallTime {
  const local = instant + offsetAt(zoneTable(zone), instant);
  const day = Math.floor(local / dayMs);
  return { day, minute: Math.floor((local - day * dayMs) / minuteMs) };
}

/**
 * The date that an instant belongs to for somebody in this zone whose day begins at minute `dayStart`.
 * @throws {RangeError} when there is no such zone
 */
export function localDate(instant: EpochMs, zone: Zone, dayStart: MinuteOfDay = 0): LocalDate {
  return dateOf(localDay(instant, zone, dayStart));
}

/** As `localDate`, as a day number. */
export function localDay(instant: EpochMs, zone: Zone, dayStart: MinuteOfDay = 0): DayNumber {
  const { day, minute } = wallTime(instant, zone);
  if (minute >= dayStart) return day;
  const table = zoneTable(zone);
  let before = day - 1;
  while (!dayExists(before, table)) before -= 1;
  return before;
}

/** Minutes since local midnight that the wall shows. */
export function minuteOfDay(instant: EpochMs, zone: Zone): MinuteOfDay {
  return wallTime(instant, zone).minute;
}

/** Weekday of the local date, 0 for Sunday. */
export function weekdayAt(instant: EpochMs, zone: Zone): Weekday {
  return weekdayOfDay(wallTime(instant, zone).day);
}

/**
 * The instant of a wall time, by the rules above; undefined when the whole date does not exist there, as 2011-12-30
 * in Apia.
 * @throws {RangeError} when there is no such zone or no such date in the calendar
 */
export function instantOf(date: LocalDate, minute: MinuteOfDay, zone: Zone): EpochMs | undefined {
  const table = zoneTable(zone);
  const day = dayOf(date);
  return dayExists(day, table) ? firstInstant(day * dayMs + minute * minuteMs, table) : undefined;
}

/** The first instant of a person's day: its local midnight or `dayStart`, shifted out of a gap. */
export function startOfDay(date: LocalDate, zone: Zone, dayStart: MinuteOfDay = 0): EpochMs {
  const table = zoneTable(zone);
  return firstInstant(dayOf(date) * dayMs + dayStart * minuteMs, table);
}

/** Whether a date has at least one moment in this zone. */
export function dateExists(date: LocalDate, zone: Zone): boolean {
  return dayExists(dayOf(date), zoneTable(zone));
}

/** As `dateExists`, for a day number and a table. */
export function dayExists(day: DayNumber, table: ZoneTable): boolean {
  const start = day * dayMs;
  const gap = gapAround(start, table);
  return gap === undefined || start + dayMs > gap.end;
}

/**
 * The instant of a local time (milliseconds as if it were UTC): shifted forward out of a gap, first pass of an overlap.
 */
export function firstInstant(local: number, table: ZoneTable): EpochMs {
  return allInstants(local, table)[0]!;
}

/** Every instant at which the wall shows this local time, in order; inside a gap the shifted one. */
export function allInstants(local: number, table: ZoneTable): EpochMs[] {
  cover(table, local - farthest, local + farthest);
  const found: EpochMs[] = [];
  const last = stretchAt(table, local + farthest);
  for (let index = stretchAt(table, local - farthest); index <= last; index++) {
    const instant = local - table.offsets[index]!;
    if (instant >= table.starts[index]! && instant < table.starts[index + 1]!) found.push(instant);
  }
  if (found.length === 0) found.push(local - gapAround(local, table)!.before);
  return found;
}

/** The gap that a local time lies in: its local end, and the offset before it. */
function gapAround(local: number, table: ZoneTable): { end: number; before: number } | undefined {
  cover(table, local - farthest, local + farthest);
  const last = stretchAt(table, local + farthest);
  for (let index = stretchAt(table, local - farthest) + 1; index <= last; index++) {
    const [at, before, after] = [table.starts[index]!, table.offsets[index - 1]!, table.offsets[index]!];
    if (local >= at + before && local < at + after) return { end: at + after, before };
  }
  return undefined;
}
