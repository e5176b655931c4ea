/** Who is who, and what is called what, for one persona. Built anew only when the world changes. */
import type { APIRole, APIUser } from "discord-api-types/v10";
import type { PageChannel, PageGuild, Persona } from "../../page-protocol.ts";
import type { PaneState } from "./state.ts";

export interface Names {
  readonly me: Persona;
  readonly botId: string | null;
  user(id: string): APIUser | undefined;
  /** The name shown: the server's nickname, else the display name. */
  display(id: string, guildId?: string | null): string;
  /** Colour of the highest role that has one, `#rrggbb`. */
  colour(id: string, guildId?: string | null): string | undefined;
  channel(id: string): PageChannel | undefined;
  /** `general`, or the other person's name in a DM. */
  channelName(place: PageChannel): string;
  role(id: string): APIRole | undefined;
  guild(id: string | null | undefined): PageGuild | undefined;
}

type World = Pick<PaneState, "me" | "personas" | "bot" | "guilds" | "dms">;

export function makeNames(world: World): Names {
  const { me, personas, bot, guilds, dms } = world;
  const users = new Map<string, APIUser>();
  for (const { recipients = [] } of dms.map(({ channel }) => channel as { recipients?: APIUser[] })) {
    for (const user of recipients) users.set(user.id, user);
  }
  for (const persona of personas) users.set(persona.id, persona.user);
  if (bot !== null) users.set(bot.id, bot);
  const channels = new Map(
    [...guilds.flatMap((guild) => guild.channels), ...dms].map((place) => [place.channel.id, place]),
  );
  const roles = new Map(guilds.flatMap((guild) => guild.roles).map((role) => [role.id, role]));
  const guildById = new Map(guilds.map((guild) => [guild.id, guild]));

  const names: Names = {
    me,
    botId: bot?.id ?? null,
    user: (id) => users.get(id),
    display(id, guildId) {
      const nick = guildById.get(guildId ?? "")?.members.find(({ userId }) => userId === id)?.nick;
      const user = users.get(id);
      return nick ?? (user === undefined ? "someone" : nameOf(user));
    },
    colour(id, guildId) {
      const member = guildById.get(guildId ?? "")?.members.find(({ userId }) => userId === id);
      const coloured = (member?.roles ?? [])
        .flatMap((roleId) => roles.get(roleId) ?? [])
        .filter((role) => role.colors.primary_color !== 0)
        .sort((a, b) => b.position - a.position);
      return coloured[0] === undefined ? undefined : hex(coloured[0].colors.primary_color);
    },
    channel: (id) => channels.get(id),
    channelName(place) {
      const { channel } = place;
      if ("recipients" in channel)
        return (channel.recipients ?? []).map(nameOf).join(", ") || (bot?.username ?? "DM");
      return channel.name ?? "channel";
    },
    role: (id) => roles.get(id),
    guild: (id) => (id == null ? undefined : guildById.get(id)),
  };
  return names;
}

export function nameOf(user: APIUser): string {
  return user.global_name ?? user.username;
}

/** `#rrggbb` of Discord's colour number. */
export function hex(colour: number): string {
  return `#${colour.toString(16).padStart(6, "0")}`;
}
