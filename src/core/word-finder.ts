/**
 * The word finder: body sensations first, then a word, from faint to strong. *Nothing* and *can't tell* are words like
 * any other. Members add words of their own; what is kept of a check-in is ids, or the own word itself.
 */

/** An id never changes its meaning and is never given to another word: answers of years ago refer to it. */
export interface Named {
  id: string;
  label: string;
}

export interface WordFamily extends Named {
  /** Faint to strong. */
  words: Named[];
}

export interface WordFinder {
  version: number;
  /** Words for no feeling, or none that can be told. Offered beside the families, on the first screen. */
  open: Named[];
  families: WordFamily[];
}

export interface BodySensations {
  version: number;
  sensations: Named[];
}

export interface Routines {
  version: number;
  routines: Named[];
}

/** What a feeling can ask for: the uppermost rung of the noticing ladder. */
export interface Needs {
  version: number;
  needs: Named[];
}

/** Discord's limit for one select. */
export const choicesAtMost = 25;
export const wordsAtMost = 2;
export const ownWordsAtMost = 50;
export const ownWordLength = 40;

export type OwnWordAnswer =
  | { ok: true; word: string; own: string[] }
  | { ok: false; because: "empty" | "too-long" | "full" };

/** All words that are not the member's own. */
export function finderWords(finder: WordFinder): Named[] {
  return [...finder.open, ...finder.families.flatMap((family) => family.words)];
}

/** What to show for a kept word: the label of an id, or the own word as it was written. */
export function labelOf(named: readonly Named[], word: string): string {
  return named.find(({ id }) => id === word)?.label ?? word;
}

/**
 * Adds a word of the member's own, newest first. A word that the finder has, in whatever case, gives its id instead;
 * one that is there already moves to the front.
 */
export function addOwnWord(finder: WordFinder, own: readonly string[], text: string): OwnWordAnswer {
  const word = text.normalize("NFC").replace(/\s+/g, " ").trim();
  if (word === "") return { ok: false, because: "empty" };
  if (word.length > ownWordLength) return { ok: false, because: "too-long" };
  const known = finderWords(finder).find(({ id, label }) => same(label, word) || same(id, word));
  if (known) return { ok: true, word: known.id, own: [...own] };
  const rest = own.filter((other) => !same(other, word));
  if (rest.length >= ownWordsAtMost) return { ok: false, because: "full" };
  return { ok: true, word, own: [word, ...rest] };
}

export function removeOwnWord(own: readonly string[], word: string): string[] {
  return own.filter((other) => !same(other, word));
}

/** One select's worth of own words, the newest; the rest is reached by typing. */
export function ownChoices(own: readonly string[]): Named[] {
  return own.slice(0, choicesAtMost).map((word) => ({ id: word, label: word }));
}

/** Up to two words, in the order they were chosen, each once. */
export function chosenWords(words: readonly string[]): string[] {
  return [...new Set(words)].slice(0, wordsAtMost);
}

/** Words that came up at least `times` times, most often first: noticed kindly, never scored. */
export function repeats(
  answers: readonly (readonly string[])[],
  times: number,
): { word: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const word of answers.flatMap((words) => [...new Set(words)]))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .map(([word, count]) => ({ word, count }))
    .filter(({ count }) => count >= times)
    .sort((a, b) => b.count - a.count);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
