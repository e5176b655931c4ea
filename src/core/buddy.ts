/** Two members who agreed to be each other's person: when each may be written to, and how often. */
import type { EpochMs, MinuteOfDay, Snowflake } from "./ids.ts";

/** A message that was passed on. What it said is not kept. */
export interface Passed {
  to: Snowflake;
  at: EpochMs;
  /** Of the press that sent it: pressed twice, it goes once. */
  token: string;
  answer?: BuddyAnswer;
}

export const buddyAnswers = ["here", "later"] as const;
export type BuddyAnswer = (typeof buddyAnswers)[number];

export interface BuddyBook {
  version: number;
  /** `[from, to)` of the member's clock in which they may be written to; any hour without. */
  hours?: { from: MinuteOfDay; to: MinuteOfDay };
  /** Of the last seven days, oldest first. */
  passed: Passed[];
}

export const buddyVersion = 1;
export const emptyBook: BuddyBook = { version: buddyVersion, passed: [] };

export const buddyLimits = {
  /** People a member can have agreed with, and have asked who did not answer yet. */
  people: 3,
  asked: 3,
  /** Days after which an unanswered wish is shown no more. */
  askedDays: 14,
  /** Messages to one person. */
  perHour: 3,
  perDay: 8,
  /** Characters of a member's own words. */
  words: 300,
} as const;

const hourMs = 3_600_000;
const keptMs = 7 * 24 * hourMs;

/** Whether one more may go to this person now. */
export function mayPass({ passed }: BuddyBook, to: Snowflake, now: EpochMs): boolean {
  const within = (ms: number) => passed.filter((one) => one.to === to && now - one.at < ms).length;
  return within(hourMs) < buddyLimits.perHour && within(24 * hourMs) < buddyLimits.perDay;
}

/** The book with one more, and without what is older than a week. */
export const notePassed = (book: BuddyBook, one: Passed): BuddyBook => ({
  ...book,
  passed: [...book.passed.filter(({ at }) => one.at - at < keptMs), one],
});

export const noteAnswer = (book: BuddyBook, token: string, answer: BuddyAnswer): BuddyBook => ({
  ...book,
  passed: book.passed.map((one) => (one.token === token ? { ...one, answer } : one)),
});

/** @param minute of the wall clock of whose hours they are */
export function withinHours(hours: BuddyBook["hours"], minute: MinuteOfDay): boolean {
  if (!hours) return true;
  const { from, to } = hours;
  return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
}
