/**
 * What reaches people and when. A *schedule* belongs to a server or to one member; each recipient of it (a member, or
 * a channel) has one *due* row with its next *occurrence*; each occurrence that came due is a *delivery*.
 */
import type { ContactKind } from "./contact-limits.ts";
import type { EpochMs, Snowflake, Zone } from "./ids.ts";
import type { Rule } from "./recurrence.ts";

/** What a schedule can bring. */
export type ScheduleKind = "checkin" | "drill" | "practice" | "prompt" | "lesson" | "look-back" | "text";

/** Questions that a member asked to be asked, once each; and the word that old answers are about to become sums. */
export type QuestionKind =
  | "urge-follow-up"
  | "lapse-check"
  | "drill-check"
  | "landed-check"
  | "plan-review"
  | "retention";

/** What a due row or a delivery is about. */
export type NudgeKind = ScheduleKind | QuestionKind;

/** How a nudge reaches a member: in a DM, or by a neutral post in a channel that opens privately. */
export type Way = "dm" | "channel";

export interface Schedule {
  id: string;
  /** Whose it is: a server's, or a member's own; the other is null. */
  guildId: Snowflake | null;
  personId: Snowflake | null;
  kind: ScheduleKind;
  /** What exactly, as ids of content and small numbers; for `text` the moderators' own words. */
  content: Record<string, unknown>;
  rule: Rule;
  /** Null: each member's own. */
  zone: Zone | null;
  /** Members are spread over this many minutes, each always at the same one. */
  windowMin: number;
  way: Way;
  channelId: Snowflake | null;
  /** Seconds after which an occurrence that could not be sent is expired. */
  graceS: number;
  policy: SchedulePolicy;
  pausedUntil: EpochMs | null;
  enabled: boolean;
  /** Why Discord refused its target for good; null while it works. */
  halted: Halt | null;
  /** Raised by every change that must stop what is already on its way. */
  rev: number;
  createdBy: Snowflake | null;
  createdAt: EpochMs;
  updatedAt: EpochMs;
}

/** What a moderator decides about a schedule. */
export type ScheduleDraft = Pick<
  Schedule,
  "kind" | "content" | "rule" | "zone" | "windowMin" | "way" | "channelId" | "policy"
>;

export interface SchedulePolicy {
  /** What becomes of an occurrence in a member's quiet hours: by default it is left out. */
  quiet?: "skip" | "move";
}

export type Halt = "channel-gone" | "no-access" | "no-permission";

/** Grace by kind, seconds. */
export const graceOf = (kind: ScheduleKind): number => (kind === "drill" ? 15 : 60) * 60;

/** What a kind counts against which limit as. */
export const contactKind = (kind: string): ContactKind => (kind === "drill" ? "drill" : "prompt");

/** After a change of zone, at least this long between two nudges of one schedule. */
export const minGapMs = 6 * 3_600_000;

/**
 * A member's place within a schedule's window, in seconds: the same every day, and spread evenly over members.
 * @param windowMin minutes
 */
export function jitterOf(scheduleId: string, personId: Snowflake, windowMin: number): number {
  return windowMin <= 0 ? 0 : hash(`${scheduleId}/${personId}`) % (windowMin * 60);
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++)
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}

/** Slot numbers for a new list of times: a time that stays keeps its number, a changed one takes over a freed one. */
export function retime(
  before: { slot: number; at: number }[],
  times: number[],
): { slot: number; at: number }[] {
  const kept = new Map(before.map(({ at, slot }) => [at, slot]));
  const free = before.filter(({ at }) => !times.includes(at)).map(({ slot }) => slot);
  let fresh = Math.max(-1, ...before.map(({ slot }) => slot)) + 1;
  return times.map((at) => ({ at, slot: kept.get(at) ?? free.shift() ?? fresh++ }));
}
