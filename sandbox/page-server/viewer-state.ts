/** The world as one persona sees it, in the page's own terms. */
import type { Core } from "../core.ts";
import { canPost, guildsOf, newestFirst, sees, visibleMessages } from "../driver/places.ts";
import { offeredIn } from "../driver/offered.ts";
import { contextOf } from "../interactions/payload.ts";
import type { OfferedCommand, PageChannel, PageGuild, Persona } from "../page-protocol.ts";
import type { Channel, Guild, Message, User } from "../world/entities.ts";
import { guildPermissions } from "../world/permissions.ts";
import { renderChannel, renderUser, timestamp } from "../world/render.ts";
import { emptyChannel } from "../world/make.ts";
import { channelsOf } from "../world/world.ts";
import type { Reads } from "./reads.ts";

export function personaOf(user: User): Persona {
  const { id, handle, zone, locale, dms, installed, about } = user;
  return { id, handle, user: renderUser(user), zone, locale, dms, installed, about };
}

/** Everyone one can be: all people but the bot, and those of grown servers only once they were met. */
export function personas(core: Core): Persona[] {
  return [...core.world.users.values()].filter((user) => !user.bot).map(personaOf);
}

export function pageGuilds(core: Core, reads: Reads, user: User): PageGuild[] {
  return guildsOf(core, user).map((guild) => pageGuild(core, reads, user, guild));
}

/** Servers this person is not in, except grown ones. */
export function guildsWithout(core: Core, user: User): { id: string; name: string }[] {
  const others = [...core.world.guilds.values()].filter(
    (guild) => guild.filler === undefined && core.world.member(guild.id, user.id) === undefined,
  );
  return others.map(({ id, name }) => ({ id, name }));
}

/** Names of the commands the bot has registered for everyone. */
export function registered(core: Core): string[] {
  return (core.world.commands.get("global") ?? []).map(({ name }) => name);
}

function pageGuild(core: Core, reads: Reads, user: User, guild: Guild): PageGuild {
  const me = core.world.member(guild.id, user.id);
  return {
    id: guild.id,
    name: guild.name,
    ownerId: guild.ownerId,
    roles: [...guild.roles.values()],
    members: [...guild.members.values()].map(({ userId, nick, roles, joinedAt }) => ({
      userId,
      nick,
      roles,
      joinedAt: timestamp(joinedAt),
    })),
    channels: channelsOf(core.world, guild)
      .filter((channel) => sees(core, user, channel))
      .map((channel) => pageChannel(core, reads, user, channel)),
    hasBot: guild.hasBot,
    permissions: me === undefined ? "0" : guildPermissions(guild, me).toString(),
  };
}

export function pageChannel(core: Core, reads: Reads, user: User, channel: Channel): PageChannel {
  const contexts = ["guild", "bot_dm", "private"] as const;
  const { readUpTo, unread } = reads.of(user, channel);
  return {
    channel: channel.kind === 1 ? dmFor(core, user, channel) : renderChannel(core.world, channel),
    canPost: canPost(core, user, channel),
    readUpTo,
    unread,
    context: contexts[contextOf(core, channel)],
  };
}

/** A DM from this person's end: the recipients are the others. */
function dmFor(core: Core, user: User, channel: Channel): PageChannel["channel"] {
  const others = channel.people.filter((id) => id !== user.id).flatMap((id) => core.world.user(id) ?? []);
  return {
    ...renderChannel(core.world, channel),
    recipients: others.map(renderUser),
  } as PageChannel["channel"];
}

/** Newest activity first. */
export function pageDms(core: Core, reads: Reads, user: User): PageChannel[] {
  const dms = [...core.world.dms.values()].flatMap((id) => core.world.channel(id) ?? []);
  return dms
    .filter((channel) => channel.people.includes(user.id))
    .sort((a, b) => activity(b) - activity(a))
    .map((channel) => pageChannel(core, reads, user, channel));
}

function activity(channel: Channel): number {
  let newest = 0;
  for (const message of channel.messages.values()) newest = Math.max(newest, message.touched);
  return newest;
}

/** The newest messages of each channel they can read, oldest first. */
export function recentMessages(core: Core, user: User, each: number): Record<string, Message["raw"][]> {
  const recent: Record<string, Message["raw"][]> = {};
  const channels = new Set(newestFirst(core, user).map(({ channel }) => channel));
  for (const channel of channels) {
    recent[channel.id] = visibleMessages(user, channel)
      .slice(-each)
      .map((message) => message.raw);
  }
  return recent;
}

/** Commands this persona is offered anywhere, and where. */
export function offeredCommands(core: Core, user: User): OfferedCommand[] {
  const offered = new Map<string, OfferedCommand>();
  const entry = (command: OfferedCommand["command"]) => {
    const known = offered.get(command.id) ?? { command, guilds: [], botDm: false, private: false };
    offered.set(command.id, known);
    return known;
  };
  for (const guild of guildsOf(core, user)) {
    const channel = channelsOf(core.world, guild).find((one) => one.kind !== 4 && sees(core, user, one));
    if (channel === undefined) continue;
    for (const { command } of offeredIn(core, user, channel)) entry(command).guilds.push(guild.id);
  }
  for (const { command } of offeredIn(core, user, nowhere(core.world.bot.id, user.id)))
    entry(command).botDm = true;
  for (const { command } of offeredIn(core, user, nowhere(user.id, user.id))) entry(command).private = true;
  return [...offered.values()];
}

/** A conversation as far as it decides which commands are offered in it. */
function nowhere(a: string, b: string): Channel {
  return { ...emptyChannel("0", null, "", 1), people: [a, b] };
}
