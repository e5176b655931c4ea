/** What is asked of Discord on somebody's press, beside the answer: a post in a channel, a look at what is allowed. */
import type { Snowflake } from "#core/ids.ts";
import type { Membership } from "./nudge-tables.ts";

/** What a channel post needs; `thread` and `talk` are for the talk after a group drill. */
export const postRights = ["view", "send", "thread", "talk"] as const;
export type PostRight = (typeof postRights)[number];

export interface ChannelCheck {
  channelId: Snowflake;
  /** Rights that are missing; undefined when the channel is gone or cannot be seen at all. */
  missing: PostRight[] | undefined;
}

export interface DeskPost {
  content: string;
  /** The one role that may be told; everything else in it pings nobody. */
  ping?: Snowflake;
  /** Name of a thread to open on it; left out where the bot may not open one. */
  thread?: string;
  /** At most 25 characters: a second attempt with it within two minutes posts nothing new. */
  nonce?: string;
}

export interface Desk {
  /** @returns false when Discord refuses: the channel is gone, or the bot may not post there */
  post(channelId: Snowflake, post: DeskPost): Promise<boolean>;
  /** What the bot may do in a server's channels, in their order. */
  check(guildId: Snowflake, channels: readonly Snowflake[]): Promise<ChannelCheck[]>;
  /** Undefined when Discord could not be asked just now. False only when it says so. */
  isMember(membership: Membership): Promise<boolean | undefined>;
  /** Whether a role is still there; undefined when Discord could not be asked just now. */
  hasRole(guildId: Snowflake, roleId: Snowflake): Promise<boolean | undefined>;
}
