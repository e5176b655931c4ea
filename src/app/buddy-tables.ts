/** Who agreed to be whose person, as verbs. Nothing here says what two people wrote to each other, or when. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Steps } from "./steps.ts";

/** What one member said of another. Two who agreed have a row each. */
export interface BuddyRow {
  personId: Snowflake;
  buddyId: Snowflake;
  state: "invited" | "accepted" | "blocked";
  createdAt: EpochMs;
  updatedAt: EpochMs;
}

export interface Buddies {
  find(personId: Snowflake, buddyId: Snowflake): Steps<BuddyRow | undefined>;
  /** What this member said of others, by time. */
  ofPerson(personId: Snowflake): Steps<BuddyRow[]>;
  /** What others said of this member, by time. */
  about(buddyId: Snowflake): Steps<BuddyRow[]>;
  /** Inserts or replaces. */
  save(row: BuddyRow): Steps<void>;
  remove(personId: Snowflake, buddyId: Snowflake): Steps<void>;
  /** Everything that this member said of others, and others of them but that they are blocked. */
  removeAll(personId: Snowflake): Steps<void>;
}
