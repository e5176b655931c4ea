import type { MinuteOfDay } from "./ids.ts";

/** `[from, to)` on the member's clock, across midnight when `from` is later. */
export interface DrillHours {
  from: MinuteOfDay;
  to: MinuteOfDay;
}

/** A member's own choices that nothing but the bot's answers to them depends on. */
export interface MemberSettings {
  version: number;
  /** ISO 3166-1 alpha-2 in lower case; asked and never guessed. */
  country?: string;
  /** Whether a fitting practice is suggested after a check-in. */
  suggestions: boolean;
  /** Whether drills may come unasked. */
  drills: boolean;
  /** Words for feelings that the member added to the finder, newest first. */
  ownWords: string[];
  /** Topics that drills must leave out. */
  excludedTopics: string[];
  /** Ids of scenarios that never come again. */
  neverDrills?: string[];
  /** When drills may come unasked; any hour without them. */
  drillHours?: DrillHours | null;
  /** Whether the longer check-ins were asked for; they live on the private page alone. */
  longer?: boolean;
  /** Whether the single answers of a longer check-in are kept, or its total alone. */
  keepItems?: boolean;
  /** Practices that are not to be suggested; they can still be picked. */
  resting?: string[];
  /** Days are counted nowhere while this is set; the goals stay as they are. */
  daysOff?: boolean;
  /** Whether days in a row are shown beside the days lived. */
  inARow?: boolean;
  /** Sums of servers in which this member is already counted, newest first; here, and nowhere in the clear. */
  counted?: string[];
}

export const defaultSettings: MemberSettings = {
  version: 1,
  suggestions: true,
  drills: false,
  ownWords: [],
  excludedTopics: [],
};
