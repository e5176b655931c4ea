/** Which commands the picker shows to whom, and where. */
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { contextOf } from "../interactions/payload.ts";
import type { Context } from "../interactions/payload.ts";
import type { Channel, Guild, User } from "../world/entities.ts";
import { Permission, channelPermissions, guildPermissions, has } from "../world/permissions.ts";
import { rightsChannel } from "../world/world.ts";

export interface Offer {
  command: APIApplicationCommand;
  owners: Record<string, string>;
}

/** Commands this person can use in this channel. */
export function offeredIn(core: Core, user: User, channel: Channel): Offer[] {
  const context = contextOf(core, channel);
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId);
  if (guild !== undefined && !mayUseCommands(core, guild, user, channel)) return [];
  const globals = core.world.commands.get("global") ?? [];
  const own = guild === undefined ? [] : (core.world.commands.get(guild.id) ?? []);
  return [...own, ...globals].flatMap((command) => {
    const owners = ownersHere(user, command, guild, context);
    const allowed = guild === undefined || mayUse(guild, core, user, command);
    return owners === undefined || !allowed || !inContext(command, context) ? [] : [{ command, owners }];
  });
}

function mayUseCommands(core: Core, guild: Guild, user: User, channel: Channel): boolean {
  const member = core.world.member(guild.id, user.id);
  if (member === undefined) return false;
  const bits = channelPermissions(guild, member, rightsChannel(core.world, channel));
  return has(bits, Permission.ViewChannel | Permission.UseApplicationCommands);
}

/** Under which installation the command is offered here; undefined when under none. */
function ownersHere(
  user: User,
  command: APIApplicationCommand,
  guild: Guild | undefined,
  context: Context,
): Record<string, string> | undefined {
  const types: number[] = command.integration_types ?? [0];
  const owners: Record<string, string> = {};
  if (types.includes(0) && guild?.hasBot === true) owners["0"] = guild.id;
  if (types.includes(0) && context === 1) owners["0"] = "0";
  if (types.includes(1) && user.installed) owners["1"] = user.id;
  return Object.keys(owners).length === 0 ? undefined : owners;
}

function inContext(command: APIApplicationCommand, context: Context): boolean {
  if (command.contexts != null) return (command.contexts as number[]).includes(context);
  // The old property, still honoured where `contexts` is not set.
  return context === 0 || command.dm_permission !== false;
}

function mayUse(guild: Guild, core: Core, user: User, command: APIApplicationCommand): boolean {
  if (command.default_member_permissions == null) return true;
  const member = core.world.member(guild.id, user.id);
  if (member === undefined) return false;
  const bits = guildPermissions(guild, member);
  if (has(bits, Permission.Administrator)) return true;
  const needed = BigInt(command.default_member_permissions);
  return needed !== 0n && has(bits, needed);
}
