/** Slash commands as one picks them: subcommands stand on their own, `/schedule add`. */
import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from "discord-api-types/v10";
import type { OfferedCommand, PageChannel } from "../../page-protocol.ts";

export interface Entry {
  /** `schedule add`, without the slash. */
  path: string;
  description: string;
  options: APIApplicationCommandBasicOption[];
}

const SLASH = 1;
const SUBCOMMAND = 1;
const GROUP = 2;

/** Commands offered in a channel, in the person's language, by name. */
export function entriesIn(commands: readonly OfferedCommand[], place: PageChannel, locale: string): Entry[] {
  const guildId = "guild_id" in place.channel ? (place.channel.guild_id ?? "") : "";
  const here = commands.filter(({ command, guilds, botDm, private: alone }) => {
    if (command.type !== SLASH) return false;
    if (place.context === "guild") return guilds.includes(guildId);
    return place.context === "bot_dm" ? botDm : alone;
  });
  return here
    .flatMap(({ command }) =>
      flatten(command.name, described(command, locale), command.options ?? [], locale),
    )
    .sort((a, b) => a.path.localeCompare(b.path));
}

function flatten(
  path: string,
  description: string,
  options: APIApplicationCommandOption[],
  locale: string,
): Entry[] {
  const nested = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  if (nested.length === 0)
    return [{ path, description, options: options as APIApplicationCommandBasicOption[] }];
  return nested.flatMap((option) =>
    flatten(`${path} ${option.name}`, described(option, locale), option.options ?? [], locale),
  );
}

interface Described {
  description: string;
  description_localizations?: Partial<Record<string, string | null>> | null;
}

/** What it says of itself in the person's language. */
export function described(thing: Described, locale: string): string {
  return thing.description_localizations?.[locale] ?? thing.description;
}

/** Entries for what has been typed after the slash: those that begin with it, then those that hold it. */
export function matching(entries: readonly Entry[], typed: string): Entry[] {
  const wanted = typed.trimStart().toLocaleLowerCase();
  const rank = ({ path, description }: Entry) => {
    if (path.startsWith(wanted)) return 0;
    if (path.includes(wanted)) return 1;
    return description.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .filter((ranked) => ranked.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ entry }) => entry);
}
