/** New things of the world with Discord's defaults. */
import type { APIRole } from "discord-api-types/v10";
import type { Channel, ChannelKind } from "./entities.ts";

/** @param id the server's id for @everyone, else a new one. */
export function makeRole(id: string, name: string, permissions: bigint, position: number): APIRole {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: permissions.toString(),
    managed: false,
    mentionable: false,
    flags: 0 as APIRole["flags"],
  };
}

export function emptyChannel(
  id: string,
  guildId: string | null,
  name: string,
  kind: ChannelKind = 0,
): Channel {
  return {
    id,
    kind,
    guildId,
    name,
    topic: null,
    parentId: null,
    position: 0,
    overwrites: [],
    people: [],
    ownerId: null,
    archived: false,
    messages: new Map(),
    lastMessageId: null,
  };
}
