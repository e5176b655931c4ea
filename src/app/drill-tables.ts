/** The tables of drills, as verbs. What a member did in one is a record of theirs, and in none of these. */
import type { Scenario } from "#core/drill-scenario.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Steps } from "./steps.ts";

export interface DrillTables {
  drillTexts: DrillTexts;
  serverDrills: ServerDrills;
  groupDrills: GroupDrills;
}

/** Every text that a run ever began on, once each: a run is finished on its own text, whatever became of the bank. */
export interface DrillTexts {
  find(hash: string): Steps<Scenario | undefined>;
  /** Does nothing when it is there already. */
  keep(scenario: Scenario, at: EpochMs): Steps<void>;
}

/** A scenario that a server's moderators brought. */
export interface ServerDrill {
  guildId: Snowflake;
  /** Of the scenario; bringing one of the same id again takes the place of the first. */
  id: string;
  /** Of its text, which `DrillTexts` keeps. */
  hash: string;
  importedAt: EpochMs;
  /** Null while it is offered. */
  withdrawnAt: EpochMs | null;
}

export interface ServerDrills {
  find(guildId: Snowflake, id: string): Steps<ServerDrill | undefined>;
  /** Inserts or replaces. */
  save(drill: ServerDrill): Steps<void>;
  /** By id, withdrawn ones too. */
  ofGuild(guildId: Snowflake): Steps<ServerDrill[]>;
  /** Texts of those that are offered, by id. */
  offered(guildId: Snowflake): Steps<Scenario[]>;
}

/** A drill that a channel was invited to. Who takes part is kept nowhere but in their own sealed records. */
export interface GroupDrill {
  id: string;
  guildId: Snowflake;
  channelId: Snowflake;
  hash: string;
  openedAt: EpochMs;
  /** When the spread of choices was posted, or found too small to be; null before. */
  shownAt: EpochMs | null;
}

export interface GroupDrills {
  add(group: GroupDrill): Steps<void>;
  find(id: string): Steps<GroupDrill | undefined>;
  /** Opened before a time and not shown yet, the oldest first. */
  toShow(openedBefore: EpochMs, limit: number): Steps<GroupDrill[]>;
  /** False when somebody else has shown it already. */
  markShown(id: string, at: EpochMs): Steps<boolean>;
  /** One more answer for a choice. */
  count(id: string, choice: string): Steps<void>;
  /** Choice → answers. */
  counts(id: string): Steps<Record<string, number>>;
}
