/** Writing, changing and removing messages. */
import type { APIMessage } from "discord-api-types/v10";
import type { Bus } from "../bus.ts";
import type { Channel, Message } from "./entities.ts";
import { renderUser, timestamp } from "./render.ts";
import type { World } from "./world.ts";

export interface Stage {
  world: World;
  bus: Bus;
  /** Messages kept per channel; older ones are forgotten. */
  keepMessages: number;
}

export interface NewMessage {
  authorId: string;
  content?: string;
  /** Everything else of Discord's message object. */
  parts?: Partial<APIMessage>;
  visibleTo?: string | null;
  interactionId?: string | null;
}

/** Puts a message into the channel and tells everyone who may see it. */
export function addMessage(stage: Stage, channel: Channel, given: NewMessage): Message {
  const { world, bus } = stage;
  const id = world.nextId();
  const author = world.user(given.authorId);
  if (author === undefined) throw new Error(`No user ${given.authorId}`);
  const raw = {
    type: 0,
    content: given.content ?? "",
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    timestamp: timestamp(world.now()),
    edited_timestamp: null,
    flags: 0,
    components: [],
    id,
    channel_id: channel.id,
    author: renderUser(author),
    pinned: false,
    mention_everyone: false,
    tts: false,
    ...given.parts,
  } as unknown as APIMessage;
  const message: Message = {
    id,
    raw,
    visibleTo: given.visibleTo ?? null,
    interactionId: given.interactionId ?? null,
    touched: world.touch(),
  };
  channel.messages.set(id, message);
  if (message.visibleTo === null) channel.lastMessageId = id;
  forgetOldest(channel, stage.keepMessages);
  bus.emit({ type: "message", change: "created", channel, message });
  return message;
}

/** Replaces parts of a message. @param edited false for changes Discord does not mark as edits, such as the end of "thinking". */
export function changeMessage(
  stage: Stage,
  channel: Channel,
  message: Message,
  parts: Partial<APIMessage>,
  edited = true,
): Message {
  const stamp = edited ? { edited_timestamp: timestamp(stage.world.now()) } : {};
  message.raw = { ...message.raw, ...parts, ...stamp };
  message.touched = stage.world.touch();
  stage.bus.emit({ type: "message", change: "updated", channel, message });
  return message;
}

export function removeMessage(stage: Stage, channel: Channel, message: Message): void {
  channel.messages.delete(message.id);
  if (channel.lastMessageId === message.id) channel.lastMessageId = newestId(channel);
  stage.bus.emit({ type: "message", change: "deleted", channel, message });
}

function newestId(channel: Channel): string | null {
  let newest: string | null = null;
  for (const message of channel.messages.values()) if (message.visibleTo === null) newest = message.id;
  return newest;
}

function forgetOldest(channel: Channel, keep: number): void {
  for (const id of channel.messages.keys()) {
    if (channel.messages.size <= keep) return;
    channel.messages.delete(id);
  }
}
