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

/** A description in English and, for Discord, in the other languages. */
export function described<
  B extends { setDescription(text: string): B; setDescriptionLocalizations(map: LocalizationMap | null): B },
>(builder: B, key: PlainKey): B {
  const others = locales.filter((locale) => locale !== "en");
  const map = Object.fromEntries(others.map((locale) => [locale, say(locale, key)])) as LocalizationMap;
  return builder.setDescription(say("en", key)).setDescriptionLocalizations(map);
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
