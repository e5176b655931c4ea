/** The INTERACTION_CREATE event as Discord sends it. */
import type { Core } from "../core.ts";
import { botPermissions } from "../rest/find.ts";
import type { Channel, Guild, Message, User } from "../world/entities.ts";
import { IN_DM, channelPermissions } from "../world/permissions.ts";
import { renderChannel, renderMember, renderUser } from "../world/render.ts";
import { rightsChannel } from "../world/world.ts";
import type { Interaction, InteractionKind } from "./registry.ts";

/** Where an interaction happens: a server, a DM with the bot, or any other conversation. */
export type Context = 0 | 1 | 2;

export interface Setting {
  user: User;
  channel: Channel;
  guild: Guild | undefined;
  context: Context;
  /** Who let the app in here: `{"0": server or "0", "1": user}`. */
  owners: Record<string, string>;
}

export const INTERACTION_TYPE: Record<InteractionKind, number> = {
  slash: 2,
  context: 2,
  component: 3,
  autocomplete: 4,
  modal: 5,
};

export function contextOf(core: Core, channel: Channel): Context {
  if (channel.guildId !== null) return 0;
  return channel.people.includes(core.world.bot.id) ? 1 : 2;
}

export function interactionPayload(
  core: Core,
  interaction: Interaction,
  setting: Setting,
  data: object,
): object {
  const { user, channel, guild, context, owners } = setting;
  const { world } = core;
  const member = guild === undefined ? undefined : world.member(guild.id, user.id);
  const rights =
    guild === undefined || member === undefined ? IN_DM : memberPermissions(core, guild, user, channel);
  const who =
    member === undefined
      ? { user: renderUser(user) }
      : { member: { ...renderMember(member, user), permissions: rights.toString() } };
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type: INTERACTION_TYPE[interaction.kind],
    token: interaction.token,
    version: 1,
    data,
    channel_id: channel.id,
    channel: partialChannel(core, channel, rights),
    ...(guild === undefined
      ? {}
      : {
          guild_id: guild.id,
          guild: { id: guild.id, locale: guild.locale, features: [] },
          guild_locale: guild.locale,
        }),
    ...who,
    ...(interaction.source === null ? {} : { message: interaction.source.raw }),
    locale: user.locale,
    app_permissions: appPermissions(core, channel, context).toString(),
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: owners,
    context,
    attachment_size_limit: 10 * 1024 * 1024,
  };
}

export function memberPermissions(core: Core, guild: Guild, user: User, channel: Channel): bigint {
  const member = core.world.member(guild.id, user.id);
  return member === undefined ? 0n : channelPermissions(guild, member, rightsChannel(core.world, channel));
}

/** Where the app is no member, it may do what a DM allows. */
function appPermissions(core: Core, channel: Channel, context: Context): bigint {
  const bits = botPermissions(core, channel);
  return context === 0 && bits !== 0n ? bits : IN_DM;
}

export function partialChannel(core: Core, channel: Channel, permissions: bigint): object {
  return { ...renderChannel(core.world, channel), permissions: permissions.toString() };
}

/** Components answer in the name of whoever let the app in when their message was made. */
export function ownersOfMessage(message: Message, channel: Channel): Record<string, string> {
  const metadata = message.raw.interaction_metadata as
    | { authorizing_integration_owners?: Record<string, string> }
    | undefined;
  return metadata?.authorizing_integration_owners ?? { "0": channel.guildId ?? "0" };
}
