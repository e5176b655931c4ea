/** People coming, going and being given roles; the bot among them. */
import type { APIRole } from "discord-api-types/v10";
import type { Guild, Member, User } from "./entities.ts";
import { makeRole } from "./make.ts";
import { renderGuildCreate, renderMember, renderUser } from "./render.ts";
import type { Stage } from "./messages.ts";
import { EVERYONE } from "./permissions.ts";

export interface NewUser {
  handle: string;
  name?: string;
  zone?: string;
  locale?: string;
  dms?: "open" | "closed";
  installed?: boolean;
  about?: string;
}

export function createUser(stage: Stage, given: NewUser): User {
  const { world, bus } = stage;
  if (world.byHandle(given.handle) !== undefined) throw new Error(`There is a ${given.handle} already.`);
  const user: User = {
    id: world.nextId(),
    handle: given.handle,
    name: given.name ?? capitalised(given.handle),
    bot: false,
    zone: given.zone ?? "Europe/London",
    locale: given.locale ?? "en-GB",
    dms: given.dms ?? "open",
    installed: given.installed ?? false,
    about: given.about ?? "member",
  };
  world.users.set(user.id, user);
  bus.emit({ type: "world" });
  return user;
}

export function createGuild(stage: Stage, given: { name: string; owner: User; locale?: string }): Guild {
  const { world } = stage;
  const id = world.nextId();
  const guild: Guild = {
    id,
    name: given.name,
    ownerId: given.owner.id,
    locale: given.locale ?? "en-GB",
    roles: new Map([[id, makeRole(id, "@everyone", EVERYONE, 0)]]),
    members: new Map(),
    channelIds: new Set(),
    hasBot: false,
  };
  world.guilds.set(id, guild);
  join(stage, guild, given.owner.id);
  return guild;
}

export function createRole(stage: Stage, guild: Guild, name: string, permissions: bigint): APIRole {
  const role = makeRole(stage.world.nextId(), name, permissions, guild.roles.size);
  guild.roles.set(role.id, role);
  tellGuild(stage, guild, "GUILD_ROLE_CREATE", { guild_id: guild.id, role });
  return role;
}

/** Takes somebody in. A second time changes nothing. */
export function join(stage: Stage, guild: Guild, userId: string, roles: string[] = []): Member {
  const known = stage.world.member(guild.id, userId);
  if (known !== undefined) return known;
  const member: Member = { userId, nick: null, roles, joinedAt: stage.world.now() };
  guild.members.set(userId, member);
  if (guild.memberCount !== undefined) guild.memberCount += 1;
  const data = { ...renderMember(member, stage.world.user(userId)), guild_id: guild.id };
  tellGuild(stage, guild, "GUILD_MEMBER_ADD", data);
  return member;
}

export function leave(stage: Stage, guild: Guild, userId: string): void {
  const user = stage.world.user(userId);
  if (user === undefined || !guild.members.delete(userId)) return;
  if (guild.memberCount !== undefined) guild.memberCount -= 1;
  tellGuild(stage, guild, "GUILD_MEMBER_REMOVE", { guild_id: guild.id, user: renderUser(user) });
}

export function setRoles(stage: Stage, guild: Guild, member: Member, roles: string[]): void {
  member.roles = roles;
  const data = { ...renderMember(member, stage.world.user(member.userId)), guild_id: guild.id };
  tellGuild(stage, guild, "GUILD_MEMBER_UPDATE", data);
}

/** The app is added to a server with these permissions, as its invitation asks. */
export function addBot(stage: Stage, guild: Guild, permissions: bigint): void {
  const { world, bus } = stage;
  if (guild.hasBot) return;
  const role = {
    ...makeRole(world.nextId(), world.bot.name, permissions, guild.roles.size),
    managed: true,
    tags: { bot_id: world.bot.id },
  };
  guild.roles.set(role.id, role);
  guild.hasBot = true;
  guild.members.set(world.bot.id, {
    userId: world.bot.id,
    nick: null,
    roles: [role.id],
    joinedAt: world.now(),
  });
  bus.emit({
    type: "dispatch",
    name: "GUILD_CREATE",
    guildId: guild.id,
    data: renderGuildCreate(world, guild),
  });
  bus.emit({ type: "world" });
}

/** The app is thrown out, or leaves by itself. Its role and its commands for this server go with it. */
export function removeBot(stage: Stage, guild: Guild): void {
  const { world, bus } = stage;
  if (!guild.hasBot) return;
  guild.hasBot = false;
  guild.members.delete(world.bot.id);
  world.commands.delete(guild.id);
  for (const role of guild.roles.values())
    if (role.tags?.bot_id === world.bot.id) guild.roles.delete(role.id);
  bus.emit({ type: "dispatch", name: "GUILD_DELETE", guildId: guild.id, data: { id: guild.id } });
  bus.emit({ type: "world" });
}

function tellGuild(
  stage: Stage,
  guild: Guild,
  name: "GUILD_MEMBER_ADD" | "GUILD_MEMBER_REMOVE" | "GUILD_MEMBER_UPDATE" | "GUILD_ROLE_CREATE",
  data: object,
): void {
  if (guild.hasBot) stage.bus.emit({ type: "dispatch", name, guildId: guild.id, data });
  stage.bus.emit({ type: "world" });
}

function capitalised(handle: string): string {
  return handle.charAt(0).toUpperCase() + handle.slice(1);
}

/** The first server the bot is in. */
export function guildWithBot(world: Stage["world"]): Guild | undefined {
  for (const guild of world.guilds.values()) if (guild.hasBot) return guild;
  return undefined;
}
