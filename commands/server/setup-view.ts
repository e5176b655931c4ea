/** The panel: one page that says how things stand, and one for each thing that can be set. */
import {
  ChannelSelectMenuBuilder,
  ChannelType,
  channelMention,
  LabelBuilder,
  ModalBuilder,
  RoleSelectMenuBuilder,
  roleMention,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import type { ChannelCheck, PostRight } from "#app/desk.ts";
import type { Guild } from "#app/server-tables.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { features, isOn, keepChoices, lineLimits, type ServerLine } from "#core/server-settings.ts";
import { cityChoices } from "#commands/welcome/view.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import { clockTime, type City } from "#locale/cities.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup, type Value } from "#locale/value.ts";

const id = idsOf("server");

const channelOr = (t: Translate, channel: Snowflake | undefined): Value =>
  channel ? markup(channelMention(channel)) : t.plain("server.setup.not-set");

const postsLine = (t: Translate, { settings }: Guild): string =>
  t("server.setup.posts", { channel: channelOr(t, settings.postChannel) });
const problemsLine = (t: Translate, { settings }: Guild): string =>
  t("server.setup.problems", { channel: channelOr(t, settings.problemChannel) });
const keepLine = (t: Translate, { settings }: Guild): string =>
  t("server.setup.keep", { days: settings.keepDays });

function onCallLine(
  t: Translate,
  { settings: { onCallRole, onCallChannel } }: Guild,
  roleGone: boolean,
): string {
  if (!onCallRole && !onCallChannel) return t("server.setup.on-call-none");
  const line = t("server.setup.on-call", {
    who: onCallRole && !roleGone ? markup(roleMention(onCallRole)) : t.plain("server.setup.not-set"),
    channel: channelOr(t, onCallChannel),
  });
  return roleGone ? `${line}\n${t("server.setup.role-gone")}` : line;
}

export interface Panel {
  guild: Guild;
  now: EpochMs;
  /** What is missing in the channel where the panel was opened. */
  here: PostRight[];
  /** The role on call was deleted. */
  roleGone: boolean;
}

/** How everything stands, and the ways to change it. */
export function overview(t: Translate, { guild, now, here, roleGone }: Panel): Screen {
  const { zone, settings } = guild;
  const { off } = settings;
  return screen(t, {
    text: [
      t("server.setup.title"),
      [
        t("server.setup.clock", {
          zone,
          time: clockTime(now, zone, t.locale),
        }),
        postsLine(t, guild),
        problemsLine(t, guild),
        onCallLine(t, guild, roleGone),
        t("server.setup.lines", { count: settings.helpLines.length }),
        off.length > 0
          ? t("server.setup.off", { list: off.map((one) => t.plain(`server.features.${one}`)).join(", ") })
          : t("server.setup.all-on"),
        keepLine(t, guild),
      ].join("\n"),
      here.length > 0 ? missingText(t, "", here) : "",
      t("server.setup.never"),
    ],
    rows: [
      row(
        button(id("clock"), t.plain("server.setup.button.clock")),
        button(id("page", "channels"), t.plain("server.setup.button.channels"), "main"),
        button(id("page", "on-call"), t.plain("server.setup.button.on-call")),
        button(id("page", "lines"), t.plain("server.setup.button.lines")),
        button(id("page", "features"), t.plain("server.setup.button.features")),
      ),
      row(button(id("check"), t.plain("server.setup.button.check"))),
    ],
  });
}

const back = (t: Translate): Row => row(button(id("setup"), t.plain("server.setup.button.overview")));

function channelPicker(action: string, placeholder: string, chosen: Snowflake | undefined): Row {
  const menu = new ChannelSelectMenuBuilder()
    .setCustomId(id(action))
    .setPlaceholder(placeholder)
    .setChannelTypes(ChannelType.GuildText, ChannelType.GuildAnnouncement)
    .setMinValues(0);
  return row(chosen ? menu.setDefaultChannels(chosen) : menu);
}

export const channelsPage = (t: Translate, guild: Guild, said = ""): Screen =>
  screen(t, {
    text: [t("server.channels.title"), `${postsLine(t, guild)}\n${problemsLine(t, guild)}`, said],
    rows: [
      channelPicker("posts", t.plain("server.channels.pick-posts"), guild.settings.postChannel),
      channelPicker("problems", t.plain("server.channels.pick-problems"), guild.settings.problemChannel),
      back(t),
    ],
  });

export function onCallPage(t: Translate, guild: Guild, said = "", roleGone = false): Screen {
  const { settings } = guild;
  const menu = new RoleSelectMenuBuilder()
    .setCustomId(id("role"))
    .setPlaceholder(t.plain("server.on-call.pick-role"));
  if (settings.onCallRole && !roleGone) menu.setDefaultRoles(settings.onCallRole);
  return screen(t, {
    text: [t("server.on-call.title"), onCallLine(t, guild, roleGone), said],
    rows: [
      row(menu),
      channelPicker("duty", t.plain("server.on-call.pick-channel"), settings.onCallChannel),
      row(
        button(id("no-duty"), t.plain("server.on-call.button.none")),
        button(id("setup"), t.plain("server.setup.button.overview")),
      ),
    ],
  });
}

const lineText = (t: Translate, { name, contact, hours }: ServerLine): string =>
  t("server.lines.line", { name, contact, hours: hours ?? "none" });

/** Place and name: what was changed elsewhere meanwhile is not taken for it. */
export const lineValue = ({ name }: ServerLine, index: number): string => `${index}/${name}`;

export function linesPage(t: Translate, { settings }: Guild, said = ""): Screen {
  const { helpLines } = settings;
  const list = helpLines.map((line) => `- ${lineText(t, line)}`).join("\n");
  const choices = helpLines.map((line, index) => ({ label: line.name, value: lineValue(line, index) }));
  const add = button(id("add-line"), t.plain("server.lines.button.add"), "main");
  const home = button(id("setup"), t.plain("server.setup.button.overview"));
  return screen(t, {
    text: [t("server.lines.title", { limit: lineLimits.lines }), list || t("server.lines.none"), said],
    rows: [
      ...(choices.length > 0
        ? [row(select(id("drop-line"), t.plain("server.lines.pick-remove"), choices))]
        : []),
      row(...(helpLines.length < lineLimits.lines ? [add] : []), home),
    ],
  });
}

export function lineForm(t: Translate): ModalBuilder {
  const field = (name: string, label: string, limit: number, required: boolean, hint?: string) => {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(TextInputStyle.Short)
      .setMaxLength(limit)
      .setRequired(required);
    const labelled = new LabelBuilder().setLabel(label).setTextInputComponent(input);
    return hint ? labelled.setDescription(hint) : labelled;
  };
  return new ModalBuilder()
    .setCustomId(id("line"))
    .setTitle(t.plain("server.lines.form"))
    .addLabelComponents(
      field("name", t.plain("server.lines.name"), lineLimits.name, true),
      field(
        "contact",
        t.plain("server.lines.contact"),
        lineLimits.contact,
        true,
        t.plain("server.lines.contact-hint"),
      ),
      field("hours", t.plain("server.lines.hours"), lineLimits.hours, false),
    );
}

/** Cities to pick the server's clock from; others are found by typing. */
export const clockPage = (t: Translate, cities: readonly City[], now: EpochMs): Screen =>
  screen(t, {
    text: [t("server.clock.title")],
    rows: [
      row(select(id("zone"), t.plain("server.clock.pick"), cityChoices(t, cities, now))),
      row(
        button(id("other-place"), t.plain("server.clock.other")),
        button(id("setup"), t.plain("server.setup.button.overview")),
      ),
    ],
  });

export const placeForm = (t: Translate): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("place"))
    .setTitle(t.plain("server.clock.other"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("server.clock.city"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("city")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(60)
            .setRequired(true),
        ),
    );

export function featuresPage(t: Translate, guild: Guild, said = ""): Screen {
  const { settings } = guild;
  const choices = features.map((feature) => ({
    label: t.plain(`server.features.${feature}`),
    value: feature,
    chosen: isOn(settings, feature),
  }));
  const keeps = keepChoices.map((days) => ({
    label: t.plain("server.features.keep-choice", { days }),
    value: String(days),
    chosen: days === settings.keepDays,
  }));
  return screen(t, {
    text: [t("server.features.title"), keepLine(t, guild), said],
    rows: [
      row(select(id("features"), t.plain("server.features.pick"), choices, { min: 0, max: features.length })),
      row(select(id("keep"), t.plain("server.features.pick-keep"), keeps)),
      back(t),
    ],
  });
}

const rightList = (t: Translate, missing: readonly PostRight[]): Value =>
  markup(missing.map((right) => t(`server.check.right.${right}`)).join(", "));

/** What is missing in a channel and how to mend it; no id names the one that the moderator is in. */
export function missingText(t: Translate, channelId: Snowflake, missing: readonly PostRight[]): string {
  const channel = markup(channelId ? channelMention(channelId) : "**#**");
  return t("server.check.missing", { channel, list: rightList(t, missing) });
}

export function checkLines(t: Translate, checks: readonly ChannelCheck[]): string {
  if (checks.length === 0) return t("server.check.none");
  return checks
    .map(({ channelId, missing }) => {
      const channel = markup(channelMention(channelId));
      if (!missing) return `- ${t("server.check.unseen", { channel })}`;
      if (missing.length === 0) return `- ${t("server.check.fine", { channel })}`;
      return `- ${missingText(t, channelId, missing)}`;
    })
    .join("\n");
}

export const checkPage = (t: Translate, checks: readonly ChannelCheck[]): Screen =>
  screen(t, { text: [t("server.check.title"), checkLines(t, checks)], rows: [back(t)] });
