/** The one look of everything the bot shows: a container of text and rows, and the way to help beneath. */
import {
  ActionRowBuilder,
  AttachmentBuilder,
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
  files?: AttachmentBuilder[];
}

/** Something to see or to keep, sent along with the message. */
export interface Enclosure {
  /** File name with its ending; letters, digits and hyphens. */
  name: string;
  bytes: Uint8Array;
  /** What it says, for whoever does not see it; cut to Discord's 1,024 characters. */
  alt: string;
}

/** Calm accents; never red. */
const accents = { dawn: 0xf2b880, ice: 0x8fb8c9, moss: 0x93b48b } as const;

export interface ScreenParts {
  /** One block each; an empty one is left out. */
  text: string[];
  rows?: Row[];
  /** Shown beneath the first block of text, in a gallery: there it keeps its words, as in an embed it would not. */
  picture?: Enclosure | undefined;
  /** Offered for keeping, beneath all text. */
  document?: Enclosure | undefined;
  /** What the lists above come to, and the last row beneath it: on a phone that is what is on the screen. */
  outcome?: { text: string[]; row: Row } | undefined;
  accent?: keyof typeof accents;
  /** The help button is on every message; only the help screen itself goes without. */
  help?: boolean;
}

/** Room for text in one message, with Discord's limit of 4,000 over all text parts. */
const textLimit = 3900;

export function screen(
  t: Translate,
  { text, rows = [], picture, document, outcome, accent = "ice", help = true }: ScreenParts,
): Screen {
  const container = new ContainerBuilder().setAccentColor(accents[accent]);
  let room = textLimit;
  for (const [index, block] of text.filter(Boolean).entries()) {
    const content = shorten(block, room);
    room -= content.length;
    container.addTextDisplayComponents((display) => display.setContent(content));
    if (index === 0 && picture) addPicture(container, picture);
    if (room < 50) break;
  }
  if (document) container.addFileComponents((file) => file.setURL(`attachment://${document.name}`));
  if (rows.length > 0) container.addActionRowComponents(...rows);
  if (outcome) {
    const content = shorten(outcome.text.filter(Boolean).join("\n"), Math.max(room, 50));
    container.addTextDisplayComponents((display) => display.setContent(content));
    container.addActionRowComponents(outcome.row);
  }
  return {
    components: help ? [container, row(helpButton(t))] : [container],
    flags: MessageFlags.IsComponentsV2,
    allowedMentions: { parse: [] },
    ...enclosed([picture, document]),
  };
}

const altLimit = 1024;

function addPicture(container: ContainerBuilder, { name, alt }: Enclosure): void {
  container.addMediaGalleryComponents((gallery) =>
    gallery.addItems((item) => item.setURL(`attachment://${name}`).setDescription(shorten(alt, altLimit))),
  );
}

function enclosed(enclosures: (Enclosure | undefined)[]): Pick<Screen, "files"> {
  const files = enclosures.flatMap((enclosure) => {
    if (!enclosure) return [];
    const { name, bytes, alt } = enclosure;
    return [new AttachmentBuilder(Buffer.from(bytes), { name, description: shorten(alt, altLimit) })];
  });
  return files.length > 0 ? { files } : {};
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
    // Files of the message that it takes the place of would stay with it.
    await interaction.update({ ...view, attachments: [] });
  } else {
    await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
  }
}

/** Says at once that an answer is on its way to this member alone; `fill` brings it. A form cannot follow. */
export async function defer(interaction: Answerable): Promise<void> {
  if (isOwnMessage(interaction)) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

/** The answer that `defer` promised. Files of the message it takes the place of are dropped. */
export async function fill(interaction: Answerable, view: Screen): Promise<void> {
  await interaction.editReply({ ...view, attachments: [] });
}

/** A press on an ephemeral message of our own: it can be turned into the next screen. */
function isOwnMessage(interaction: Answerable): interaction is Answerable & {
  update: (view: Screen & { attachments: [] }) => Promise<unknown>;
  deferUpdate: () => Promise<unknown>;
} {
  if (interaction.isChatInputCommand()) return false;
  if (interaction.isModalSubmit() && !interaction.isFromMessage()) return false;
  const flags = interaction.message?.flags;
  return flags !== undefined && flags.has(MessageFlags.Ephemeral) && flags.has(MessageFlags.IsComponentsV2);
}
