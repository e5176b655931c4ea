/**
 * A large made-up world that costs nothing until somebody looks: every id is arithmetic on the server's number, so that
 * a server can be written to the gateway, or found by one of its ids, without being kept.
 */
import type { APIRole } from "discord-api-types/v10";
import type { Channel, Guild, Member, User } from "./entities.ts";
import { EVERYONE } from "./permissions.ts";
import { emptyChannel, makeRole } from "./make.ts";
import { snowflakeAt, timeOf } from "../snowflake.ts";

export interface GrowOptions {
  guilds: number;
  /** Text channels in each, 1000 at most. */
  channels?: number;
  /** Roles in each besides @everyone and the bot's own, 1000 at most. */
  roles?: number;
  /** People in each. */
  members?: number;
}

export interface Grown {
  readonly options: Required<GrowOptions>;
  guildIds(): Iterable<string>;
  /** Id of the server with this number, from 0. */
  guildId(index: number): string;
  channelId(index: number, channel: number): string;
  userId(index: number, member: number): string;
  holds(guildId: string): boolean;
  /** Number of the server this id belongs to. */
  indexOf(id: string): number | undefined;
  guild(id: string): Guild | undefined;
  channel(id: string): Channel | undefined;
  user(id: string): User | undefined;
  member(guildId: string, userId: string): Member | undefined;
}

/** First millisecond of grown servers' and people's ids; each further one has the next. */
const GUILDS_FROM = Date.UTC(2019, 0, 1);
const USERS_FROM = Date.UTC(2017, 0, 1);
const FIRST_CHANNEL = 1;
const BOT_ROLE = 1001;
const FIRST_ROLE = 1002;

/** @param earlier servers grown before these in the same world; ids go on from there. */
export function makeGrown(given: GrowOptions, botId: string, now: number, earlier: number): Grown {
  const options = { channels: 50, roles: 50, members: 50, ...given };
  const guildsFrom = GUILDS_FROM + earlier;
  const usersFrom = USERS_FROM + earlier * 1000;

  const guildId = (index: number) => snowflakeAt(guildsFrom + index);
  const userId = (index: number, member: number) => snowflakeAt(usersFrom + index * options.members + member);
  const indexOf = (id: string) => {
    const index = timeOf(id) - guildsFrom;
    return index >= 0 && index < options.guilds ? index : undefined;
  };
  const low = (id: string) => Number(BigInt(id) & 0x3fffffn);

  const land: Grown = {
    options,
    *guildIds() {
      for (let index = 0; index < options.guilds; index++) yield guildId(index);
    },
    guildId,
    channelId: (index, channel) => snowflakeAt(guildsFrom + index, FIRST_CHANNEL + channel),
    userId,
    indexOf,
    holds: (id) => indexOf(id) !== undefined && low(id) === 0,
    guild(id) {
      const index = indexOf(id);
      if (index === undefined || low(id) !== 0) return undefined;
      return grownGuild(id, index, userId(index, 0), guildsFrom, botId, options, now);
    },
    channel(id) {
      const index = indexOf(id);
      const number = low(id) - FIRST_CHANNEL;
      if (index === undefined || number < 0 || number >= options.channels) return undefined;
      return { ...emptyChannel(id, guildId(index), `room-${number}`), position: number };
    },
    user(id) {
      const number = timeOf(id) - usersFrom;
      if (number < 0 || number >= options.guilds * options.members || low(id) !== 0) return undefined;
      return grownUser(id, number);
    },
    member(inGuild, id) {
      const index = indexOf(inGuild);
      const number = timeOf(id) - usersFrom;
      if (index === undefined || low(id) !== 0) return undefined;
      if (number < index * options.members || number >= (index + 1) * options.members) return undefined;
      return { userId: id, nick: null, roles: [], joinedAt: timeOf(inGuild) };
    },
  };
  return land;
}

function grownUser(id: string, number: number): User {
  return {
    id,
    handle: `person${number}`,
    name: `Person ${number}`,
    bot: false,
    zone: "UTC",
    locale: "en-GB",
    dms: "open",
    installed: false,
    about: "one of many",
  };
}

function grownGuild(
  id: string,
  index: number,
  ownerId: string,
  from: number,
  botId: string,
  options: Required<GrowOptions>,
  now: number,
): Guild {
  const roles = new Map<string, APIRole>([[id, makeRole(id, "@everyone", EVERYONE, 0)]]);
  const botRole = snowflakeAt(from + index, BOT_ROLE);
  roles.set(botRole, { ...makeRole(botRole, "bot", EVERYONE, 1), managed: true, tags: { bot_id: botId } });
  const bot: Member = { userId: botId, nick: null, roles: [botRole], joinedAt: now };
  return {
    id,
    name: `Server ${index}`,
    ownerId,
    locale: "en-GB",
    roles,
    members: new Map([[botId, bot]]),
    channelIds: new Set(),
    hasBot: true,
    memberCount: options.members + 1,
    filler: {
      channelIds: () => range(options.channels, (n) => snowflakeAt(from + index, FIRST_CHANNEL + n)),
      roles: () =>
        range(options.roles, (n) =>
          makeRole(snowflakeAt(from + index, FIRST_ROLE + n), `role-${n}`, 0n, n + 2),
        ),
    },
  };
}

function range<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n));
}
