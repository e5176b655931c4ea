/** What can be picked in a select, of each kind. */
import type { APIMessageComponentEmoji, APISelectMenuComponent } from "discord-api-types/v10";
import type { PageGuild } from "../../page-protocol.ts";
import type { Names } from "../state/names.ts";

export interface Choice {
  value: string;
  label: string;
  description?: string;
  emoji?: APIMessageComponentEmoji;
  kind?: "user" | "role" | "channel";
}

/** Types of channels that stand in a select. */
const CHANNEL_TYPES = [0, 2, 4, 5, 10, 11, 12, 13, 15, 16];

export function choicesOf(select: APISelectMenuComponent, names: Names, guildId: string | null): Choice[] {
  switch (select.type) {
    case 3:
      return select.options;
    case 5:
      return people(names, guildId);
    case 6:
      return roles(names.guild(guildId));
    case 7:
      return [...people(names, guildId), ...roles(names.guild(guildId))];
    default:
      return channels(names, guildId, select.channel_types);
  }
}

/** What is picked before anybody has picked. */
export function defaultsOf(select: APISelectMenuComponent): string[] {
  if (select.type === 3)
    return select.options.filter((option) => option.default === true).map(({ value }) => value);
  return (select.default_values ?? []).map(({ id }) => id);
}

export function people(names: Names, guildId: string | null): Choice[] {
  const guild = names.guild(guildId);
  const ids = guild === undefined ? [names.me.id, names.botId] : guild.members.map(({ userId }) => userId);
  return ids.flatMap((id): Choice[] => {
    const user = id === null ? undefined : names.user(id);
    if (user === undefined) return [];
    return [
      { value: user.id, label: names.display(user.id, guildId), description: user.username, kind: "user" },
    ];
  });
}

export function roles(guild: PageGuild | undefined): Choice[] {
  const named = (guild?.roles ?? []).filter(({ id }) => id !== guild?.id);
  return named.map(({ id, name }) => ({ value: id, label: name, kind: "role" }));
}

export function channels(
  names: Names,
  guildId: string | null,
  types: readonly number[] = CHANNEL_TYPES,
): Choice[] {
  const places = names.guild(guildId)?.channels ?? [];
  return places
    .filter(({ channel }) => types.includes(channel.type))
    .map((place) => ({ value: place.channel.id, label: names.channelName(place), kind: "channel" }));
}

/** Those whose name has what was typed; the ones that begin with it first. */
export function narrow<T extends { label: string; description?: string }>(
  choices: readonly T[],
  typed: string,
): T[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === "") return [...choices];
  const begins = (text: string | undefined) => text?.toLocaleLowerCase().startsWith(wanted) === true;
  const holds = (text: string | undefined) => text?.toLocaleLowerCase().includes(wanted) === true;
  const first = choices.filter(({ label }) => begins(label));
  const later = choices.filter(
    (choice) => !first.includes(choice) && (holds(choice.label) || holds(choice.description)),
  );
  return [...first, ...later];
}
