/** Looking up what a path names, with Discord's refusals when it is not there or not for the bot. */
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import { isSnowflake } from "../snowflake.ts";
import type { Channel, Guild, Member, Message, User } from "../world/entities.ts";
import { IN_DM, Permission, channelPermissions, guildPermissions, has } from "../world/permissions.ts";
import { isThread, rightsChannel } from "../world/world.ts";

/** A server the bot is in. */
export function guildOf(core: Core, id: string | undefined): Guild {
  const guild = core.world.guild(snowflake(id));
  if (guild === undefined || !guild.hasBot) throw refusals.unknownGuild();
  return guild;
}

export function memberOf(core: Core, guild: Guild, userId: string | undefined): Member {
  const id = userId === "@me" ? core.world.bot.id : snowflake(userId);
  const member = core.world.member(guild.id, id);
  if (member === undefined)
    throw core.world.user(id) === undefined ? refusals.unknownUser() : refusals.unknownMember();
  return member;
}

export function userOf(core: Core, id: string | undefined): User {
  const user = core.world.user(snowflake(id));
  if (user === undefined) throw refusals.unknownUser();
  return user;
}

/** What the bot may do in the channel; nothing in a server it is not in. */
export function botPermissions(core: Core, channel: Channel): bigint {
  const { world } = core;
  if (channel.guildId === null) return channel.people.includes(world.bot.id) ? IN_DM : 0n;
  const guild = world.guild(channel.guildId);
  const me = guild?.members.get(world.bot.id);
  if (guild === undefined || me === undefined) return 0n;
  return channelPermissions(guild, me, rightsChannel(world, channel));
}

/** A channel the bot can see, in which it has these permissions. */
export function channelOf(core: Core, id: string | undefined, needed = 0n): Channel {
  const channel = core.world.channel(snowflake(id));
  if (channel === undefined) throw refusals.unknownChannel();
  const bits = botPermissions(core, channel);
  if (!has(bits, Permission.ViewChannel)) throw refusals.missingAccess();
  if (
    channel.kind === 12 &&
    !channel.people.includes(core.world.bot.id) &&
    !has(bits, Permission.ManageThreads)
  ) {
    throw refusals.missingAccess();
  }
  if (!has(bits, needed)) throw refusals.missingPermissions();
  return channel;
}

/** The permission that writing in this kind of channel takes. */
export function sending(channel: Channel): bigint {
  return isThread(channel) ? Permission.SendMessagesInThreads : Permission.SendMessages;
}

/** A message that everyone in the channel can see. */
export function messageOf(channel: Channel, id: string | undefined): Message {
  const message = channel.messages.get(snowflake(id));
  if (message === undefined || message.visibleTo !== null) throw refusals.unknownMessage();
  return message;
}

export function needGuildPermission(core: Core, guild: Guild, needed: bigint): void {
  const me = guild.members.get(core.world.bot.id);
  if (me === undefined || !has(guildPermissions(guild, me), needed)) throw refusals.missingPermissions();
}

function snowflake(id: string | undefined): string {
  if (id === undefined || !isSnowflake(id)) throw refusals.notFound();
  return id;
}
