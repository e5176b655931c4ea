/** Making, changing and removing channels, threads and DMs. */
import { renderChannel } from "./render.ts";
import type { Channel, ChannelKind, Guild } from "./entities.ts";
import { emptyChannel } from "./make.ts";
import type { Stage } from "./messages.ts";
import { channelsOf, dmKey, isThread } from "./world.ts";

export interface NewChannel {
  name: string;
  kind?: ChannelKind;
  topic?: string | null;
  parentId?: string | null;
  overwrites?: Channel["overwrites"];
}

export function createChannel(stage: Stage, guild: Guild, given: NewChannel): Channel {
  const { world } = stage;
  const position = channelsOf(world, guild).length;
  const channel: Channel = {
    ...emptyChannel(world.nextId(), guild.id, given.name, given.kind ?? 0),
    topic: given.topic ?? null,
    parentId: given.parentId ?? null,
    overwrites: given.overwrites ?? [],
    position,
  };
  world.channels.set(channel.id, channel);
  guild.channelIds.add(channel.id);
  tell(stage, "CHANNEL_CREATE", channel);
  return channel;
}

export function createThread(
  stage: Stage,
  parent: Channel,
  given: { name: string; isPrivate: boolean; ownerId: string; id?: string },
): Channel {
  const { world } = stage;
  const thread: Channel = {
    ...emptyChannel(given.id ?? world.nextId(), parent.guildId, given.name, given.isPrivate ? 12 : 11),
    parentId: parent.id,
    position: parent.position,
    ownerId: given.ownerId,
    people: [given.ownerId],
  };
  world.channels.set(thread.id, thread);
  world.guild(parent.guildId ?? "")?.channelIds.add(thread.id);
  tell(stage, "THREAD_CREATE", thread, { newly_created: true });
  return thread;
}

/** Applies changed properties and tells the bot. */
export function changeChannel(stage: Stage, channel: Channel, parts: Partial<Channel>): Channel {
  Object.assign(channel, parts);
  tell(stage, isThread(channel) ? "THREAD_UPDATE" : "CHANNEL_UPDATE", channel);
  return channel;
}

/** Removes a channel with its threads. */
export function deleteChannel(stage: Stage, channel: Channel): void {
  const { world } = stage;
  const guild = channel.guildId === null ? undefined : world.guild(channel.guildId);
  if (guild !== undefined) {
    for (const other of channelsOf(world, guild))
      if (other.parentId === channel.id && isThread(other)) forget(stage, other);
  }
  forget(stage, channel);
  tell(stage, isThread(channel) ? "THREAD_DELETE" : "CHANNEL_DELETE", channel);
}

function forget(stage: Stage, channel: Channel): void {
  stage.world.channels.delete(channel.id);
  if (channel.guildId !== null) stage.world.guild(channel.guildId)?.channelIds.delete(channel.id);
}

/** The conversation of two people, made at the first call. */
export function openDm(stage: Stage, a: string, b: string): Channel {
  const { world } = stage;
  const key = dmKey(a, b);
  const known = world.channel(world.dms.get(key) ?? "0");
  if (known !== undefined) return known;
  const channel: Channel = { ...emptyChannel(world.nextId(), null, "", 1), people: [a, b] };
  world.channels.set(channel.id, channel);
  world.dms.set(key, channel.id);
  stage.bus.emit({ type: "world" });
  return channel;
}

function tell(
  stage: Stage,
  name:
    | "CHANNEL_CREATE"
    | "CHANNEL_UPDATE"
    | "CHANNEL_DELETE"
    | "THREAD_CREATE"
    | "THREAD_UPDATE"
    | "THREAD_DELETE",
  channel: Channel,
  more: object = {},
): void {
  const data = { ...renderChannel(stage.world, channel), ...more };
  stage.bus.emit({ type: "dispatch", name, guildId: channel.guildId, data });
  stage.bus.emit({ type: "world" });
}
