/** A message as a reader sees it: its words in order, and what can be pressed. */
import type { APIMessage } from "discord-api-types/v10";
import type { Message } from "../world/entities.ts";

/** Any component of a message or modal, as far as reading it takes. */
export interface Part {
  type: number;
  id?: number;
  custom_id?: string;
  label?: string;
  style?: number;
  url?: string;
  disabled?: boolean;
  placeholder?: string;
  description?: string;
  content?: string;
  emoji?: { name?: string };
  options?: { label: string; value: string; default?: boolean; description?: string }[];
  items?: { media: { url: string }; description?: string | null }[];
  media?: { url: string };
  file?: { url: string };
  name?: string;
  required?: boolean;
  value?: string;
  default?: boolean;
  min_values?: number;
  max_values?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
  default_values?: { id: string; type: string }[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
}

export interface SelectView {
  customId: string;
  placeholder: string;
  /** Labels of a string select; empty for selects of people, roles and channels. */
  options: string[];
  /** Labels that are chosen from the start. */
  chosen: string[];
  disabled: boolean;
}

export interface MessageView {
  id: string;
  channelId: string;
  author: string;
  /** All words: content, embeds, text of Components V2; parts on lines of their own. */
  text: string;
  /** Labels (or, without label, the emoji) of the buttons that can be pressed, links among them. */
  buttons: string[];
  disabledButtons: string[];
  selects: SelectView[];
  ephemeral: boolean;
  /** Still "thinking". */
  loading: boolean;
  /** Descriptions of pictures, and files by name. */
  attachments: { name: string; url: string; description: string }[];
  components: Part[];
  /** Epoch ms. */
  at: number;
  raw: APIMessage;
}

export function viewMessage({ raw }: Message): MessageView {
  const components = (raw.components ?? []) as unknown as Part[];
  const parts = allParts(components);
  const buttons = parts.filter((part) => part.type === 2);
  return {
    id: raw.id,
    channelId: raw.channel_id,
    author: raw.author.username,
    text: [raw.content, ...raw.embeds.map(embedText), ...parts.map(partText)]
      .filter((text) => text !== "")
      .join("\n"),
    buttons: buttons.filter((part) => part.disabled !== true).map(labelOf),
    disabledButtons: buttons.filter((part) => part.disabled === true).map(labelOf),
    selects: parts.filter(isSelect).map(viewSelect),
    ephemeral: ((raw.flags ?? 0) & 64) !== 0,
    loading: ((raw.flags ?? 0) & 128) !== 0,
    attachments: attachmentsOf(raw, parts),
    components,
    at: Date.parse(raw.timestamp),
    raw,
  };
}

/** All parts, depth first, in the order they are read. */
export function allParts(components: Part[]): Part[] {
  return components.flatMap((part) => [
    part,
    ...allParts(part.components ?? []),
    ...(part.component === undefined ? [] : allParts([part.component])),
    ...(part.accessory === undefined ? [] : allParts([part.accessory])),
  ]);
}

export function labelOf(part: Part): string {
  return part.label ?? part.emoji?.name ?? part.custom_id ?? "";
}

export function isSelect(part: Part): boolean {
  return part.type === 3 || (part.type >= 5 && part.type <= 8);
}

function viewSelect(part: Part): SelectView {
  const options = part.options ?? [];
  return {
    customId: part.custom_id ?? "",
    placeholder: part.placeholder ?? "",
    options: options.map((option) => option.label),
    chosen: options.filter((option) => option.default === true).map((option) => option.label),
    disabled: part.disabled === true,
  };
}

function partText(part: Part): string {
  return part.type === 10 ? (part.content ?? "") : "";
}

function embedText(embed: APIMessage["embeds"][number]): string {
  const fields = (embed.fields ?? []).flatMap((field) => [field.name, field.value]);
  const texts = [embed.author?.name, embed.title, embed.description, ...fields, embed.footer?.text];
  return texts.filter((text) => text !== undefined && text !== "").join("\n");
}

function attachmentsOf(raw: APIMessage, parts: Part[]): MessageView["attachments"] {
  const files = raw.attachments.map(({ filename, url, description }) => ({
    name: filename,
    url,
    description: description ?? "",
  }));
  const shown = parts.flatMap((part) => {
    const media =
      part.items ?? (part.media === undefined ? [] : [{ media: part.media, description: part.description }]);
    const file = part.file === undefined ? [] : [{ media: part.file, description: part.name }];
    return [...media, ...file].map((item) => ({
      name: item.media.url.split("/").at(-1) ?? "",
      url: item.media.url,
      description: item.description ?? "",
    }));
  });
  // A file that a component shows is listed once, with the component's description.
  const rest = files.filter((file) => !shown.some((one) => one.url === file.url));
  return [...shown, ...rest];
}
