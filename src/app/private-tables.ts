/** Tables of the private page and of how long answers are kept, as verbs. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Keeping } from "#core/retention.ts";
import type { Steps } from "./steps.ts";

export interface PrivateTables {
  pages: Pages;
  keepings: Keepings;
}

/** Pages that a link can open. */
export const landings = ["plan", "history", "longer", "charts", "settings", "data"] as const;
export type Landing = (typeof landings)[number];

/** A link that opens one member's page once. Only its hash is kept: whoever reads the database cannot use it. */
export interface PageLink {
  hash: string;
  personId: Snowflake;
  landing: Landing;
  expiresAt: EpochMs;
}

/** An open private page; again only the hash of what the browser holds. */
export interface PageSession {
  hash: string;
  personId: Snowflake;
  startedAt: EpochMs;
  seenAt: EpochMs;
}

export interface Pages {
  addLink(link: PageLink): Steps<void>;
  /** Gives a link back and removes it, so that it works once; undefined when there is none (any more). */
  takeLink(hash: string): Steps<PageLink | undefined>;
  addSession(session: PageSession): Steps<void>;
  findSession(hash: string): Steps<PageSession | undefined>;
  touchSession(hash: string, seenAt: EpochMs): Steps<void>;
  endSession(hash: string): Steps<void>;
  /** Every session and every unused link of a member. @returns how many sessions there were */
  endAll(personId: Snowflake): Steps<number>;
  /** Removes links and sessions that can no longer be used. */
  purge(bounds: { linksUntil: EpochMs; seenBefore: EpochMs; startedBefore: EpochMs }): Steps<void>;
}

export interface Keepings {
  /** What holds for a member; the default when they never chose. */
  find(personId: Snowflake): Steps<Keeping>;
  save(keeping: Keeping): Steps<void>;
  /**
   * Looks at the next members by id: those with an answer older than their span less a week, and those whose consent
   * was taken back. @returns the last id looked at, undefined when there are no more
   */
  due(after: Snowflake, limit: number, now: EpochMs): Steps<{ due: Keeping[]; last: Snowflake | undefined }>;
  /** Removes servers that the bot left before a time, with their schedules, panels, audit log and sums. @returns how many */
  wipeServers(leftBefore: EpochMs): Steps<number>;
}
