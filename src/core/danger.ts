/**
 * Words that sound like danger, in any text a member types. Whatever is found only decides whether a card with help is
 * shown first: nothing is kept of it, nobody is told, nothing is blocked.
 *
 * Made to find rather than to be right: a "not" in front changes nothing, tricks of spelling are undone, and a card
 * too many is the price. The phrases are content; they are compiled once.
 */
import { foldLetters, foldText, joinLone, loneRows } from "./danger-text.ts";

export const dangerKinds = ["suicide", "self-harm", "body", "others"] as const;
/** What the card begins with: someone to talk to, or for `body` the emergency card. */
export type DangerKind = (typeof dangerKinds)[number];

/**
 * Phrases by language tag and kind. `(a|b)` either one, `...` up to three words in between, `~` any ending.
 * Written without apostrophes and accents, as the text is read.
 */
export type DangerPhrases = Readonly<
  Record<string, Readonly<Partial<Record<DangerKind, readonly string[]>>>>
>;

export interface DangerWords {
  version: number;
  languages: DangerPhrases;
  author: string;
  review: string;
}

/** Kinds that a text sounds like, each once, in the order of `dangerKinds`; empty for nearly every text. */
export type DangerMatcher = (text: string) => DangerKind[];

/** Nobody types more than this into Discord; what comes after is not looked at. */
const readAtMost = 8_000;

/** Compiles the phrases of all languages. Throws on a phrase with unbalanced brackets. */
export function compileDanger(phrases: DangerPhrases): DangerMatcher {
  // One expression for each language: twice the phrases in one take four times as long to compile.
  const kinds = dangerKinds.map((kind) => ({
    kind,
    languages: Object.values(phrases).map((language) => {
      const all = language[kind] ?? [];
      return { written: written(all), starred: starred(all), spelled: spelled(all) };
    }),
  }));
  return (text) => {
    const folded = foldText(text.slice(0, readAtMost));
    const hidden = folded.includes("*");
    const rows = loneRows(folded);
    const joined = rows === "" ? "" : joinLone(folded);
    const sounds = ({ written, starred, spelled }: Expressions): boolean => {
      if (written.test(folded) || (hidden && showsEnough(starred.exec(folded)?.[0]))) return true;
      return rows !== "" && (written.test(joined) || spelled.test(rows));
    };
    return kinds.filter(({ languages }) => languages.some(sounds)).map(({ kind }) => kind);
  };
}

type Expressions = Record<"written" | "starred" | "spelled", RegExp>;

/** At least half of the letters must be there: a row of stars is no word. */
function showsEnough(found: string | undefined): boolean {
  if (found === undefined) return false;
  const letters = found.replaceAll(/[\d ]/g, "");
  return letters.replaceAll("*", "").length * 2 >= letters.length;
}

/** In a folded text whatever is no space, digit or star is a letter; `\p{L}` would make the expression ten times as big. */
const letter = "[^ \\d*]";

const written = (phrases: readonly string[]) =>
  expression(phrases, letterRun, [`(?<!${letter})`, `(?!${letter})`]);
const starred = (phrases: readonly string[]) =>
  expression(phrases, starredRun, [`(?<!${letter})`, `(?!${letter})`]);
/** For letters that stood alone: where one word ended and the next began is lost. */
const spelled = (phrases: readonly string[]) => expression(phrases, letterRun, ["", ""]);

/** How one letter is read that the phrase has `times` in a row: stretched as far as anyone likes, but no shorter. */
type Run = (letter: string, times: number, opening: boolean) => string;

const letterRun: Run = (letter, times) => (times === 1 ? `${letter}+` : `${letter}{${times},}`);
/** A star hides one letter. Not stretched: with a star for anything, that would take for ever on a row of them. */
const starredRun: Run = (letter, times, opening) => `${opening ? letter : `[${letter}*]`}{${times}}`;

function expression(phrases: readonly string[], run: Run, [start, end]: [string, string]): RegExp {
  if (phrases.length === 0) return /(?!)/;
  return new RegExp(`${start}(?:${phrases.map((phrase) => source(phrase, run)).join("|")})${end}`);
}

const parts = /\.\.\.|~|[()|]|\p{L}+|\s+/gu;

function source(phrase: string, run: Run): string {
  let opening = true;
  return (phrase.match(parts) ?? [])
    .map((part) => {
      const sign = signPattern(part);
      if (sign !== undefined) return sign;
      const pattern = wordPattern(foldLetters(part), run, opening);
      opening = false;
      return pattern;
    })
    .join("");
}

/** The signs of the phrase language; undefined for a word. Words may be written together: the space is optional. */
function signPattern(part: string): string | undefined {
  if (part.trim() === "") return " ?";
  if (part === "...") return "(?:[^ ]+ ){0,3}";
  if (part === "~") return "[^ \\d]*";
  if (part === "(") return "(?:";
  return part === ")" || part === "|" ? part : undefined;
}

function wordPattern(word: string, run: Run, opening: boolean): string {
  const groups = word.match(/(\p{L})\1*/gu) ?? [];
  return groups.map((group, at) => run(group.charAt(0), group.length, opening && at === 0)).join("");
}
