/**
 * Writes `src/locale/keys.ts`: the type of every sentence and of its placeholders, from the English files.
 * `--check` writes nothing and fails when the file is out of date or another language lacks a key or a placeholder.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE, type MessageFormatElement } from "@formatjs/icu-messageformat-parser";
import { locales, readSentences } from "#locale/sentences.ts";

const target = join(import.meta.dirname, "../src/locale/keys.ts");

/** Placeholders of a message: name → TypeScript type. */
function placeholders(
  elements: MessageFormatElement[],
  found = new Map<string, string>(),
): Map<string, string> {
  for (const element of elements) {
    if (element.type === TYPE.argument) found.set(element.value, found.get(element.value) ?? "Value");
    if (element.type === TYPE.number || element.type === TYPE.plural) found.set(element.value, "number");
    if (element.type === TYPE.select) {
      const named = Object.keys(element.options).filter((option) => option !== "other");
      found.set(
        element.value,
        [...named.map((option) => JSON.stringify(option)), "(string & {})"].join(" | "),
      );
    }
    if (element.type === TYPE.plural || element.type === TYPE.select) {
      for (const option of Object.values(element.options)) placeholders(option.value, found);
    }
  }
  return found;
}

const parsed = (text: string) => placeholders(parse(text, { ignoreTag: true }));

function typeFile(english: Map<string, string>): string {
  const lines = [...english]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, text]) => {
      const fields = [...parsed(text)].map(([name, type]) => `${name}: ${type}`);
      return `  ${JSON.stringify(key)}: ${fields.length === 0 ? "Record<never, never>" : `{ ${fields.join("; ")} }`};`;
    });
  return [
    "/** Made by `npm run sentences` from the English sentence files: do not edit. */",
    'import type { Value } from "./value.ts";',
    "",
    "export interface Sentences {",
    ...lines,
    "}",
    "",
  ].join("\n");
}

/** Where a translation and the English original differ. */
function differences(locale: string, english: Map<string, string>): string[] {
  const faults: string[] = [];
  const other = readSentences(locale);
  for (const [key, text] of english) {
    const translated = other.get(key);
    if (translated === undefined) faults.push(`${locale}: ${key} is missing`);
    else if (
      [...parsed(translated).keys()].toSorted().join() !== [...parsed(text).keys()].toSorted().join()
    ) {
      faults.push(`${locale}: ${key} has other placeholders than the English one`);
    }
  }
  for (const key of other.keys())
    if (!english.has(key)) faults.push(`${locale}: ${key} is not in the English files`);
  return faults;
}

const english = readSentences("en");
const wanted = typeFile(english);
if (process.argv.includes("--check")) {
  const faults = locales
    .filter((locale) => locale !== "en")
    .flatMap((locale) => differences(locale, english));
  if (readFileSync(target, "utf8") !== wanted)
    faults.push("src/locale/keys.ts is out of date: run `npm run sentences`");
  for (const fault of faults) console.error(fault);
  console.log(`${english.size} sentences in ${locales.length} language(s), ${faults.length} faults`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} else {
  writeFileSync(target, wanted);
  console.log(`wrote the types of ${english.size} sentences`);
}
