/** The tables of schedules and nudges, as verbs. What the scheduler alone needs of them is in `queue.ts`. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { NudgeKind, Schedule, ScheduleDraft, Way } from "#core/schedule.ts";
import type { DeliverySource, DeliveryState, DueRef } from "./delivery.ts";
import type { Queue } from "./queue.ts";
import type { Steps } from "./steps.ts";

export interface NudgeTables {
  schedules: Schedules;
  subscriptions: Subscriptions;
  due: DueRows;
  deliveries: Deliveries;
  drafts: Drafts;
  panels: Panels;
  queue: Queue;
}

export interface Schedules {
  find(id: string): Steps<Schedule | undefined>;
  /** False when there is one of that id already. */
  add(schedule: Schedule): Steps<boolean>;
  /** Replaces the whole row. */
  save(schedule: Schedule): Steps<void>;
  /** Due rows and subscriptions go with it; the ledger stays. */
  remove(id: string): Steps<void>;
  /** By time of making. */
  ofGuild(guildId: Snowflake): Steps<Schedule[]>;
  /** The member's own, by time of making. */
  ofPerson(personId: Snowflake): Steps<Schedule[]>;
}

export interface Subscription {
  scheduleId: string;
  personId: Snowflake;
  /** Null: as the schedule says. */
  way: Way | null;
  joinedAt: EpochMs;
}

/** Somebody who takes part in schedules of a server. */
export interface Membership {
  guildId: Snowflake;
  personId: Snowflake;
}

export interface Subscriptions {
  find(scheduleId: string, personId: Snowflake): Steps<Subscription | undefined>;
  /** Inserts or replaces. */
  save(subscription: Subscription): Steps<void>;
  remove(scheduleId: string, personId: Snowflake): Steps<void>;
  ofPerson(personId: Snowflake): Steps<Subscription[]>;
  count(scheduleId: string): Steps<number>;
  /** Whether anybody chose to be reached in the channel. */
  anyInChannel(scheduleId: string): Steps<boolean>;
  /** Members of servers' schedules of whom Discord was not asked since a time whether they are still there. */
  unchecked(before: EpochMs, limit: number): Steps<Membership[]>;
  /** They are. */
  noteChecked(membership: Membership, at: EpochMs): Steps<void>;
}

/** One recipient of a schedule, or one errand that comes once, with its next occurrence. */
export interface DueRow {
  id: string;
  /** Null for an errand. */
  scheduleId: string | null;
  /** Null for a post in the schedule's channel. */
  personId: Snowflake | null;
  guildId: Snowflake | null;
  kind: NudgeKind;
  ref: DueRef | null;
  /** Asked for by a press: ignores quiet hours, caps and back-off, and comes once. */
  asked: boolean;
  /** Raised by a change of zone: occurrences before and after it are not the same ones. */
  epoch: number;
  /** Of the schedule, when `nextDue` was reckoned. */
  rev: number;
  /** Null when paused or done. */
  nextDue: EpochMs | null;
  nextOcc: number | null;
  lastOcc: number | null;
  lastSentAt: EpochMs | null;
  jitterS: number;
}

export interface DueRows {
  find(id: string): Steps<DueRow | undefined>;
  /** False when there is one of that id already. */
  add(row: DueRow): Steps<boolean>;
  /** Writes what changes: epoch, rev, next and last occurrence, jitter. */
  save(row: DueRow): Steps<void>;
  remove(id: string): Steps<void>;
  ofPerson(personId: Snowflake): Steps<DueRow[]>;
  /** The row for posts in a schedule's channel. */
  ofChannel(scheduleId: string): Steps<DueRow | undefined>;
  /** Without errands; by id, those after one, at most so many. */
  ofSchedule(scheduleId: string, after: string, limit: number): Steps<DueRow[]>;
  /** Earliest time at which anything comes due, or waits to be sent. */
  nextAt(): Steps<EpochMs | undefined>;
  /** Rows that will come due, the soonest first. */
  coming(limit: number): Steps<DueRow[]>;
}

/** An occurrence that came due, and what became of it. */
export interface Delivery {
  dueId: string;
  epoch: number;
  /** Key of the occurrence within its due row and epoch; negative for one that was run by hand. */
  occ: number;
  personId: Snowflake | null;
  guildId: Snowflake | null;
  scheduleId: string | null;
  kind: NudgeKind;
  source: DeliverySource;
  dueAt: EpochMs;
  deadline: EpochMs;
  state: DeliveryState;
  reason: string | null;
  late: boolean;
  ask: boolean;
  /** How many older occurrences this row stands for besides its own. */
  collapsed: number;
  sentAt: EpochMs | null;
  answeredAt: EpochMs | null;
  channelId: Snowflake | null;
  messageId: Snowflake | null;
}

export interface DeliveryTally {
  guildId: Snowflake;
  state: DeliveryState;
  late: boolean;
  count: number;
}

export interface Deliveries {
  /** Newest first. */
  ofPerson(personId: Snowflake, from: EpochMs): Steps<Delivery[]>;
  /** Newest first, of all members and channels. */
  latest(limit: number): Steps<Delivery[]>;
  ofGuild(guildId: Snowflake, from: EpochMs): Steps<Delivery[]>;
  /** How many of servers' deliveries that came due in `[from, to)` ended how. */
  tally(from: EpochMs, to: EpochMs): Steps<DeliveryTally[]>;
  ofDue(dueId: string): Steps<Delivery[]>;
  find(dueId: string, epoch: number, occ: number): Steps<Delivery | undefined>;
  /** Takes back those of a due row that are not on their way yet. @returns how many */
  cancel(dueId: string, reason: string): Steps<number>;
  /** What the member asked for and could not be brought to them since, answered by no screen yet. */
  undelivered(personId: Snowflake, since: EpochMs): Steps<Delivery[]>;
  answered(dueId: string, epoch: number, occ: number, at: EpochMs): Steps<void>;
  /** The member answered or came back: nothing counts as ignored any more. */
  resetIgnored(personId: Snowflake): Steps<void>;
}

/** A schedule that a moderator is putting together. */
export interface DraftRow {
  id: string;
  guildId: Snowflake;
  /** The schedule that it is to change; null for a new one. */
  scheduleId: string | null;
  /** Of that schedule, when the draft was begun. */
  rev: number;
  body: ScheduleDraft;
  updatedAt: EpochMs;
}

export interface Drafts {
  find(id: string): Steps<DraftRow | undefined>;
  /** Inserts, or replaces what was decided so far. */
  save(row: DraftRow): Steps<void>;
  remove(id: string): Steps<void>;
  /** Removes those of a server that were left alone since. */
  removeOlder(guildId: Snowflake, before: EpochMs): Steps<void>;
}

/** A message with *join* and *leave* in a channel. */
export interface Panel {
  messageId: Snowflake;
  channelId: Snowflake;
  guildId: Snowflake;
  scheduleId: string;
  createdAt: EpochMs;
}

export interface Panels {
  add(panel: Panel): Steps<void>;
  /** The oldest first. */
  ofSchedule(scheduleId: string): Steps<Panel[]>;
}
