/** Servers, members, roles and channels, as far as a bot without the members intent asks about them. */
import type { APIRole } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import { checkBody } from "../validate/schema.ts";
import { changeChannel, createChannel, createThread, deleteChannel } from "../world/channels.ts";
import type { ChannelKind } from "../world/entities.ts";
import { leave, setRoles } from "../world/members.ts";
import { Permission } from "../world/permissions.ts";
import { renderChannel, renderGuild, renderMember } from "../world/render.ts";
import { channelsOf, isThread } from "../world/world.ts";
import { channelOf, guildOf, memberOf, messageOf, needGuildPermission } from "./find.ts";
import { noContent, ok, route } from "./route.ts";
import type { RestAnswer, RestRequest, Route } from "./route.ts";

export const guildRoutes: Route[] = [
  route("GET", "/guilds/:guild", null, getGuild),
  route("GET", "/guilds/:guild/channels", null, (core, { params }) => {
    const guild = guildOf(core, params.guild);
    const channels = channelsOf(core.world, guild).filter((channel) => !isThread(channel));
    return ok(channels.map((channel) => renderChannel(core.world, channel)));
  }),
  route("POST", "/guilds/:guild/channels", null, postChannel),
  route("GET", "/guilds/:guild/roles", null, (core, { params }) => ok(rolesOf(core, params.guild))),
  route("GET", "/guilds/:guild/roles/:role", null, (core, { params }) => {
    const role = rolesOf(core, params.guild).find((one) => one.id === params.role);
    if (role === undefined) throw refusals.unknownRole();
    return ok(role);
  }),
  route("GET", "/guilds/:guild/members/:user", { limit: 5, windowMs: 1000 }, (core, { params }) => {
    const member = memberOf(core, guildOf(core, params.guild), params.user);
    return ok(renderMember(member, core.world.user(member.userId)));
  }),
  route("GET", "/guilds/:guild/members", { limit: 10, windowMs: 10_000 }, listMembers),
  route("DELETE", "/guilds/:guild/members/:user", { limit: 5, windowMs: 1000 }, kick),
  route("PUT", "/guilds/:guild/members/:user/roles/:role", null, (core, request) =>
    changeRole(core, request, true),
  ),
  route("DELETE", "/guilds/:guild/members/:user/roles/:role", null, (core, request) =>
    changeRole(core, request, false),
  ),
  route("GET", "/guilds/:guild/threads/active", null, (core, { params }) => {
    const guild = guildOf(core, params.guild);
    const threads = channelsOf(core.world, guild).filter((channel) => isThread(channel) && !channel.archived);
    return ok({ threads: threads.map((thread) => renderChannel(core.world, thread)), members: [] });
  }),
  route("GET", "/channels/:channel", null, (core, { params }) =>
    ok(renderChannel(core.world, channelOf(core, params.channel))),
  ),
  route("PATCH", "/channels/:channel", { limit: 5, windowMs: 15_000 }, patchChannel),
  route("DELETE", "/channels/:channel", null, removeChannel),
  route("POST", "/channels/:channel/threads", { limit: 50, windowMs: 300_000 }, (core, request) =>
    postThread(core, request),
  ),
  route(
    "POST",
    "/channels/:channel/messages/:message/threads",
    { limit: 50, windowMs: 300_000 },
    threadOnMessage,
  ),
  route("PUT", "/channels/:channel/thread-members/:user", null, joinThread),
];

function getGuild(core: Core, { params, query }: RestRequest): RestAnswer {
  const guild = guildOf(core, params.guild);
  const count = guild.memberCount ?? guild.members.size;
  const counts = { approximate_member_count: count, approximate_presence_count: count };
  return ok({ ...renderGuild(guild), ...(query.get("with_counts") === "true" ? counts : {}) });
}

function rolesOf(core: Core, guildId: string | undefined): APIRole[] {
  return renderGuild(guildOf(core, guildId)).roles;
}

function listMembers(core: Core, { params, query }: RestRequest): RestAnswer {
  const guild = guildOf(core, params.guild);
  // The whole list is for applications with the members intent.
  if (!core.settings.privileged.includes("members")) throw refusals.missingAccess();
  const after = BigInt(query.get("after") ?? "0");
  const members = [...guild.members.values()].filter((member) => BigInt(member.userId) > after);
  const limit = Math.min(1000, Number(query.get("limit") ?? 1));
  return ok(members.slice(0, limit).map((member) => renderMember(member, core.world.user(member.userId))));
}

function kick(core: Core, { params }: RestRequest): RestAnswer {
  const guild = guildOf(core, params.guild);
  needGuildPermission(core, guild, Permission.KickMembers);
  leave(core.stage, guild, memberOf(core, guild, params.user).userId);
  return noContent;
}

function changeRole(core: Core, { params }: RestRequest, give: boolean): RestAnswer {
  const guild = guildOf(core, params.guild);
  needGuildPermission(core, guild, Permission.ManageRoles);
  const member = memberOf(core, guild, params.user);
  const role = guild.roles.get(params.role ?? "");
  if (role === undefined) throw refusals.unknownRole();
  const others = member.roles.filter((id) => id !== role.id);
  setRoles(core.stage, guild, member, give ? [...others, role.id] : others);
  return noContent;
}

interface ChannelBody {
  name?: string;
  type?: number | null;
  topic?: string | null;
  parent_id?: string | null;
  permission_overwrites?:
    | { id: string; type?: number; allow?: string | number; deny?: string | number }[]
    | null;
  archived?: boolean | null;
}

function overwrites(body: ChannelBody) {
  return (body.permission_overwrites ?? []).map(({ id, type, allow, deny }) => ({
    id,
    type: type ?? 0,
    allow: String(allow ?? 0),
    deny: String(deny ?? 0),
  }));
}

function postChannel(core: Core, request: RestRequest): RestAnswer {
  const guild = guildOf(core, request.params.guild);
  needGuildPermission(core, guild, Permission.ManageChannels);
  const body = checkBody(core.settings, "CreateGuildChannelRequestSchema", request) as ChannelBody;
  const channel = createChannel(core.stage, guild, {
    name: body.name ?? "",
    kind: (body.type ?? 0) as ChannelKind,
    topic: body.topic ?? null,
    parentId: body.parent_id ?? null,
    overwrites: overwrites(body),
  });
  return { status: 201, body: renderChannel(core.world, channel) };
}

function patchChannel(core: Core, request: RestRequest): RestAnswer {
  const channel = channelOf(core, request.params.channel);
  if (channel.kind === 1) throw refusals.wrongChannelType();
  const needed = isThread(channel) ? Permission.ManageThreads : Permission.ManageChannels;
  channelOf(core, channel.id, needed);
  const schema = isThread(channel)
    ? "UpdateThreadRequestPartialSchema"
    : "UpdateGuildChannelRequestPartialSchema";
  const body = checkBody(core.settings, schema, request) as ChannelBody;
  const changed = changeChannel(core.stage, channel, {
    ...(body.name === undefined ? {} : { name: body.name }),
    ...(body.topic === undefined ? {} : { topic: body.topic }),
    ...(body.parent_id === undefined || isThread(channel) ? {} : { parentId: body.parent_id }),
    ...(body.permission_overwrites == null ? {} : { overwrites: overwrites(body) }),
    ...(body.archived == null ? {} : { archived: body.archived }),
  });
  return ok(renderChannel(core.world, changed));
}

function removeChannel(core: Core, { params }: RestRequest): RestAnswer {
  const channel = channelOf(core, params.channel);
  if (channel.kind === 1) return ok(renderChannel(core.world, channel));
  channelOf(core, channel.id, isThread(channel) ? Permission.ManageThreads : Permission.ManageChannels);
  deleteChannel(core.stage, channel);
  return ok(renderChannel(core.world, channel));
}

function postThread(core: Core, request: RestRequest, messageId?: string): RestAnswer {
  const parent = channelOf(core, request.params.channel);
  if (parent.kind === 1 || isThread(parent)) throw refusals.wrongChannelType();
  const schema =
    messageId === undefined
      ? "CreateTextThreadWithoutMessageRequestSchema"
      : "CreateTextThreadWithMessageRequestSchema";
  const body = checkBody(core.settings, schema, request) as ChannelBody;
  const isPrivate = messageId === undefined && (body.type ?? 12) === 12;
  channelOf(core, parent.id, isPrivate ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads);
  const thread = createThread(core.stage, parent, {
    name: body.name ?? "",
    isPrivate,
    ownerId: core.world.bot.id,
    ...(messageId === undefined ? {} : { id: messageId }),
  });
  return { status: 201, body: renderChannel(core.world, thread) };
}

function threadOnMessage(core: Core, request: RestRequest): RestAnswer {
  const message = messageOf(channelOf(core, request.params.channel), request.params.message);
  return postThread(core, request, message.id);
}

function joinThread(core: Core, { params }: RestRequest): RestAnswer {
  const thread = channelOf(core, params.channel);
  if (!isThread(thread)) throw refusals.wrongChannelType();
  const userId = params.user === "@me" ? core.world.bot.id : (params.user ?? "");
  if (core.world.user(userId) === undefined) throw refusals.unknownUser();
  if (!thread.people.includes(userId))
    changeChannel(core.stage, thread, { people: [...thread.people, userId] });
  return noContent;
}
