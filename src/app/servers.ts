/** What moderators set for their server, what was changed by whom, and how deliveries fare. Nothing tells of a person. */
import { addDays } from "#core/days.ts";
import type { StoredHelp } from "#core/help-line.ts";
import type { EpochMs, Snowflake, Zone } from "#core/ids.ts";
import type { Halt, ScheduleKind } from "#core/schedule.ts";
import { isOn, lineLimits, onCallOf, type ServerLine, type ServerSettings } from "#core/server-settings.ts";
import { cutMark, serverWeekOf } from "#core/server-week.ts";
import { isZone } from "#core/zone.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault } from "./fault.ts";
import { hourly } from "./hourly.ts";
import type { InsightCases } from "./insights.ts";
import type { Moderator } from "./schedules.ts";
import type { AuditEntry, Guild } from "./server-tables.ts";
import type { Steps, Tables } from "./store.ts";

export interface AuditPage {
  entries: AuditEntry[];
  page: number;
  /** There are older ones. */
  more: boolean;
}

/** How a server's posts fared in the last day, and what stands in their way. Messages to members are told by the week. */
export interface ServerHealth {
  posts: Record<HealthKind, number>;
  /** Schedules whose channel refuses for good. */
  halted: { kind: ScheduleKind; channelId: Snowflake | null; halt: Halt }[];
  /** Channels that schedules and settings name. */
  channels: Snowflake[];
}

export const healthKinds = ["sent", "unknown", "failed", "held", "expired"] as const;
export type HealthKind = (typeof healthKinds)[number];

export type Clearable = "postChannel" | "problemChannel" | "onCallRole" | "onCallChannel";

export interface ServerCases {
  /** The server's settings; it is known from then on. */
  open(by: Moderator): Promise<Guild>;
  /** Writes what changed into the audit log, too. */
  change(by: Moderator, changes: Partial<Omit<ServerSettings, "helpLines">>): Promise<Guild>;
  /** @throws {Fault} text-empty, text-too-long, list-full */
  changeLines(by: Moderator, change: (lines: ServerLine[]) => ServerLine[]): Promise<Guild>;
  /** Unsets channels or a role. */
  clear(by: Moderator, names: readonly Clearable[]): Promise<Guild>;
  /** @throws {Fault} unknown-zone */
  setZone(by: Moderator, zone: Zone): Promise<Guild>;
  /** What `/help-now` adds in a server; undefined for one that has set nothing. */
  helpOf(guildId: Snowflake): Promise<Pick<StoredHelp, "server" | "onCall"> | undefined>;
  settingsOf(guildId: Snowflake): Promise<ServerSettings | undefined>;
  /** @param page from 0 */
  audit(guildId: Snowflake, page: number): Promise<AuditPage>;
  health(guildId: Snowflake): Promise<ServerHealth>;
  /** Once an hour: what servers keep no longer goes. */
  tidy(): Promise<void>;
}

/** What is looked after for servers, once an hour: last week's deliveries are counted, old traces go. */
export const serverJob = (
  { insights, servers }: { insights: InsightCases; servers: ServerCases },
  now: () => EpochMs,
): (() => Promise<void>) =>
  hourly(now, async () => {
    await insights.tallyWeek();
    await servers.tidy();
  });

const perPage = 10;
const dayMs = 86_400_000;
/** Sums of single posts are told a day later; a month of them is plenty. */
const postSums = ["here/"] as const;

export function serverCases({ store, now, newId }: Deps): ServerCases {
  const changed = (
    by: Moderator,
    action: string,
    detail: Record<string, unknown>,
    next: (guild: Guild) => Partial<Pick<Guild, "zone" | "settings">>,
  ) =>
    store.tx(function* (q) {
      const guild = yield* known(q, by, now());
      const changes = next(guild);
      yield* q.guilds.change(by.guildId, changes);
      const entry = { id: newId(), guildId: by.guildId, at: now(), actorId: by.id };
      yield* q.audit.add({ ...entry, action, target: null, detail });
      if (changes.settings && isOn(guild.settings, "insights") !== isOn(changes.settings, "insights"))
        yield* q.counters.put(by.guildId, [{ week: serverWeekOf(now()), name: cutMark, value: 1 }]);
      if (changes.zone) yield* q.queue.setStaleOfGuild(by.guildId);
      return { ...guild, ...changes };
    });
  return {
    open: (by) => store.tx((q) => known(q, by, now())),
    change: (by, changes) =>
      changed(by, "server-settings", changes, ({ settings }) => ({
        settings: sound({ ...settings, ...changes }),
      })),
    clear: (by, names) =>
      changed(
        by,
        "server-settings",
        Object.fromEntries(names.map((name) => [name, null])),
        ({ settings }) => {
          const left = { ...settings };
          for (const name of names) delete left[name];
          return { settings: left };
        },
      ),
    changeLines: (by, change) =>
      changed(by, "server-settings", { helpLines: true }, ({ settings }) => ({
        settings: sound({ ...settings, helpLines: change(settings.helpLines) }),
      })),
    setZone: (by, zone) => {
      if (!isZone(zone)) throw new Fault("unknown-zone", { name: zone });
      return changed(by, "server-zone", { zone }, () => ({ zone }));
    },
    helpOf: async (guildId) => {
      const settings = (await store.tx((q) => q.guilds.find(guildId)))?.settings;
      return settings && { server: settings.helpLines, onCall: onCallOf(settings) !== undefined };
    },
    settingsOf: async (guildId) => (await store.tx((q) => q.guilds.find(guildId)))?.settings,
    audit: async (guildId, page) => {
      const entries = await store.tx((q) => q.audit.ofGuild(guildId, perPage + 1, page * perPage));
      return { entries: entries.slice(0, perPage), page, more: entries.length > perPage };
    },
    health: (guildId) => store.tx((q) => health(q, guildId, now())),
    tidy: () => store.tx((q) => tidy(q, now())),
  };
}

function* known(q: Tables, { guildId, locale }: Moderator, now: EpochMs): Steps<Guild> {
  yield* q.guilds.ensure({ id: guildId, zone: "UTC", locale, joinedAt: now });
  const guild = yield* q.guilds.find(guildId);
  if (!guild) throw new Fault("gone");
  return guild;
}

/** @throws {Fault} with what is wrong */
function sound(settings: ServerSettings): ServerSettings {
  if (settings.helpLines.length > lineLimits.lines) throw new Fault("list-full", { limit: lineLimits.lines });
  return { ...settings, helpLines: settings.helpLines.map(soundLine) };
}

function soundLine({ name, contact, hours }: ServerLine): ServerLine {
  return {
    name: boundedText(name, lineLimits.name),
    contact: boundedText(contact, lineLimits.contact),
    ...(hours?.trim() ? { hours: boundedText(hours, lineLimits.hours) } : {}),
  };
}

function* health(q: Tables, guildId: Snowflake, now: EpochMs): Steps<ServerHealth> {
  const posts = { sent: 0, unknown: 0, failed: 0, held: 0, expired: 0 };
  for (const { personId, state } of yield* q.deliveries.ofGuild(guildId, now - dayMs)) {
    if (personId === null && state !== "ready" && state !== "sending")
      posts[healthKinds.find((kind) => kind === state) ?? "held"] += 1;
  }
  const schedules = yield* q.schedules.ofGuild(guildId);
  const settings = (yield* q.guilds.find(guildId))?.settings;
  const named = [
    ...schedules.map(({ channelId }) => channelId),
    settings?.postChannel,
    settings?.problemChannel,
    settings?.onCallChannel,
  ];
  return {
    posts,
    halted: schedules.flatMap(({ kind, channelId, halted }) =>
      halted ? [{ kind, channelId, halt: halted }] : [],
    ),
    channels: [...new Set(named.filter((id) => id !== null && id !== undefined))],
  };
}

function* tidy(q: Tables, now: EpochMs): Steps<void> {
  for (const { id, settings } of yield* q.guilds.all()) {
    const before = now - settings.keepDays * dayMs;
    yield* q.audit.purge(id, before);
    yield* q.counters.purge(id, serverWeekOf(before), "");
    for (const prefix of postSums) yield* q.counters.purge(id, addDays(serverWeekOf(now), -28), prefix);
  }
}
