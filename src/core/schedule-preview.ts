/** What a moderator sees of a schedule before it holds: its next times, and what it would clash with. */
import { contactLimits } from "./contact-limits.ts";
import type { EpochMs, Snowflake, Zone } from "./ids.ts";
import { nextOccurrence, occurrences } from "./recurrence-next.ts";
import { compileRule, type Rule } from "./recurrence.ts";
import { contactKind, type Way } from "./schedule.ts";
import { localDate } from "./wall-clock.ts";
import { cover, zoneTable } from "./zone.ts";

export interface Preview {
  /** The next five times. */
  next: EpochMs[];
  /** The first time after the next change of the clocks, if one is within a year: there it shows what happens then. */
  afterChange: EpochMs | null;
  /** The coming seven days, with the server's other schedules, in order of time. */
  week: Planned[];
  clashes: Clash[];
}

export interface Planned {
  scheduleId: string;
  at: EpochMs;
}

export type Clash =
  /** Another schedule of the server comes within a quarter of an hour. */
  | { kind: "close"; scheduleId: string; at: EpochMs; minutes: number }
  /** On one date this server alone would bring more than a member's limit lets through. */
  | { kind: "over-limit"; at: EpochMs; onThatDay: number; allowed: number }
  /** Drills beyond what a member is invited to in a week. */
  | { kind: "too-many-drills"; inWeek: number; allowed: number }
  /** On one date more posts in the channel than go through. */
  | { kind: "too-many-posts"; at: EpochMs; onThatDay: number; allowed: number };

/** A schedule as far as the preview looks. */
export interface Previewed {
  id: string;
  rule: Rule;
  /** Where it holds; for one on each member's own clock, the moderator's. */
  zone: Zone;
  kind: string;
  way: Way;
  channelId: Snowflake | null;
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
    week: plannedWeek(schedule, week, others, now),
    clashes: [
      ...closeOnes(week, others, now),
      ...(schedule.way === "channel"
        ? tooManyPosts(schedule, week, others, now)
        : [...overLimit(schedule, week, others, now), ...tooManyDrills(schedule, week, others, now)]),
    ],
  };
}

function plannedWeek({ id }: Previewed, week: EpochMs[], others: Previewed[], now: EpochMs): Planned[] {
  const theirs = others.flatMap((other) =>
    timesUntil(other, now, now + 7 * dayMs).map((at) => ({ scheduleId: other.id, at })),
  );
  return [...week.map((at) => ({ scheduleId: id, at })), ...theirs].toSorted((a, b) => a.at - b.at);
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
  if (contactKind(schedule.kind) === "drill") return [];
  const prompts = others.filter(({ kind, way }) => contactKind(kind) === "prompt" && way === "dm");
  const allowed = contactLimits.serverPromptsPerDay;
  const crowded = crowdedDay(schedule, week, prompts, now, allowed);
  return crowded ? [{ kind: "over-limit", ...crowded, allowed }] : [];
}

function tooManyPosts(schedule: Previewed, week: EpochMs[], others: Previewed[], now: EpochMs): Clash[] {
  const posts = others.filter(({ channelId, way }) => way === "channel" && channelId === schedule.channelId);
  const allowed = contactLimits.postsPerChannelAndDay;
  const crowded = crowdedDay(schedule, week, posts, now, allowed);
  return crowded ? [{ kind: "too-many-posts", ...crowded, allowed }] : [];
}

function tooManyDrills(schedule: Previewed, week: EpochMs[], others: Previewed[], now: EpochMs): Clash[] {
  if (contactKind(schedule.kind) !== "drill") return [];
  const drills = others.filter(({ kind, way }) => contactKind(kind) === "drill" && way === "dm");
  const inWeek =
    week.length + drills.reduce((sum, other) => sum + timesUntil(other, now, now + 7 * dayMs).length, 0);
  const allowed = contactLimits.drillsPerWeek;
  return inWeek > allowed ? [{ kind: "too-many-drills", inWeek, allowed }] : [];
}

/** The first date of the week on which the schedule and those beside it come more often than is allowed. */
function crowdedDay(
  { zone }: Previewed,
  week: EpochMs[],
  beside: Previewed[],
  now: EpochMs,
  allowed: number,
): { at: EpochMs; onThatDay: number } | undefined {
  const all = [...week, ...beside.flatMap((other) => timesUntil(other, now, now + 7 * dayMs))];
  for (const at of week) {
    const date = localDate(at, zone);
    const onThatDay = all.filter((one) => localDate(one, zone) === date).length;
    if (onThatDay > allowed) return { at, onThatDay };
  }
  return undefined;
}

function timesUntil({ rule, zone }: Previewed, from: EpochMs, end: EpochMs): EpochMs[] {
  const times: EpochMs[] = [];
  for (const { instant } of occurrences(compileRule(rule), zone, from)) {
    if (instant >= end || times.length >= 7 * 24 * 4) break;
    times.push(instant);
  }
  return times;
}
