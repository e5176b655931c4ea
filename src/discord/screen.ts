/** The one look of everything the bot shows: a container of text and rows, and the way to help beneath. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  MessageFlags,
  StringSelectMenuBuilder,
  type MessageActionRowComponentBuilder,
} from "discord.js";
import { shorten } from "#core/escape.ts";
import type { Translate } from "#locale/sentences.ts";
import type { Answerable } from "./answerable.ts";
import { customId } from "./custom-id.ts";

export type Row = ActionRowBuilder<MessageActionRowComponentBuilder>;

export interface Screen {
  components: (ContainerBuilder | Row)[];
  flags: MessageFlags.IsComponentsV2;
  allowedMentions: { parse: [] };
}

/** Calm accents; never red. */
const accents = { dawn: 0xf2b880, ice: 0x8fb8c9, moss: 0x93b48b } as const;

export interface ScreenParts {
  /** One block each; an empty one is left out. */
  text: string[];
  rows?: Row[];
  accent?: keyof typeof accents;
  /** The help button is on every message; only the help screen itself goes without. */
  help?: boolean;
}

/** Room for text in one message, with Discord's limit of 4,000 over all text parts. */
const textLimit = 3900;

export function screen(t: Translate, { text, rows = [], accent = "ice", help = true }: ScreenParts): Screen {
  const container = new ContainerBuilder().setAccentColor(accents[accent]);
  let room = textLimit;
  for (const block of text.filter(Boolean)) {
    const content = shorten(block, room);
    room -= content.length;
    container.addTextDisplayComponents((display) => display.setContent(content));
    if (room < 50) break;
  }
  if (rows.length > 0) container.addActionRowComponents(...rows);
  return {
    components: help ? [container, row(helpButton(t))] : [container],
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
  };
}

export const row = (...parts: MessageActionRowComponentBuilder[]): Row =>
  new ActionRowBuilder<MessageActionRowComponentBuilder>().addComponents(...parts);

/** Buttons in rows of five. */
export function rowsOf(buttons: ButtonBuilder[], width = 5): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < buttons.length; start += width)
    rows.push(row(...buttons.slice(start, start + width)));
  return rows;
}

const styles = {
  plain: ButtonStyle.Secondary,
  main: ButtonStyle.Primary,
  good: ButtonStyle.Success,
} as const;

/** @param label plain text, cut to Discord's 80 characters */
export const button = (id: string, label: string, style: keyof typeof styles = "plain"): ButtonBuilder =>
  new ButtonBuilder().setCustomId(id).setLabel(shorten(label, 80)).setStyle(styles[style]);

export interface Choice {
  label: string;
  value: string;
  description?: string;
  chosen?: boolean;
}

/** A list to pick from; at most 25 choices. */
export function select(
  id: string,
  placeholder: string,
  choices: Choice[],
  many?: { min: number; max: number },
): StringSelectMenuBuilder {
  const menu = new StringSelectMenuBuilder().setCustomId(id).setPlaceholder(shorten(placeholder, 150));
  if (many) menu.setMinValues(many.min).setMaxValues(Math.min(many.max, choices.length));
  return menu.addOptions(
    choices.map(({ label, value, description, chosen }) => ({
      label: shorten(label, 100),
      value,
      ...(description ? { description: shorten(description, 100) } : {}),
      ...(chosen ? { default: true } : {}),
    })),
  );
}

/** Leads to the same screen as `/help-now`, from every message. */
export const helpButton = (t: Translate): ButtonBuilder =>
  button(customId("help-now", "open"), t.plain("button.help-now"));

/** Shows a screen to this member alone: in place where the press came from a message of their own, else anew. */
export async function show(interaction: Answerable, view: Screen): Promise<void> {
  if (interaction.replied || interaction.deferred) {
    await interaction.followUp({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
  } else if (isOwnMessage(interaction)) {
    await interaction.update(view);
  } else {
    await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
  }
}

/** A press on an ephemeral message of our own: it can be turned into the next screen. */
function isOwnMessage(
  interaction: Answerable,
): interaction is Answerable & { update: (view: Screen) => Promise<unknown> } {
  if (interaction.isChatInputCommand()) return false;
  if (interaction.isModalSubmit() && !interaction.isFromMessage()) return false;
  const flags = interaction.message?.flags;
  return flags !== undefined && flags.has(MessageFlags.Ephemeral) && flags.has(MessageFlags.IsComponentsV2);
}
