/** Slash commands with their words taken from the sentence files, in every language there is. */
import {
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  SlashCommandBuilder,
  type LocalizationMap,
} from "discord.js";
import type { Sentences } from "#locale/keys.ts";
import { locales, translator } from "#locale/sentences.ts";

type PlainKey = { [K in keyof Sentences]: keyof Sentences[K] extends never ? K : never }[keyof Sentences];

/** The same sentence in every language but English, as Discord takes it. */
function inOthers(key: PlainKey): LocalizationMap {
  const others = locales.filter((locale) => locale !== "en");
  return Object.fromEntries(others.map((locale) => [locale, say(locale, key)])) as LocalizationMap;
}

/** What an option offers; the words of each value are at `keyOf(value)`. */
export const choices = <V extends string>(values: readonly V[], keyOf: (value: V) => PlainKey) =>
  values.map((value) => {
    const key = keyOf(value);
    return { value, name: say("en", key), name_localizations: inOthers(key) };
  });

/** A description in English and, for Discord, in the other languages. */
export function described<
  B extends { setDescription(text: string): B; setDescriptionLocalizations(map: LocalizationMap | null): B },
>(builder: B, key: PlainKey): B {
  return builder.setDescription(say("en", key)).setDescriptionLocalizations(inOthers(key));
}

const say = (locale: string, key: PlainKey): string =>
  (translator(locale).plain as (key: PlainKey) => string)(key);

/** A command for members: in servers, in DMs and, as a user-installed app, anywhere. Its words are at `<name>.description`. */
export function memberCommand<N extends string>(
  name: N & (`${N}.description` extends PlainKey ? N : never),
): SlashCommandBuilder {
  const builder = new SlashCommandBuilder()
    .setName(name)
    .setContexts(
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    )
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall);
  return described(builder, `${name}.description` as PlainKey);
}

/** A command for moderators: in servers only, offered to those who may manage the server. */
export function moderatorCommand<N extends string>(
  name: N & (`${N}.description` extends PlainKey ? N : never),
): SlashCommandBuilder {
  const builder = new SlashCommandBuilder()
    .setName(name)
    .setContexts(InteractionContextType.Guild)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall)
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild);
  return described(builder, `${name}.description` as PlainKey);
}
