/** What the scheduler does to its tables, in bulk: due rows that move on, deliveries that are picked and settled. */
import type { EpochMs, MinuteOfDay, Snowflake, Zone } from "#core/ids.ts";
import type { Halt, NudgeKind, SchedulePolicy } from "#core/schedule.ts";
import type { DeliverySource, DeliveryState, DueRef } from "./delivery.ts";
import type { Steps } from "./steps.ts";

/** A due row with all that decides where it goes next. */
export interface DueFacts {
  dueId: string;
  /** Null on PostgreSQL, where rows have no lasting place. */
  place: Place | null;
  scheduleId: string | null;
  personId: Snowflake | null;
  guildId: Snowflake | null;
  kind: NudgeKind;
  asked: boolean;
  /** Whose turn its deliveries take: see `lanes.ts`. */
  lane: string;
  epoch: number;
  rev: number;
  nextDue: EpochMs | null;
  nextOcc: number | null;
  lastOcc: number | null;
  lastSentAt: EpochMs | null;
  jitterS: number;
  schedule: ScheduleFacts | null;
  person: PersonFacts | null;
  /** When the bot was removed from the server. */
  guildLeftAt: EpochMs | null;
  guildZone: Zone | null;
}

/** Where a row lies in the database, for as long as a transaction takes. */
export type Place = number;

export interface ScheduleFacts {
  /** As stored, JSON; see `compiledRule`. */
  rule: string;
  zone: Zone | null;
  rev: number;
  graceS: number;
  enabled: boolean;
  halted: Halt | null;
  pausedUntil: EpochMs | null;
  policy: SchedulePolicy;
  channelId: Snowflake | null;
  /** The member whose own it is; null for a server's. */
  ownerId: Snowflake | null;
}

export interface PersonFacts {
  zone: Zone;
  pausedUntil: EpochMs | null;
  quietFrom: MinuteOfDay | null;
  quietTo: MinuteOfDay | null;
  dmState: "unknown" | "open" | "closed";
  consentVersion: number | null;
}

/** What the send needs of a member beside. */
export interface RecipientFacts extends PersonFacts {
  dayStart: MinuteOfDay;
  locale: string;
  dailyCap: number;
  dmChannelId: Snowflake | null;
  ignored: number;
}

/** A due row, and where it lies if that is known: it is found there sooner than by its id. */
export type RowKey = Pick<DueFacts, "dueId" | "place">;

/** Where a due row stands from now on. */
export interface Advance extends RowKey {
  nextDue: EpochMs | null;
  nextOcc: number | null;
  lastOcc: number | null;
}

/** As `Advance`, and by which count of occurrences and revision of the schedule. */
export interface Move extends Advance {
  epoch: number;
  rev: number;
}

/** What becomes of an occurrence that comes due; its row says whose it is, which one, and when. */
export interface Arrival {
  kind: NudgeKind;
  source: DeliverySource;
  state: DeliveryState;
  reason: string | null;
  /** Null: when it comes due. */
  notBefore: EpochMs | null;
  /** From when it comes due to its deadline. */
  graceMs: number;
  /** Where a post goes; null for a member's. */
  channelId: Snowflake | null;
  late: boolean;
  /** How many older occurrences it stands for besides its own. */
  collapsed: number;
}

/** A delivery on its way: what is written back after each step. */
export interface Attempt {
  dueId: string;
  epoch: number;
  occ: number;
  personId: Snowflake | null;
  guildId: Snowflake | null;
  scheduleId: string | null;
  kind: NudgeKind;
  source: DeliverySource;
  lane: string;
  rev: number;
  dueAt: EpochMs;
  deadline: EpochMs;
  state: DeliveryState;
  reason: string | null;
  notBefore: EpochMs;
  channelId: Snowflake | null;
  late: boolean;
  collapsed: number;
  /** Attempts so far. */
  attempt: number;
  /** Since when it may have been sent; null while that is out of the question. */
  firstAttemptAt: EpochMs | null;
  owner: string | null;
  leaseUntil: EpochMs | null;
  messageId: Snowflake | null;
  ask: boolean;
  sentAt: EpochMs | null;
}

/** A delivery that is ready, with all that decides whether it may go. */
export interface Candidate {
  delivery: Attempt;
  /** Null when the due row is gone: the member left, the schedule was removed. */
  due: { epoch: number; ref: DueRef | null } | null;
  schedule: (ScheduleFacts & { content: Record<string, unknown> }) | null;
  person: RecipientFacts | null;
  guildLeftAt: EpochMs | null;
  guildZone: Zone | null;
}

/** What has reached a member since their day and their last seven days began. */
export interface ContactCounts {
  today: number;
  serverPromptsToday: number;
  drillsThisWeek: number;
  /** The last one that was not asked for was held back by the back-off. */
  heldLast: boolean;
}

export interface Lane {
  lane: string;
  ready: number;
}

export interface Queue {
  /** Due rows that have come due, the longest overdue first, each for this transaction alone. */
  overdue(now: EpochMs, limit: number): Steps<DueFacts[]>;
  /**
   * Where the longest overdue rows lie, as their places follow each other in the database: taken in that order many are
   * written in a fraction of the time. A hint that holds for a moment; empty where the order makes no difference.
   */
  backlog(now: EpochMs, limit: number): Steps<Place[]>;
  /** As `overdue`, of the rows that lie in these places: those that still are, and have come due. */
  overdueAt(now: EpochMs, places: Place[]): Steps<DueFacts[]>;
  /** Recurring rows of a member. */
  factsOfPerson(personId: Snowflake): Steps<DueFacts[]>;
  factsOfRow(dueId: string): Steps<DueFacts[]>;
  /** Recurring rows of a schedule by id, those after one, at most so many. */
  factsOfSchedule(scheduleId: string, after: string, limit: number): Steps<DueFacts[]>;
  /** For rows whose epoch and revision stay as they are: two thirds of the time of `move`. */
  advance(rows: Advance[]): Steps<void>;
  move(rows: Move[]): Steps<void>;
  /** Schedules whose due rows have to be reckoned anew, with the id after which to go on. */
  stale(limit: number): Steps<{ id: string; after: string }[]>;
  /** Sets where to go on; null when all rows are done. */
  setStale(scheduleId: string, after: string | null): Steps<void>;
  /** All schedules: after new time zone data, or a clock that went back. */
  setAllStale(): Steps<void>;
  setStaleOfGuild(guildId: Snowflake): Steps<void>;
  /** Takes the member out of a server's schedules. @returns due rows that are gone */
  endGuild(personId: Snowflake, guildId: Snowflake): Steps<string[]>;

  /**
   * Enters the occurrence at which each of these rows stands into the ledger. One that is there already stays as it is,
   * unless it was cancelled.
   */
  enter(rows: RowKey[], arrival: Arrival): Steps<void>;
  /** Whether an occurrence was dealt with, in any way but being cancelled. */
  served(dueId: string, epoch: number, occ: number): Steps<boolean>;
  lanes(now: EpochMs): Steps<Lane[]>;
  /** Those of a lane that may go, the nearest deadline first, each for this transaction alone. */
  pick(lane: string, now: EpochMs, limit: number): Steps<Candidate[]>;
  /**
   * Writes a step of a delivery, if it still is in one of these states (three at most), and in this attempt if one is
   * named. @returns whether it was
   */
  write(delivery: Attempt, from: { states: DeliveryState[]; attempt?: number }): Steps<boolean>;
  /** Deliveries that were being sent by somebody whose lease has ended, or who had a seat and is gone. */
  orphans(now: EpochMs, limit: number): Steps<Attempt[]>;
  contacts(personId: Snowflake, dayFrom: EpochMs, weekFrom: EpochMs): Steps<ContactCounts>;
  /** Posts in a channel since its day began. */
  posts(channelId: Snowflake, dayFrom: EpochMs): Steps<number>;
  /** After a nudge was sent: when its due row was last served, and one more without an answer. */
  noteSent(dueId: string, at: EpochMs, personId: Snowflake | null, counts: boolean): Steps<void>;
  /** Notes the DM channel of a member whom a message has reached. */
  noteDm(personId: Snowflake, channelId: Snowflake): Steps<void>;
  /** No DM reaches this member: their recurring ones rest until they say otherwise. */
  closeDm(personId: Snowflake): Steps<void>;
  halt(scheduleId: string, reason: Halt): Steps<void>;
  /** Removes entries of the ledger that came due before a time and are done with. @returns how many */
  purge(before: EpochMs, limit: number): Steps<number>;
  /** Gives up on what may go by now: it stays unknown, for this reason. @returns how many */
  leaveUnknown(now: EpochMs, reason: string): Steps<number>;
  counts(): Steps<{ state: DeliveryState; count: number }[]>;

  fact(key: string): Steps<string | undefined>;
  setFact(key: string, value: string): Steps<void>;
}
