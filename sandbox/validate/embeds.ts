/** What Discord asks of embeds beyond their schema. */
import type { Fault50035 } from "../discord-error.ts";
import { fault, letterCount } from "./components.ts";
import type { Path } from "./components.ts";
import { validateUrl } from "./urls.ts";

interface Embed {
  title?: string | null;
  description?: string | null;
  url?: string | null;
  author?: { name?: string | null; url?: string | null; icon_url?: string | null } | null;
  footer?: { text?: string | null; icon_url?: string | null } | null;
  image?: { url?: string | null } | null;
  thumbnail?: { url?: string | null } | null;
  fields?: { name: string; value: string }[] | null;
}

const MAX_LETTERS = 6000;

export function embedFaults(embeds: Embed[], path: Path): Fault50035[] {
  return [
    ...tooManyLetters(embeds, path),
    ...embeds.flatMap((embed, index) => [
      ...emptyEmbed(embed, [...path, index]),
      ...emptyField(embed, [...path, index]),
      ...badUrls(embed, [...path, index]),
    ]),
  ];
}

/** All embeds of a message together. */
function tooManyLetters(embeds: Embed[], path: Path): Fault50035[] {
  const texts = embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    embed.author?.name,
    embed.footer?.text,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
  ]);
  const letters = texts.reduce((sum, text) => sum + letterCount(text), 0);
  if (letters <= MAX_LETTERS) return [];
  return [fault(path, "MAX_EMBED_SIZE_EXCEEDED", `Embed size exceeds maximum size of ${MAX_LETTERS}`)];
}

function emptyEmbed(embed: Embed, path: Path): Fault50035[] {
  const { title, description, author, footer, image, thumbnail, fields } = embed;
  const shown = [title, description, author?.name, footer?.text, image?.url, thumbnail?.url];
  const empty = shown.every((text) => (text ?? "").trim() === "") && (fields?.length ?? 0) === 0;
  return empty ? [fault([...path, "description"], "BASE_TYPE_REQUIRED", "This field is required")] : [];
}

function emptyField(embed: Embed, path: Path): Fault50035[] {
  return (embed.fields ?? []).flatMap((field, index) =>
    (["name", "value"] as const)
      .filter((key) => field[key].trim() === "")
      .map((key) => fault([...path, "fields", index, key], "BASE_TYPE_REQUIRED", "This field is required")),
  );
}

function badUrls(embed: Embed, path: Path): Fault50035[] {
  const web = ["http", "https"];
  const media = [...web, "attachment"];
  return [
    ...validateUrl(embed.url, [...path, "url"], web),
    ...validateUrl(embed.author?.url, [...path, "author", "url"], web),
    ...validateUrl(embed.author?.icon_url, [...path, "author", "icon_url"], media),
    ...validateUrl(embed.footer?.icon_url, [...path, "footer", "icon_url"], media),
    ...validateUrl(embed.image?.url, [...path, "image", "url"], media),
    ...validateUrl(embed.thumbnail?.url, [...path, "thumbnail", "url"], media),
  ];
}
