/**
 * Every sentence the bot says, by key: `src/locale/<locale>.json` for what is common, `commands/<name>/<locale>.json`
 * for what one command says (`urge.title` is `title` in `commands/urge/en.json`), `src/web/<locale>.json` for the private
 * page (`web.…`). ICU messages; keys and placeholders are typed from the English files (`npm run sentences`).
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { IntlMessageFormat } from "intl-messageformat";
import { escapeText } from "#core/escape.ts";
import type { Sentences } from "./keys.ts";
import type { Value } from "./value.ts";

type Arguments<K extends keyof Sentences> = keyof Sentences[K] extends never ? [] : [values: Sentences[K]];

export interface Translate {
  /** For message text: string values are escaped, so that nothing a member wrote can act as markup. */
  <K extends keyof Sentences>(key: K, ...values: Arguments<K>): string;
  /** For labels, placeholders and forms, where Discord renders no markup. */
  plain<K extends keyof Sentences>(key: K, ...values: Arguments<K>): string;
  /** Whether there is a sentence of this key, for names that only data knows. */
  has(key: string): boolean;
  readonly locale: string;
}

/** A sentence as it is said: text as it stands, or a message with something to fill in or to choose. */
type Message = string | IntlMessageFormat;

/** What ICU reads as more than text: parsing the others would cost a tenth of a millisecond each, and change nothing. */
const syntax = /[{}'#]/;

const root = join(import.meta.dirname, "../..");

/** All sentence files of one locale as flat `prefix.key` → message text. */
export function readSentences(locale: string): Map<string, string> {
  const files: [prefix: string, path: string][] = [
    ["", join(root, "src/locale", `${locale}.json`)],
    ["web.", join(root, "src/web", `${locale}.json`)],
  ];
  for (const entry of readdirSync(join(root, "commands"), { withFileTypes: true })) {
    if (entry.isDirectory())
      files.push([`${entry.name}.`, join(root, "commands", entry.name, `${locale}.json`)]);
  }
  const sentences = new Map<string, string>();
  for (const [prefix, path] of files) {
    const text = readIfThere(path);
    if (text !== undefined) flatten(JSON.parse(text), prefix, sentences);
  }
  return sentences;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function flatten(tree: object, prefix: string, into: Map<string, string>): void {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") into.set(prefix + key, value);
    else flatten(value, `${prefix}${key}.`, into);
  }
}

/** Locales there are sentences for. */
export const locales: string[] = readdirSync(join(root, "src/locale"))
  .filter((file) => file.endsWith(".json"))
  .map((file) => basename(file, ".json"));

/** Messages are parsed on first use: most are never said in one run. */
class Sentencebook {
  readonly #texts: Map<string, string>;
  readonly #parsed = new Map<string, IntlMessageFormat>();
  readonly #locale: string;
  constructor(locale: string, texts: Map<string, string>) {
    this.#locale = locale;
    this.#texts = texts;
  }
  has(key: string): boolean {
    return this.#texts.has(key);
  }
  find(key: string): Message | undefined {
    const known = this.#parsed.get(key);
    if (known) return known;
    const text = this.#texts.get(key);
    if (text === undefined || !syntax.test(text)) return text;
    const message = new IntlMessageFormat(text, this.#locale, undefined, { ignoreTag: true });
    this.#parsed.set(key, message);
    return message;
  }
}

const books = new Map<string, Sentencebook>();

function book(locale: string): Sentencebook {
  let found = books.get(locale);
  if (!found) books.set(locale, (found = new Sentencebook(locale, readSentences(locale))));
  return found;
}

/** The locale we speak that is nearest to the one asked for; English where there is none. */
function nearest(locale: string): string {
  if (locales.includes(locale)) return locale;
  const language = locale.split("-")[0] ?? "en";
  return locales.includes(language) ? language : "en";
}

/** @param locale a Discord locale, such as `en-GB` or `de` */
export function translator(locale: string): Translate {
  const speak = nearest(locale);
  const say = (
    key: string,
    values: Record<string, Value> | undefined,
    write: (text: string) => string,
  ): string => {
    const message = book(speak).find(key) ?? book("en").find(key);
    if (message === undefined) throw new Error(`no sentence for ${key}`);
    if (typeof message === "string") return message;
    return String(message.format(values && mapValues(values, write)));
  };
  const translate = (key: string, values?: Record<string, Value>) => say(key, values, escapeText);
  const plain = (key: string, values?: Record<string, Value>) => say(key, values, (text) => text);
  const has = (key: string) => book("en").has(key);
  return Object.assign(translate, { plain, has, locale: speak }) as Translate;
}

function mapValues(
  values: Record<string, Value>,
  write: (text: string) => string,
): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === "object") return [name, value.markup];
      return [name, typeof value === "string" ? write(value) : value];
    }),
  );
}
