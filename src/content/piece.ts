/** A checked piece of content in one language. Light on purpose: the bot needs it, the checks behind it only authors. */

/** One checked file. */
export interface Piece<T> {
  id: string;
  /** `en`, `es`, `pt-BR` … */
  locale: string;
  file: string;
  /** Of the value, not of its layout: the same words in another order of lines have the same hash. */
  hash: string;
  value: T;
}

export const originalLocale = "en";

/** The pieces of one language, with the original where a piece has not been translated. */
export function inLocale<T>(pieces: readonly Piece<T>[], locale: string): Piece<T>[] {
  const best = new Map<string, Piece<T>>();
  const rank = (p: Piece<T>) =>
    p.locale === locale ? 3 : p.locale === locale.split("-")[0] ? 2 : p.locale === originalLocale ? 1 : 0;
  for (const piece of pieces) {
    const held = best.get(piece.id);
    if (rank(piece) > 0 && (!held || rank(piece) > rank(held))) best.set(piece.id, piece);
  }
  return [...best.values()];
}
