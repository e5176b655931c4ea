/**
 * The fonts that ship with the project, and which of them a text needs. Most pictures need the first two alone; the
 * others are there for a goal's name in any script, and are opened when one comes.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import type { Weight } from "./svg.ts";

const folder = join(import.meta.dirname, "../../assets/fonts");

/** A file under assets/fonts, without `.ttf`. */
export type FontFile = string;

export const mainFonts: Record<Weight, FontFile> = {
  regular: "NotoSans-Regular",
  semibold: "NotoSans-SemiBold",
};

/** Family names inside the two files, as the rasteriser looks them up. */
export const mainFamilies: Record<Weight, string> = { regular: "Noto Sans", semibold: "Noto Sans SemiBold" };

export const pathOf = (file: FontFile): string => join(folder, `${file}.ttf`);

const noto = (script: string): [RegExp, FontFile] => [
  new RegExp(`\\p{Script_Extensions=${script}}`, "u"),
  `NotoSans${script.replaceAll("_", "")}-Regular`,
];

/** In this order the first that has the letter is taken. */
const scripts: [RegExp, FontFile][] = [
  [
    /\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}/u,
    "NotoEmoji-Regular",
  ],
  ...["Arabic", "Hebrew", "Devanagari", "Bengali", "Thai", "Tamil", "Telugu", "Gujarati", "Gurmukhi"].map(
    noto,
  ),
  ...["Kannada", "Malayalam", "Oriya", "Sinhala", "Myanmar", "Khmer", "Lao", "Georgian"].map(noto),
  ...["Armenian", "Ethiopic", "Cherokee", "Mongolian", "Syriac", "Thaana", "Tifinagh", "Adlam"].map(noto),
  ...["Balinese", "Canadian_Aboriginal", "Chakma", "Javanese", "Lisu", "Meetei_Mayek"].map(noto),
  ...["Ol_Chiki", "Sundanese", "Vai", "Yi"].map(noto),
  [/\p{Script_Extensions=Nko}/u, "NotoSansNKo-Regular"],
  [/\p{Script_Extensions=Tibetan}/u, "NotoSerifTibetan-Regular"],
  [
    /\p{Script_Extensions=Han}|\p{Script_Extensions=Hiragana}|\p{Script_Extensions=Katakana}|\p{Script_Extensions=Hangul}|\p{Script_Extensions=Bopomofo}|[\u3000-\u303f\uff00-\uffef]/u,
    "DroidSansFallbackFull",
  ],
  [/[\p{So}\p{Sm}\p{Sk}\p{Po}]/u, "NotoSansSymbols2-Regular"],
  [/[\p{So}\p{Sm}\p{Sk}\p{No}]/u, "NotoSansSymbols-Regular"],
];

const opened = new Map<FontFile, Font>();

/** Opened once and kept. */
export function openFont(file: FontFile): Font {
  let font = opened.get(file);
  if (!font) {
    const found = create(readFileSync(pathOf(file)));
    if ("fonts" in found) throw new Error(`${file} is a collection of fonts, not one`);
    opened.set(file, (font = found));
  }
  return font;
}

/** Joiners and selectors: they belong to the letter before them and need no shape. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u20E3]/u;

/** The font that has a letter; undefined when none of ours does. */
export function fontFor(letter: string, weight: Weight): FontFile | undefined {
  const codePoint = letter.codePointAt(0) ?? 0;
  const has = (file: FontFile) => openFont(file).hasGlyphForCodePoint(codePoint);
  const main = mainFonts[weight];
  if (has(main) || invisible.test(letter)) return main;
  return scripts.find(([script, file]) => script.test(letter) && has(file))?.[1];
}
