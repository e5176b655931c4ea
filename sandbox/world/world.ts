/** The state of the made-up Discord, and how to find things in it. Changes go through the files beside this one. */
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { Channel, Guild, Member, User } from "./entities.ts";
import { makeGrown } from "./grow.ts";
import type { Grown, GrowOptions } from "./grow.ts";

export interface World {
  readonly bot: User;
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** Registered commands by server id, or `global`. */
  readonly commands: Map<string, APIApplicationCommand[]>;
  /** DM channel ids by both people's ids. */
  readonly dms: Map<string, string>;
  user(id: string): User | undefined;
  guild(id: string): Guild | undefined;
  channel(id: string): Channel | undefined;
  member(guildId: string, userId: string): Member | undefined;
  byHandle(handle: string): User | undefined;
  /** Servers the bot is in; grown ones are not built for it. */
  botGuildIds(): Iterable<string>;
  /** Adds made-up servers whose channels, roles and members exist only once somebody looks at them. */
  grow(options: GrowOptions): Grown;
  /** Whether the server still is exactly as grown, so that it can be written from its number alone. */
  untouched(guildId: string): Grown | undefined;
  /** Whether the person lives in a grown server, which is not searched for them. */
  inGrownGuild(userId: string): boolean;
  /** A counter that goes up with every created or edited message. */
  touch(): number;
  nextId(): string;
  now(): number;
}

export function makeWorld(nextId: () => string, now: () => number, bot: User): World {
  const users = new Map<string, User>([[bot.id, bot]]);
  const guilds = new Map<string, Guild>();
  const channels = new Map<string, Channel>();
  const grown: Grown[] = [];
  let touched = 0;

  function built<T>(map: Map<string, T>, id: string, build: (land: Grown) => T | undefined): T | undefined {
    const known = map.get(id);
    if (known !== undefined) return known;
    for (const land of grown) {
      const made = build(land);
      if (made === undefined) continue;
      map.set(id, made);
      return made;
    }
    return undefined;
  }

  const grownBefore = () => grown.reduce((sum, land) => sum + land.options.guilds, 0);

  const world: World = {
    bot,
    users,
    guilds,
    channels,
    commands: new Map(),
    dms: new Map(),
    user: (id) => built(users, id, (land) => land.user(id)),
    guild: (id) => built(guilds, id, (land) => land.guild(id)),
    channel: (id) => built(channels, id, (land) => land.channel(id)),
    member(guildId, userId) {
      const guild = world.guild(guildId);
      if (guild === undefined) return undefined;
      return built(guild.members, userId, (land) => land.member(guildId, userId));
    },
    byHandle(handle) {
      for (const user of users.values()) if (user.handle === handle) return user;
      return undefined;
    },
    *botGuildIds() {
      for (const guild of guilds.values()) if (guild.hasBot) yield guild.id;
      for (const land of grown) {
        for (const id of land.guildIds()) if (!guilds.has(id)) yield id;
      }
    },
    grow(options) {
      const land = makeGrown(options, bot.id, now(), grownBefore());
      grown.push(land);
      return land;
    },
    untouched(guildId) {
      if (guilds.has(guildId)) return undefined;
      return grown.find((land) => land.holds(guildId));
    },
    inGrownGuild: (userId) => grown.some((land) => land.user(userId) !== undefined),
    touch: () => (touched += 1),
    nextId,
    now,
  };
  return world;
}

/** Channels of a server, threads included, those of a grown server too. */
export function channelsOf(world: World, guild: Guild): Channel[] {
  const ids = new Set([...guild.channelIds, ...(guild.filler?.channelIds() ?? [])]);
  const all = [...ids].map((id) => world.channel(id)).filter((channel) => channel !== undefined);
  return all.sort((a, b) => a.position - b.position);
}

export function isThread(channel: Channel): boolean {
  return channel.kind === 11 || channel.kind === 12;
}

/** The channel whose overwrites hold: a thread's parent. */
export function rightsChannel(world: World, channel: Channel): Channel {
  if (!isThread(channel) || channel.parentId === null) return channel;
  return world.channel(channel.parentId) ?? channel;
}

export function dmKey(a: string, b: string): string {
  return a < b ? `${a}:${b}` : `${b}:${a}`;
}
