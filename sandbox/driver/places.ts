/** Channels by the names people call them, and what somebody can see. */
import type { Core } from "../core.ts";
import { openDm } from "../world/channels.ts";
import type { Channel, Guild, Message, User } from "../world/entities.ts";
import { createUser } from "../world/members.ts";
import { Permission, channelPermissions, has } from "../world/permissions.ts";
import { channelsOf, isThread, rightsChannel } from "../world/world.ts";
import { DriverError } from "./driver-error.ts";

/** `dm`: with the bot. `elsewhere`: with a friend, where the app is only because one installed it. Else `check-ins`, `#check-ins`, `The Thaw/check-ins`, or an id. */
export type Place = string;

/** @param place the first channel one can write in when left out. */
export function findPlace(core: Core, user: User, place: Place | undefined): Channel {
  if (place === "dm") return openDm(core.stage, core.world.bot.id, user.id);
  if (place === "elsewhere") return elsewhere(core, user);
  if (place !== undefined && /^\d+$/.test(place)) {
    const byId = core.world.channel(place);
    if (byId !== undefined && sees(core, user, byId)) return byId;
    throw new DriverError("unknown-channel", `${user.handle} sees no channel ${place}.`);
  }
  const seen = [...guildsOf(core, user)].flatMap((guild) =>
    channelsOf(core.world, guild)
      .filter((channel) => channel.kind !== 4 && sees(core, user, channel))
      .map((channel) => ({ guild, channel })),
  );
  const wanted = place?.replace(/^#/, "");
  const found = seen.find(({ guild, channel }) =>
    wanted === undefined
      ? canPost(core, user, channel)
      : [channel.name, `${guild.name}/${channel.name}`].includes(wanted),
  );
  if (found !== undefined) return found.channel;
  const names = seen.map(({ channel }) => channel.name);
  throw new DriverError("unknown-channel", `${user.handle} sees no channel "${place ?? ""}".`, [
    ...names,
    "dm",
    "elsewhere",
  ]);
}

/** A conversation with a friend: the app comes along only because it is installed, which going there does. */
function elsewhere(core: Core, user: User): Channel {
  user.installed = true;
  const friend =
    core.world.byHandle("a-friend") ??
    createUser(core.stage, { handle: "a-friend", about: "knows nobody here" });
  return openDm(core.stage, user.id, friend.id);
}

/** Servers this person is in, those with the bot first. */
export function guildsOf(core: Core, user: User): Guild[] {
  const all = [...core.world.guilds.values()].filter(
    (guild) => core.world.member(guild.id, user.id) !== undefined,
  );
  return all.sort((a, b) => Number(b.hasBot) - Number(a.hasBot));
}

export function permissionsIn(core: Core, user: User, channel: Channel): bigint {
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId);
  if (guild === undefined)
    return channel.people.includes(user.id) ? Permission.ViewChannel | Permission.SendMessages : 0n;
  const member = core.world.member(guild.id, user.id);
  return member === undefined ? 0n : channelPermissions(guild, member, rightsChannel(core.world, channel));
}

export function sees(core: Core, user: User, channel: Channel): boolean {
  const bits = permissionsIn(core, user, channel);
  if (channel.kind === 12 && !channel.people.includes(user.id) && !has(bits, Permission.ManageThreads))
    return false;
  return has(bits, Permission.ViewChannel);
}

export function canPost(core: Core, user: User, channel: Channel): boolean {
  if (channel.kind === 4 || channel.kind === 2 || channel.kind === 15) return false;
  const needed = isThread(channel) ? Permission.SendMessagesInThreads : Permission.SendMessages;
  return sees(core, user, channel) && has(permissionsIn(core, user, channel), needed);
}

/** Every channel this person can read, DMs too. */
export function* visibleChannels(core: Core, user: User): Iterable<Channel> {
  for (const guild of guildsOf(core, user)) {
    for (const channel of channelsOf(core.world, guild)) if (sees(core, user, channel)) yield channel;
  }
  for (const id of core.world.dms.values()) {
    const channel = core.world.channel(id);
    if (channel?.people.includes(user.id) === true) yield channel;
  }
}

/** Messages this person can see in a channel, oldest first. */
export function visibleMessages(user: User, channel: Channel): Message[] {
  return [...channel.messages.values()].filter(
    (message) => message.visibleTo === null || message.visibleTo === user.id,
  );
}

/** All they can see anywhere, what was written or changed last first. */
export function newestFirst(
  core: Core,
  user: User,
  channels?: Iterable<Channel>,
): { channel: Channel; message: Message }[] {
  const all = [...(channels ?? visibleChannels(core, user))].flatMap((channel) =>
    visibleMessages(user, channel).map((message) => ({ channel, message })),
  );
  return all.sort((a, b) => b.message.touched - a.message.touched);
}
