/**
 * What the use cases need from a database: small tables of verbs, joined in transactions.
 *
 * A transaction is a generator. Every verb below returns `Steps`, to be run with `yield*`; nothing but such steps can
 * happen between its begin and its commit, so no network call and no timer can slip inside:
 *
 *     await store.asMember(person, function* (q) {
 *       const urge = yield* q.records.add("urge", { id, at, localDate, body });
 *       yield* q.due.add(followUp(urge));
 *       return urge;
 *     });
 */
import type { EpochMs, LocalDate, MinuteOfDay, Snowflake, Zone } from "#core/ids.ts";
import type { RecordBodies, RecordKind } from "#core/records.ts";
import type { DrillTables } from "./drill-tables.ts";
import type { Buddies } from "./buddy-tables.ts";
import type { NudgeTables } from "./nudge-tables.ts";
import type { PrivateTables } from "./private-tables.ts";
import type { ServerTables } from "./server-tables.ts";
import type { Steps } from "./steps.ts";

export type { Steps } from "./steps.ts";

/**
 * How far concurrent transactions see each other: a snapshot by default, in which a row that was changed meanwhile
 * makes the steps start over; "latest" for those that lock what they read, such as the scheduler's.
 */
export type Isolation = "snapshot" | "latest";

export interface Store {
  /** Runs the steps in one transaction: all of it is kept or nothing is. An error thrown inside rolls back. */
  tx<T>(steps: (q: Tables) => Steps<T>, isolation?: Isolation): Promise<T>;
  /**
   * For work in many transactions, none of which anybody waits for: each is answered before it is kept, and the whole when
   * all of them are. It rejects when one was lost, and others near it with it.
   */
  ahead<T>(work: (tx: Store["tx"]) => Promise<T>): Promise<T>;
  /** As `tx`, with this member's sealed records at hand. Their data key is made at the first call. */
  asMember<T>(person: Snowflake, steps: (q: MemberTables) => Steps<T>): Promise<T>;
}

export interface Tables extends DrillTables, NudgeTables, PrivateTables, ServerTables {
  people: People;
  buddies: Buddies;
}

export interface MemberTables extends Tables {
  records: Records;
}

/** What is kept in the clear about a member: only what the scheduler needs. */
export interface Person {
  id: Snowflake;
  /** Text of consent that was agreed to, and when; null before. */
  consentVersion: number | null;
  consentAt: EpochMs | null;
  /** The member said that they are 18 or over. */
  adult: boolean;
  zone: Zone;
  /** Minute at which their day begins; a check-in at 02:00 with a start of 04:00 belongs to the day before. */
  dayStart: MinuteOfDay;
  /** Discord locale of their last command, for what is sent unasked. */
  locale: string;
  /** Raised by every change that must stop what is already on its way (zone, pause, opt-out). */
  epoch: number;
  pausedUntil: EpochMs | null;
  /** `[from, to)` on the member's wall clock; both null when there are none. */
  quietFrom: MinuteOfDay | null;
  quietTo: MinuteOfDay | null;
  /** Contacts a day at most, of any kind. */
  dailyCap: number;
  dmChannelId: Snowflake | null;
  dmState: "unknown" | "open" | "closed";
  /** Nudges in a row that found no answer. */
  ignored: number;
  createdAt: EpochMs;
}

export interface People {
  find(id: Snowflake): Steps<Person | undefined>;
  /** Inserts the member or replaces the whole row. */
  save(person: Person): Steps<void>;
}

/** One sealed record of a member, opened. */
export interface Kept<K extends RecordKind> {
  id: string;
  kind: K;
  at: EpochMs;
  localDate: LocalDate;
  /** Raised by every change: an edit made against an older revision is refused. */
  rev: number;
  updatedAt: EpochMs;
  body: RecordBodies[K];
}

export interface NewRecord<K extends RecordKind> {
  /** UUIDv7, made by the app. */
  id: string;
  at: EpochMs;
  localDate: LocalDate;
  body: RecordBodies[K];
}

/** Half-open span of time, and how many rows at most. Newest first. */
export interface Span {
  from?: EpochMs;
  to?: EpochMs;
  limit?: number;
}

export interface Records {
  add<K extends RecordKind>(kind: K, record: NewRecord<K>): Steps<Kept<K>>;
  get<K extends RecordKind>(kind: K, id: string): Steps<Kept<K> | undefined>;
  /** Newest first. */
  list<K extends RecordKind>(kind: K, span?: Span): Steps<Kept<K>[]>;
  /** Replaces the body if `rev` is still current; undefined when it was changed or removed meanwhile. */
  change<K extends RecordKind>(
    kind: K,
    id: string,
    change: { rev: number; at?: EpochMs; localDate?: LocalDate; body: RecordBodies[K]; now: EpochMs },
  ): Steps<Kept<K> | undefined>;
  /** True when there was such a record. */
  remove(kind: RecordKind, id: string): Steps<boolean>;
  /** How much there is of each kind, without opening any of it. */
  tally(): Steps<RecordTally[]>;
  /** Removes all of a kind. @returns how many */
  clear(kind: RecordKind): Steps<number>;
}

export interface RecordTally {
  kind: RecordKind;
  count: number;
  oldest: LocalDate;
}
