/**
 * Text as the danger matcher reads it: small Latin letters in words, one space between. Spelling tricks are undone
 * where that is certain; the rest (letters with spaces between, letters hidden behind stars) is left to the matcher.
 */

/** Letters of other scripts that look like Latin ones. */
const lookalikes: Readonly<Record<string, string>> = {
  а: "a", в: "b", с: "c", ԁ: "d", е: "e", ё: "e", ғ: "f", һ: "h", і: "i", ї: "i", ј: "j", к: "k", ӏ: "l", м: "m",
  н: "h", о: "o", р: "p", ԛ: "q", г: "r", ѕ: "s", т: "t", и: "u", у: "y", ѵ: "v", ԝ: "w", х: "x", α: "a", β: "b",
  ε: "e", η: "n", ι: "i", κ: "k", μ: "u", ν: "v", ο: "o", ρ: "p", τ: "t", υ: "u", χ: "x", ω: "w", ı: "i", ł: "l",
  ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ƙ: "k", ɩ: "i", ɪ: "i", ʟ: "l", ᴋ: "k", ɑ: "a",
}; // prettier-ignore

/** Signs used as letters. `1`, `!` and `|` stand for i or l, so l becomes i as well, here and in the phrases. */
const leet: Readonly<Record<string, string>> = {
  "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g", "@": "a", $: "s", "€": "e",
  "£": "i", "!": "i", "|": "i", "+": "t", "#": "*", "%": "*", "•": "*", l: "i",
}; // prettier-ignore

const beyondAscii = /[^ -~]/gu;
/** Longer than any word has of one letter; cut, so that a stretched word costs no more than a plain one. */
const endless = /(.)\1{5,}/gu;
const apostrophes = /['’‘`´ʼ＇]/g;
const marksAndHidden = /[\p{M}\p{Cf}\u115F\u1160\u3164\uFFA0]/gu;
const runs = /[\p{L}\d@$€£!|+#%•*]+/gu;
const edges = /^[!|+#%•*]+|[!|+#%•*]+$/g;

/** Folds a text; what comes back has letters, digits that are no letters, `*` for a hidden letter, single spaces. */
export function foldText(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(marksAndHidden, "")
    .toLowerCase()
    .replace(beyondAscii, (char) => lookalikes[char] ?? char)
    .replace(apostrophes, "");
  const words = (plain.match(runs) ?? [])
    .map((word) => word.replace(edges, ""))
    .filter((word) => word !== "");
  return words.map((word, at) => foldWord(word, words[at - 1], words[at + 1])).join(" ");
}

const lonely = /(?<![^ ])[^ ](?: [^ ]){2,}(?![^ ])/g;

/** Three or more letters that stand alone in a row, put together into a word where they stand. */
export function joinLone(folded: string): string {
  return folded.replace(lonely, together);
}

/** The same rows by themselves, one a line: where one word ended in them and the next began is lost. */
export function loneRows(folded: string): string {
  return (folded.match(lonely) ?? []).map(together).join("\n");
}

function together(row: string): string {
  return row.replaceAll(" ", "").replace(endless, (run) => run.slice(0, 5));
}

/** Letters of a text or of a phrase, signs read as what they stand for. */
export function foldLetters(word: string): string {
  return word.toLowerCase().replace(/./gu, (char) => leet[char] ?? char);
}

function foldWord(word: string, before: string | undefined, after: string | undefined): string {
  if (/\p{L}/u.test(word)) return foldLetters(word).replace(endless, (run) => run.slice(0, 5));
  // "k 1 l l": a lone sign among lone letters is one of them.
  if (word.length === 1 && (isLoneLetter(before) || isLoneLetter(after))) return leet[word] ?? word;
  if (word === "2") return "to";
  return word === "4" ? "for" : word;
}

function isLoneLetter(word: string | undefined): boolean {
  return word !== undefined && /^\p{L}$/u.test(word);
}
