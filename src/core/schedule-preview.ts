/** What a moderator sees of a schedule before it holds: its next times, and what it would clash with. */
import { contactLimits } from "./contact-limits.ts";
import type { EpochMs, Zone } from "./ids.ts";
import { nextOccurrence, occurrences } from "./recurrence-next.ts";
import { compileRule, type Rule } from "./recurrence.ts";
import { localDate } from "./wall-clock.ts";
import { cover, zoneTable } from "./zone.ts";

export interface Preview {
  /** The next five times. */
  next: EpochMs[];
  /** The first time after the next change of the clocks, if one is within a year: there it shows what happens then. */
  afterChange: EpochMs | null;
  clashes: Clash[];
}

export type Clash =
  /** Another schedule of the server comes within a quarter of an hour. */
  | { kind: "close"; scheduleId: string; at: EpochMs; minutes: number }
  /** On one date this server alone would bring more than a member's limit lets through. */
  | { kind: "over-limit"; at: EpochMs; onThatDay: number; allowed: number };

/** A schedule as far as the preview looks. */
export interface Previewed {
  id: string;
  rule: Rule;
  /** Where it holds; for one on each member's own clock, the moderator's. */
  zone: Zone;
  kind: string;
}

const shown = 5;
const dayMs = 86_400_000;
const closeMs = 15 * 60_000;

/** @param others the server's other schedules that hold */
export function previewOf(schedule: Previewed, others: Previewed[], now: EpochMs): Preview {
  const compiled = compileRule(schedule.rule);
  const week = timesUntil(schedule, now, now + 7 * dayMs);
  return {
    next: [...occurrences(compiled, schedule.zone, now).take(shown)].map(({ instant }) => instant),
    afterChange: afterChange(schedule, now),
    clashes: [...closeOnes(week, others, now), ...overLimit(schedule, week, others, now)],
  };
}

function afterChange({ rule, zone }: Previewed, now: EpochMs): EpochMs | null {
  const change = nextChange(zone, now);
  if (change === undefined) return null;
  // A day before it, so that a time which the change itself moves is the one shown.
  return nextOccurrence(compileRule(rule), zone, change - 1)?.instant ?? null;
}

/** The next change of a zone's clocks within a year. */
export function nextChange(zone: Zone, now: EpochMs): EpochMs | undefined {
  const table = zoneTable(zone);
  cover(table, now, now + 366 * dayMs);
  const end = table.starts.at(-1)!;
  return [...table.starts].find((start) => start > now && start < now + 366 * dayMs && start < end);
}

function closeOnes(week: EpochMs[], others: Previewed[], now: EpochMs): Clash[] {
  return others.flatMap((other): Clash[] => {
    const theirs = timesUntil(other, now - closeMs, now + 7 * dayMs + closeMs);
    for (const at of week) {
      const near = theirs.find((one) => Math.abs(one - at) < closeMs);
      if (near !== undefined)
        return [
          { kind: "close", scheduleId: other.id, at, minutes: Math.round(Math.abs(near - at) / 60_000) },
        ];
    }
    return [];
  });
}

function overLimit(schedule: Previewed, week: EpochMs[], others: Previewed[], now: EpochMs): Clash[] {
  if (schedule.kind === "drill") return [];
  const prompts = others.filter(({ kind }) => kind !== "drill");
  const all = [...week, ...prompts.flatMap((other) => timesUntil(other, now, now + 7 * dayMs))];
  const allowed = contactLimits.serverPromptsPerDay;
  for (const at of week) {
    const date = localDate(at, schedule.zone);
    const onThatDay = all.filter((one) => localDate(one, schedule.zone) === date).length;
    if (onThatDay > allowed) return [{ kind: "over-limit", at, onThatDay, allowed }];
  }
  return [];
}

function timesUntil({ rule, zone }: Previewed, from: EpochMs, end: EpochMs): EpochMs[] {
  const times: EpochMs[] = [];
  for (const { instant } of occurrences(compileRule(rule), zone, from)) {
    if (instant >= end || times.length >= 7 * 24 * 4) break;
    times.push(instant);
  }
  return times;
}
