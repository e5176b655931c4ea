/** Messages in channels and DMs. */
import type { APIMessage } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import { PRIVILEGED } from "../gateway/intents.ts";
import { checkMessage } from "../validate/messages.ts";
import type { Channel, Message } from "../world/entities.ts";
import { addMessage, changeMessage, removeMessage } from "../world/messages.ts";
import { Permission, has } from "../world/permissions.ts";
import { renderMessage } from "../world/render.ts";
import { botPermissions, channelOf, messageOf, sending } from "./find.ts";
import { messageParts } from "./message-body.ts";
import type { MessageBody } from "./message-body.ts";
import { noContent, ok, route } from "./route.ts";
import type { RestAnswer, RestRequest, Route } from "./route.ts";

interface NewMessageBody extends MessageBody {
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  message_reference?: {
    message_id?: string;
    channel_id?: string;
    fail_if_not_exists?: boolean;
    type?: number;
  } | null;
}

const path = "/channels/:channel/messages";

export const messageRoutes: Route[] = [
  route("POST", path, { limit: 5, windowMs: 5000 }, post),
  route("GET", path, { limit: 5, windowMs: 5000 }, list),
  route("GET", `${path}/:message`, { limit: 5, windowMs: 5000 }, (core, { params }) => {
    const channel = channelOf(core, params.channel, Permission.ReadMessageHistory);
    return ok(shown(core, messageOf(channel, params.message)));
  }),
  route("PATCH", `${path}/:message`, { limit: 5, windowMs: 5000 }, edit),
  route("DELETE", `${path}/:message`, { limit: 5, windowMs: 1000 }, remove),
  route("POST", `${path}/bulk-delete`, { limit: 1, windowMs: 1000 }, bulkDelete),
  route("POST", "/channels/:channel/typing", { limit: 5, windowMs: 5000 }, (core, { params }) => {
    const channel = channelOf(core, params.channel);
    if (!has(botPermissions(core, channel), sending(channel))) throw refusals.missingPermissions();
    core.bus.emit({ type: "typing", channelId: channel.id, userId: core.world.bot.id });
    return noContent;
  }),
  route("PUT", `${path}/pins/:message`, { limit: 5, windowMs: 5000 }, (core, { params }) =>
    pin(core, params, true),
  ),
  route("DELETE", `${path}/pins/:message`, { limit: 5, windowMs: 5000 }, (core, { params }) =>
    pin(core, params, false),
  ),
];

function post(core: Core, request: RestRequest): RestAnswer {
  const channel = channelOf(core, request.params.channel);
  if (channel.kind === 1) refuseClosedDm(core, channel);
  const body = checkMessage(core.settings, "create", request) as NewMessageBody;
  needPermissions(core, channel, body, request.uploads.length);
  if (channel.kind === 4 || channel.kind === 15) throw refusals.missingAccess();

  const nonce = body.nonce == null || body.enforce_nonce !== true ? undefined : String(body.nonce);
  const before = nonce === undefined ? undefined : core.nonces.find(channel.id, nonce);
  if (before !== undefined) return ok(before.raw);
  const parts = messageParts(core, channel, body, request.uploads);
  const message = addMessage(core.stage, channel, {
    authorId: core.world.bot.id,
    parts: {
      ...parts,
      flags: body.flags ?? 0,
      ...(body.nonce == null ? {} : { nonce: body.nonce }),
      ...replyParts(channel, body),
    } as Partial<APIMessage>,
  });
  if (nonce !== undefined) core.nonces.keep(channel.id, nonce, message);
  return ok(message.raw);
}

/** A DM reaches people who share a server with the bot and let members write to them, or who installed the app. */
function refuseClosedDm(core: Core, channel: Channel): void {
  const other = core.world.user(channel.people.find((id) => id !== core.world.bot.id) ?? "");
  if (other === undefined || other.dms === "closed" || !reachable(core, other.id)) throw refusals.dmsClosed();
}

function reachable(core: Core, userId: string): boolean {
  const { world } = core;
  if (world.user(userId)?.installed === true) return true;
  for (const guild of world.guilds.values()) if (guild.hasBot && guild.members.has(userId)) return true;
  return world.inGrownGuild(userId);
}

function needPermissions(core: Core, channel: Channel, body: MessageBody, files: number): void {
  const bits = botPermissions(core, channel);
  if (!has(bits, sending(channel))) throw refusals.missingPermissions();
  if ((body.embeds?.length ?? 0) > 0 && !has(bits, Permission.EmbedLinks))
    throw refusals.missingPermissions();
  if (files > 0 && !has(bits, Permission.AttachFiles)) throw refusals.missingPermissions();
}

function replyParts(channel: Channel, body: NewMessageBody): object {
  const reference = body.message_reference;
  if (reference?.message_id === undefined) return {};
  const target = channel.messages.get(reference.message_id);
  if (target === undefined) {
    if (reference.fail_if_not_exists === false) return {};
    throw refusals.unknownMessage();
  }
  return {
    type: 19,
    message_reference: {
      type: 0,
      message_id: target.id,
      channel_id: channel.id,
      ...(channel.guildId === null ? {} : { guild_id: channel.guildId }),
    },
    referenced_message: target.raw,
  };
}

function list(core: Core, { params, query }: RestRequest): RestAnswer {
  const channel = channelOf(core, params.channel);
  if (!has(botPermissions(core, channel), Permission.ReadMessageHistory)) return ok([]);
  const limit = Math.min(100, Number(query.get("limit") ?? 50));
  let all = [...channel.messages.values()].filter((message) => message.visibleTo === null);
  const before = query.get("before");
  const after = query.get("after");
  if (before !== null) all = all.filter((message) => BigInt(message.id) < BigInt(before));
  if (after !== null) all = all.filter((message) => BigInt(message.id) > BigInt(after)).slice(0, limit);
  return ok(
    all
      .slice(-limit)
      .reverse()
      .map((message) => shown(core, message)),
  );
}

function edit(core: Core, request: RestRequest): RestAnswer {
  const channel = channelOf(core, request.params.channel);
  const message = messageOf(channel, request.params.message);
  if (message.raw.author.id !== core.world.bot.id) throw refusals.othersMessage();
  if (channel.kind === 1) refuseClosedDm(core, channel);
  const body = checkMessage(core.settings, "edit", request, message.raw);
  const parts = messageParts(core, channel, body, request.uploads, message.raw.attachments);
  if (body.flags != null) parts.flags = editedFlags(message.raw, body.flags);
  return ok(changeMessage(core.stage, channel, message, parts).raw);
}

/** An edit may set Components V2 and suppress embeds, and cannot take the first back. */
export function editedFlags(raw: APIMessage, flags: number): number {
  const settable = (1 << 2) | (1 << 15);
  return ((raw.flags ?? 0) & ~(1 << 2)) | (flags & settable) | ((raw.flags ?? 0) & (1 << 15));
}

function remove(core: Core, { params }: RestRequest): RestAnswer {
  const channel = channelOf(core, params.channel);
  const message = messageOf(channel, params.message);
  if (message.raw.author.id !== core.world.bot.id) {
    if (channel.kind === 1) throw refusals.wrongChannelType();
    if (!has(botPermissions(core, channel), Permission.ManageMessages)) throw refusals.missingPermissions();
  }
  removeMessage(core.stage, channel, message);
  return noContent;
}

function bulkDelete(core: Core, { params, body }: RestRequest): RestAnswer {
  const channel = channelOf(core, params.channel);
  if (channel.kind === 1) throw refusals.wrongChannelType();
  if (!has(botPermissions(core, channel), Permission.ManageMessages)) throw refusals.missingPermissions();
  const ids = (body as { messages?: unknown } | undefined)?.messages;
  for (const id of Array.isArray(ids) ? ids : []) {
    const message = channel.messages.get(String(id));
    if (message !== undefined) removeMessage(core.stage, channel, message);
  }
  return noContent;
}

function pin(core: Core, params: Record<string, string>, pinned: boolean): RestAnswer {
  const channel = channelOf(core, params.channel);
  const needed = channel.guildId === null ? 0n : Permission.PinMessages;
  if (!has(botPermissions(core, channel), needed)) throw refusals.missingPermissions();
  changeMessage(core.stage, channel, messageOf(channel, params.message), { pinned }, false);
  return noContent;
}

function shown(core: Core, message: Message): APIMessage {
  const seesContent = core.settings.privileged.some((name) => PRIVILEGED[name] === PRIVILEGED.content);
  return renderMessage(core.world, message, seesContent);
}
