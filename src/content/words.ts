/** The three lists of words that every check-in needs, out of the shelf they are kept on. */
import type { BodySensations, Routines, WordFinder } from "#core/word-finder.ts";
import type { Shelf } from "./library.ts";
import type { WordsPiece } from "./schemas/words.ts";

export interface WordLists {
  body(locale: string): BodySensations;
  finder(locale: string): WordFinder;
  routines(locale: string): Routines;
}

/** @throws when one of the lists is not there */
export function wordLists(shelf: Shelf<WordsPiece>): WordLists {
  const find = <Id extends WordsPiece["id"]>(id: Id, locale: string): Extract<WordsPiece, { id: Id }> => {
    const found = shelf
      .all(locale)
      .find((piece): piece is Extract<WordsPiece, { id: Id }> => piece.id === id);
    if (!found) throw new Error(`content/words/${id} is missing`);
    return found;
  };
  return {
    body: (locale) => find("body", locale),
    finder: (locale) => find("finder", locale),
    routines: (locale) => find("routines", locale),
  };
}
