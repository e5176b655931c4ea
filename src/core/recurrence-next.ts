/**
 * The next occurrence of a rule in a zone.
 *
 * Far from any change of the clocks this is plain arithmetic. Near one, every local time of the days around is mapped
 * to its instants and the earliest wins, because a time that was shifted out of a gap may come after later ones
 * (Nuuk's 23:30 fell on 00:30 of the next date).
 */
import { nextDay } from "./recurrence-days.ts";
import { keyBasis, type CompiledRule } from "./recurrence.ts";
import type { DayNumber } from "./days.ts";
import type { EpochMs, Zone } from "./ids.ts";
import { allInstants, dayExists, firstInstant } from "./wall-clock.ts";
import { cover, offsetAt, stretchAt, zoneTable, type ZoneTable } from "./zone.ts";

export interface Occurrence {
  instant: EpochMs;
  /** The calendar date it was meant for; a shift across midnight does not change it. */
  day: DayNumber;
  /** Number that identifies the occurrence within its schedule for good: its nominal date and slot. */
  key: number;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * The first occurrence strictly after an instant; undefined when the rule never comes again.
 * @throws {RangeError} when there is no such zone
 */
export function nextOccurrence(rule: CompiledRule, zone: Zone, after: EpochMs): Occurrence | undefined {
  const table = zoneTable(zone);
  const index = stretchAt(table, after);
  if (after >= table.settled[index]!) {
    const found = withinStretch(rule, table.offsets[index]!, after);
    if (found === undefined || found.instant < table.starts[index + 1]!) return found;
  }
  return amongTransitions(rule, table, after);
}

/** Occurrences one after the other; it ends when the rule does. */
export function* occurrences(rule: CompiledRule, zone: Zone, after: EpochMs): Generator<Occurrence> {
  for (let at = nextOccurrence(rule, zone, after); at; at = nextOccurrence(rule, zone, at.instant)) yield at;
}

/** As if the offset never changed. */
function withinStretch(rule: CompiledRule, offset: number, after: EpochMs): Occurrence | undefined {
  const local = after + offset;
  const today = Math.floor(local / dayMs);
  const slot = slotAfter(rule.minutes, (local - today * dayMs) / minuteMs);
  if (slot < rule.minutes.length) {
    const day = rule.everyDay ? today : nextDay(rule, today);
    if (day === undefined) return undefined;
    return occurrenceOf(rule, day, day === today ? slot : 0, offset);
  }
  const day = rule.everyDay ? today + 1 : nextDay(rule, today + 1);
  return day === undefined ? undefined : occurrenceOf(rule, day, 0, offset);
}

function occurrenceOf(rule: CompiledRule, day: DayNumber, slot: number, offset: number): Occurrence {
  const instant = day * dayMs + rule.minutes[slot]! * minuteMs - offset;
  return { instant, day, key: keyOf(rule, day, slot, instant) };
}

function keyOf(rule: CompiledRule, day: DayNumber, slot: number, instant: EpochMs): number {
  const count =
    rule.basis === keyBasis.utcMinute ? Math.floor(instant / minuteMs) : day * 1440 + rule.slots[slot]!;
  return count * 4 + rule.basis;
}

/** Index of the first of the ascending minutes that is later than `minute`. */
function slotAfter(minutes: Int16Array, minute: number): number {
  let low = 0;
  let high = minutes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (minutes[middle]! > minute) high = middle;
    else low = middle + 1;
  }
  return low;
}

function amongTransitions(rule: CompiledRule, table: ZoneTable, after: EpochMs): Occurrence | undefined {
  const today = Math.floor((after + offsetAt(table, after)) / dayMs);
  let best: Occurrence | undefined;
  let lastDay = Infinity;
  let day = nextDay(rule, today - 2);
  while (day !== undefined && day <= lastDay) {
    best = earliestOf(rule, table, day, after, best);
    // A later date can only come earlier when it was this one that a gap had moved.
    if (best) lastDay = Math.floor((best.instant + offsetAt(table, best.instant)) / dayMs) + 1;
    day = nextDay(rule, day + 1);
  }
  return best;
}

/** The earliest occurrence after `after` on one nominal date, or `best` if that one is earlier still. */
function earliestOf(
  rule: CompiledRule,
  table: ZoneTable,
  day: DayNumber,
  after: EpochMs,
  best: Occurrence | undefined,
): Occurrence | undefined {
  if (!dayExists(day, table)) return best;
  const [least, most] = offsetsAround(table, day);
  let found = best;
  for (let slot = 0; slot < rule.minutes.length; slot++) {
    const local = day * dayMs + rule.minutes[slot]! * minuteMs;
    if (local - least <= after) continue;
    if (found && local - most >= found.instant) break;
    const instants = rule.interval ? allInstants(local, table) : [firstInstant(local, table)];
    const instant = instants.find((one) => one > after);
    if (instant !== undefined && (!found || instant < found.instant))
      found = { instant, day, key: keyOf(rule, day, slot, instant) };
  }
  return found;
}

/** The least and the greatest offset in force around a local date. */
function offsetsAround(table: ZoneTable, day: DayNumber): [number, number] {
  cover(table, (day - 1) * dayMs, (day + 2) * dayMs);
  const first = stretchAt(table, (day - 1) * dayMs);
  const last = stretchAt(table, (day + 2) * dayMs);
  const offsets = table.offsets.subarray(first, last + 1);
  return [Math.min(...offsets), Math.max(...offsets)];
}
