import type { Channel, Guild, Member } from "./entities.ts";

/** Discord's permission bits that the sandbox looks at. */
export const Permission = {
  CreateInstantInvite: 1n << 0n,
  KickMembers: 1n << 1n,
  BanMembers: 1n << 2n,
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  ManageRoles: 1n << 28n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  UseApplicationCommands: 1n << 31n,
  SendMessagesInThreads: 1n << 38n,
  UseExternalApps: 1n << 50n,
  PinMessages: 1n << 51n,
} as const;

const ALL = (1n << 53n) - 1n;
/** What @everyone may do in a new server. */
export const EVERYONE =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.AddReactions |
  Permission.CreateInstantInvite |
  Permission.CreatePublicThreads |
  Permission.SendMessagesInThreads |
  Permission.UseApplicationCommands |
  Permission.UseExternalApps;

/** What one may do in a conversation that belongs to no server. */
export const IN_DM =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory |
  Permission.AddReactions |
  Permission.MentionEveryone |
  Permission.UseApplicationCommands;

/** Permissions in the server as a whole. */
export function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.userId) return ALL;
  let bits = BigInt(guild.roles.get(guild.id)?.permissions ?? "0");
  for (const roleId of member.roles) bits |= BigInt(guild.roles.get(roleId)?.permissions ?? "0");
  return (bits & Permission.Administrator) === 0n ? bits : ALL;
}

/**
 * Permissions in a channel: those in the server, less and plus the overwrites of @everyone, of the roles together, and
 * of the member, in this order. A thread goes by its parent's overwrites.
 */
export function channelPermissions(guild: Guild, member: Member, channel: Channel): bigint {
  const base = guildPermissions(guild, member);
  if (base === ALL) return ALL;
  const find = (id: string) => channel.overwrites.find((overwrite) => overwrite.id === id);
  let bits = apply(base, [find(guild.id)]);
  bits = apply(bits, member.roles.map(find));
  return apply(bits, [find(member.userId)]);
}

function apply(bits: bigint, overwrites: ({ allow: string; deny: string } | undefined)[]): bigint {
  let allow = 0n;
  let deny = 0n;
  for (const overwrite of overwrites) {
    if (overwrite === undefined) continue;
    allow |= BigInt(overwrite.allow);
    deny |= BigInt(overwrite.deny);
  }
  return (bits & ~deny) | allow;
}

export function has(bits: bigint, permission: bigint): boolean {
  return (bits & permission) === permission;
}
