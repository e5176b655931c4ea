/** The tables that belong to a server, as verbs. */
import type { EpochMs, LocalDate, Snowflake, Zone } from "#core/ids.ts";
import type { ServerSettings } from "#core/server-settings.ts";
import type { Steps } from "./steps.ts";

export interface ServerTables {
  guilds: Guilds;
  audit: Audit;
  counters: Counters;
}

export interface Guild {
  id: Snowflake;
  zone: Zone;
  settings: ServerSettings;
  joinedAt: EpochMs;
  leftAt: EpochMs | null;
}

export interface Guilds {
  find(id: Snowflake): Steps<Guild | undefined>;
  /** Makes the row of a server that has none. */
  ensure(guild: { id: Snowflake; zone: string; locale: string; joinedAt: EpochMs }): Steps<void>;
  /** Nothing when the server is not known. */
  change(id: Snowflake, changes: Partial<Pick<Guild, "zone" | "settings">>): Steps<void>;
  /** The bot was removed, or let in again (null). Nothing when the server is not known. */
  setLeft(id: Snowflake, leftAt: EpochMs | null): Steps<void>;
  /** Every server that is known, with whether the bot has left it. */
  all(): Steps<Pick<Guild, "id" | "leftAt" | "settings">[]>;
}

export interface AuditEntry {
  id: string;
  guildId: Snowflake;
  at: EpochMs;
  actorId: Snowflake | null;
  action: string;
  target: string | null;
  detail: Record<string, unknown>;
}

export interface Audit {
  add(entry: AuditEntry): Steps<void>;
  /** Newest first. */
  ofGuild(guildId: Snowflake, limit: number, skip?: number): Steps<AuditEntry[]>;
  /** Removes entries made before a time. */
  purge(guildId: Snowflake, before: EpochMs): Steps<void>;
}

/** A number of a server's week; nothing in it says who. */
export interface Count {
  /** Its Monday. */
  week: LocalDate;
  name: string;
  value: number;
}

export interface Counters {
  /** One more. @returns how many now */
  raise(guildId: Snowflake, week: LocalDate, name: string): Steps<number>;
  /** Writes what was counted elsewhere, in place of what was there. */
  put(guildId: Snowflake, counts: Count[]): Steps<void>;
  /** Of one week or more whose name begins so, in order of week and name. */
  ofGuild(guildId: Snowflake, from: LocalDate, prefix: string): Steps<Count[]>;
  /** Removes what is of weeks before this one and whose name begins so. */
  purge(guildId: Snowflake, before: LocalDate, prefix: string): Steps<void>;
}
