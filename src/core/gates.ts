/**
 * When a drill may come, and when it waits. Pure rules over plain facts; each refusal has a reason and something to
 * offer instead. A drill that the member asks for passes more gates than one that is offered unasked.
 */
import type { DrillReading, DrillWay } from "./drill.ts";
import type { Scenario, Topic } from "./drill-scenario.ts";
import type { EpochMs, MinuteOfDay } from "./ids.ts";
import { isQuietMinute } from "./quiet-hours.ts";
import type { DrillHours } from "./settings.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** No drill within 72 hours of a lapse. */
export const lapsePauseMs = 72 * hourMs;
/** Unasked drills keep this apart, whoever brought the last one. */
export const apartMs = 24 * hourMs;
/** Unasked drills in any seven days in a row. */
export const perWeek = 2;
/** An urge or a *too much* speaks for this long; a newer reading takes its place. */
export const readingHoldsMs = 6 * hourMs;
export const highUrge = 7;
export const urgeRise = 3;
/** Completed drills of rung 1 before the others open. */
export const rungOneFirst = 2;
/** The one check after *stay with me*. */
export const checkAfterMs = 20 * minuteMs;

export type GateReason =
  | "not-opted-in"
  | "never-again"
  | "excluded-topic"
  | "after-lapse"
  | "urge-high"
  | "too-much"
  | "group-rung"
  | "rung-2-locked"
  | "rung-3-by-request"
  | "outside-hours"
  | "too-soon"
  | "week-full";

/** What to put in place of the drill. */
export type GateOffer =
  /** Say how drills are switched on. */
  | "opt-in"
  /** A practice that fits the state. */
  | "practice"
  | "stay-with-me"
  | "another-drill"
  | "rung-1-drill"
  /** The member can start one at any time by asking. */
  | "ask";

export interface Refusal {
  reason: GateReason;
  offers: GateOffer[];
  /** When this reason falls away by itself. */
  until?: EpochMs;
}

/** What a member chose for their drills. */
export interface DrillWishes {
  /** Unasked drills at all. */
  invited: boolean;
  excludedTopics: readonly Topic[];
  /** Ids of scenarios that never come again. */
  never: readonly string[];
  /** `[from, to)` on the member's clock, across midnight when `from` is later; null for any hour. */
  hours: DrillHours | null;
}

export interface GateFacts {
  now: EpochMs;
  /** The member's wall clock. */
  minute: MinuteOfDay;
  wishes: DrillWishes;
  lastLapseAt?: EpochMs;
  /** Check-ins, urges and drill readings, in any order; of each number the newest counts. */
  readings: readonly (DrillReading & { at: EpochMs })[];
  /** Drills that were begun, and invitations that were sent, in the last seven days. */
  recent: readonly { at: EpochMs; way: DrillWay }[];
  /** Completed drills of rung 1, ever. */
  rungOneDone: number;
}

/**
 * Every reason why this drill cannot come this way now, the weightiest first; none when it can. Who opens a group's
 * drill has pressed a button, at an hour of their own choice: that is opting in.
 */
export function drillGate(scenario: Scenario, way: DrillWay, facts: GateFacts): Refusal[] {
  return [
    ...(way === "nudge" ? [optIn(facts)] : []),
    ...memberGate(facts),
    wish(scenario, facts),
    rung(scenario, way, facts),
    ...(way === "nudge" ? [hours(facts)] : []),
    ...(way === "asked" ? [] : pace(facts)),
  ].filter((refusal) => refusal !== undefined);
}

/** Reasons that hold for every drill: the member has something else to look after now. */
export function memberGate(facts: GateFacts): Refusal[] {
  return [afterLapse(facts), currentState(facts)].filter((refusal) => refusal !== undefined);
}

function optIn({ wishes }: GateFacts): Refusal | undefined {
  return wishes.invited ? undefined : { reason: "not-opted-in", offers: ["opt-in"] };
}

function afterLapse({ now, lastLapseAt }: GateFacts): Refusal | undefined {
  if (lastLapseAt === undefined || now - lastLapseAt >= lapsePauseMs) return undefined;
  return { reason: "after-lapse", offers: ["practice"], until: lastLapseAt + lapsePauseMs };
}

function currentState({ now, readings }: GateFacts): Refusal | undefined {
  const recent = readings.filter(({ at }) => now - at < readingHoldsMs).toSorted((a, b) => b.at - a.at);
  const urge = recent.find((reading) => reading.urge !== undefined);
  if (urge && holdsBack({ urge: urge.urge ?? 0 }))
    return { reason: "urge-high", offers: ["stay-with-me", "practice"], until: urge.at + readingHoldsMs };
  const state = recent.find((reading) => reading.state !== undefined);
  if (state?.state !== "too-much") return undefined;
  return { reason: "too-much", offers: ["practice"], until: state.at + readingHoldsMs };
}

function wish({ id, topics }: Scenario, { wishes }: GateFacts): Refusal | undefined {
  if (wishes.never.includes(id)) return { reason: "never-again", offers: ["another-drill"] };
  if (topics.some((topic) => wishes.excludedTopics.includes(topic)))
    return { reason: "excluded-topic", offers: ["another-drill"] };
  return undefined;
}

function rung(scenario: Scenario, way: DrillWay, { rungOneDone }: GateFacts): Refusal | undefined {
  if (scenario.audience === "supporter" || scenario.rung === 1) return undefined;
  if (way === "group") return { reason: "group-rung", offers: ["rung-1-drill"] };
  if (rungOneDone < rungOneFirst) return { reason: "rung-2-locked", offers: ["rung-1-drill"] };
  return scenario.rung === 3 && way !== "asked"
    ? { reason: "rung-3-by-request", offers: ["ask", "rung-1-drill"] }
    : undefined;
}

function hours({ minute, wishes }: GateFacts): Refusal | undefined {
  if (!wishes.hours) return undefined;
  const { from, to } = wishes.hours;
  return from === to || isQuietMinute({ from, to }, minute)
    ? undefined
    : { reason: "outside-hours", offers: ["ask"] };
}

function pace({ now, recent }: GateFacts): Refusal[] {
  const refusals: Refusal[] = [];
  const last = Math.max(...recent.map(({ at }) => at));
  if (now - last < apartMs) refusals.push({ reason: "too-soon", offers: ["ask"], until: last + apartMs });
  const week = recent
    .filter(({ at, way }) => way !== "asked" && now - at < 7 * dayMs)
    .map(({ at }) => at)
    .sort((a, b) => b - a);
  const full = week[perWeek - 1];
  if (full !== undefined) refusals.push({ reason: "week-full", offers: ["ask"], until: full + 7 * dayMs });
  return refusals;
}

/** The reading before a drill that lets it wait. */
export function holdsBack({ state, urge }: DrillReading): "urge" | "too-much" | undefined {
  if (urge !== undefined && urge >= highUrge) return "urge";
  return state === "too-much" ? "too-much" : undefined;
}

/** The reading after a drill that opens *stay with me*. */
export function staysWith(before: DrillReading, after: DrillReading): "rose" | "high" | undefined {
  if (after.urge === undefined) return undefined;
  if (before.urge !== undefined && after.urge - before.urge >= urgeRise) return "rose";
  return after.urge >= highUrge ? "high" : undefined;
}
