/** What brings nudges to Discord. The scheduler knows only this; the implementation lives with discord.js. */
import type { DueRef } from "#app/delivery.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { NudgeKind } from "#core/schedule.ts";

/** A nudge that is to go now. */
export interface Nudge {
  /** At most 25 characters, the same at every attempt: to be sent with `enforce_nonce`. */
  nonce: string;
  /** What its buttons name, for as long as the message exists. */
  dueId: string;
  epoch: number;
  occ: number;
  kind: NudgeKind;
  to: { personId: Snowflake; dmChannelId: Snowflake | null } | { channelId: Snowflake };
  /** Of the server whose schedule it is; null for a member's own. */
  guildId: Snowflake | null;
  scheduleId: string | null;
  content: Record<string, unknown>;
  ref: DueRef | null;
  /** Discord locale of the member; null for a post in a channel. */
  locale: string | null;
  dueAt: EpochMs;
  /** It comes noticeably after it was due. */
  late: boolean;
  /** In place of its content it asks whether these are still wanted. */
  ask: boolean;
  /** The member asked for this one by a press. */
  asked: boolean;
}

export type Outcome =
  | { kind: "sent"; messageId: Snowflake; channelId: Snowflake }
  /** A final no, such as 403 with code 50007; nothing was sent. */
  | { kind: "refused"; status: number; code: number }
  /** Certainly not sent, and welcome later: 429, too many DMs opened (40003), a connection that was never made. */
  | { kind: "later"; afterMs: number; status: number | null; everyone: boolean }
  /** Nothing was sent: what the member has told since speaks against it. */
  | { kind: "held" }
  /** It may have been sent: 5xx, a timeout, a connection that broke. */
  | { kind: "unclear"; reason: string };

/**
 * A last look at what the member has told, sealed as it is, at the first attempt. What it finds is written down nowhere:
 * the ledger is in the clear.
 */
export type StillFits = (nudge: Nudge) => Promise<boolean>;

export interface Sender {
  /** Sends once, without retries of its own, and answers within 30 seconds. Never throws. */
  send(nudge: Nudge): Promise<Outcome>;
  /** Whether Discord answers at all; asked while it does not, in place of sending. */
  probe(): Promise<boolean>;
}
