/** `/server setup`: what its buttons, lists and form do. Each change is checked, kept and written down at once. */
import {
  channelMention,
  PermissionFlagsBits,
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ModalSubmitInteraction,
} from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Moderator } from "#app/schedules.ts";
import type { Guild } from "#app/server-tables.ts";
import type { Snowflake } from "#core/ids.ts";
import { features, keepChoices } from "#core/server-settings.ts";
import { answerForm } from "#commands/help-now/gate.ts";
import type { Answerable } from "#discord/answerable.ts";
import type { Context } from "#discord/context.ts";
import { missingRights } from "#discord/desk.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { findCities, likelyCities } from "#locale/cities.ts";
import { markup } from "#locale/value.ts";
import * as view from "./setup-view.ts";

/** Who presses, and where; the permission was checked before. */
export function moderatorOf({ user, guildId, locale }: Answerable): Moderator {
  if (!guildId) throw new Fault("server-only");
  return { id: user.id, guildId, locale };
}

export async function openPanel(interaction: Answerable, { servers, desk, t, now }: Context): Promise<void> {
  const guild = await servers.open(moderatorOf(interaction));
  const here = missingRights(interaction.appPermissions.bitfield);
  await show(interaction, view.overview(t, { guild, now, here, roleGone: await isRoleGone(guild, desk) }));
}

async function isRoleGone({ id, settings }: Guild, desk: Context["desk"]): Promise<boolean> {
  return settings.onCallRole !== undefined && (await desk.hasRole(id, settings.onCallRole)) === false;
}

type PageView = (t: Context["t"], guild: Guild, said?: string, roleGone?: boolean) => Screen;
const pages: Record<string, PageView> = {
  channels: view.channelsPage,
  "on-call": view.onCallPage,
  lines: view.linesPage,
  features: view.featuresPage,
};

export const setupButtons = {
  setup: (interaction: ButtonInteraction, _args: string[], context: Context) =>
    openPanel(interaction, context),
  async page(interaction: ButtonInteraction, [name = ""]: string[], { servers, desk, t }: Context) {
    const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
    if (!page) throw new Fault("stale-button");
    const guild = await servers.open(moderatorOf(interaction));
    await show(interaction, page(t, guild, "", await isRoleGone(guild, desk)));
  },
  async clock(interaction: ButtonInteraction, _args: string[], { t, now }: Context) {
    await show(interaction, view.clockPage(t, likelyCities(interaction.guildLocale ?? t.locale), now));
  },
  async "other-place"(interaction: ButtonInteraction, _args: string[], { t }: Context) {
    await interaction.showModal(view.placeForm(t));
  },
  async check(interaction: ButtonInteraction, _args: string[], { servers, desk, t }: Context) {
    const { guildId } = moderatorOf(interaction);
    await defer(interaction);
    const { channels } = await servers.health(guildId);
    await fill(interaction, view.checkPage(t, await desk.check(guildId, channels)));
  },
  async "no-duty"(interaction: ButtonInteraction, _args: string[], { servers, t }: Context) {
    const guild = await servers.clear(moderatorOf(interaction), ["onCallRole", "onCallChannel"]);
    await show(interaction, view.onCallPage(t, guild, t("server.on-call.saved")));
  },
  async "add-line"(interaction: ButtonInteraction, _args: string[], { t }: Context) {
    await interaction.showModal(view.lineForm(t));
  },
};

/** Sets a channel, or unsets it when none is picked, and says what is missing there. */
async function setChannel(
  interaction: AnySelectMenuInteraction,
  name: "postChannel" | "problemChannel" | "onCallChannel",
  page: PageView,
  { servers, t }: Context,
): Promise<void> {
  const by = moderatorOf(interaction);
  const [channelId] = interaction.values;
  if (!channelId)
    return show(interaction, page(t, await servers.clear(by, [name]), t("server.channels.cleared")));
  const guild = await servers.change(by, { [name]: channelId });
  const missing = missingIn(interaction, channelId);
  const said = missing.length > 0 ? view.missingText(t, channelId, missing) : "";
  const saved = t("server.channels.saved", { channel: markup(channelMention(channelId)) });
  await show(interaction, page(t, guild, [saved, said].filter(Boolean).join("\n")));
}

/** What the bot lacks in a channel that was just picked: Discord sends its rights along. */
function missingIn(interaction: AnySelectMenuInteraction, channelId: Snowflake) {
  const channel = interaction.isChannelSelectMenu() ? interaction.channels.get(channelId) : undefined;
  const rights = channel && "appPermissions" in channel ? channel.appPermissions : null;
  return rights ? missingRights(rights.bitfield) : [];
}

export const setupSelects = {
  posts: (interaction: AnySelectMenuInteraction, _args: string[], context: Context) =>
    setChannel(interaction, "postChannel", view.channelsPage, context),
  problems: (interaction: AnySelectMenuInteraction, _args: string[], context: Context) =>
    setChannel(interaction, "problemChannel", view.channelsPage, context),
  duty: (interaction: AnySelectMenuInteraction, _args: string[], context: Context) =>
    setChannel(interaction, "onCallChannel", view.onCallPage, context),
  async zone(interaction: AnySelectMenuInteraction, _args: string[], context: Context) {
    await context.servers.setZone(moderatorOf(interaction), interaction.values[0] ?? "");
    await openPanel(interaction, context);
  },
  async role(interaction: AnySelectMenuInteraction, _args: string[], { servers, t }: Context) {
    const [onCallRole = ""] = interaction.values;
    const guild = await servers.change(moderatorOf(interaction), { onCallRole });
    const role = interaction.isRoleSelectMenu() ? interaction.roles.get(onCallRole) : undefined;
    const mentionable =
      role?.mentionable || interaction.appPermissions.has(PermissionFlagsBits.MentionEveryone);
    const said = mentionable ? t("server.on-call.saved") : t("server.on-call.not-mentionable");
    await show(interaction, view.onCallPage(t, guild, said));
  },
  async "drop-line"(interaction: AnySelectMenuInteraction, _args: string[], { servers, t }: Context) {
    const by = moderatorOf(interaction);
    const guild = await servers.changeLines(by, (lines) =>
      lines.filter((line, index) => view.lineValue(line, index) !== interaction.values[0]),
    );
    await show(interaction, view.linesPage(t, guild, t("server.lines.removed")));
  },
  async features(interaction: AnySelectMenuInteraction, _args: string[], { servers, t }: Context) {
    const off = features.filter((feature) => !interaction.values.includes(feature));
    const guild = await servers.change(moderatorOf(interaction), { off });
    await show(interaction, view.featuresPage(t, guild, t("server.features.saved")));
  },
  async keep(interaction: AnySelectMenuInteraction, _args: string[], { servers, t }: Context) {
    const keepDays = keepChoices.find((days) => String(days) === interaction.values[0]);
    if (!keepDays) throw new Fault("stale-button");
    const guild = await servers.change(moderatorOf(interaction), { keepDays });
    await show(interaction, view.featuresPage(t, guild, t("server.features.saved")));
  },
};

export const setupModals = {
  async place(interaction: ModalSubmitInteraction, _args: string[], { t, now }: Context) {
    const typed = interaction.fields.getTextInputValue("city");
    const found = findCities(typed, 25);
    if (found.length === 0) throw new Fault("unknown-zone", { name: typed });
    await answerForm(interaction, view.clockPage(t, found, now));
  },
  async line(interaction: ModalSubmitInteraction, _args: string[], { servers, t }: Context) {
    const by = moderatorOf(interaction);
    const text = (name: string) => interaction.fields.getTextInputValue(name);
    const line = { name: text("name"), contact: text("contact"), hours: text("hours") };
    const guild = await servers.changeLines(by, (lines) => [...lines, line]);
    await answerForm(interaction, view.linesPage(t, guild, t("server.lines.saved")));
  },
};
