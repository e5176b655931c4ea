/** Everything the bot says and teaches. */
import { join } from "node:path";
import { compileDanger } from "#core/danger.ts";
import type { DangerMatcher } from "#core/danger.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Practice } from "#core/practice.ts";
import type { Prompt } from "#core/prompt.ts";
import type { RungText } from "#core/noticing-ladder.ts";
import type { BodySensations, Needs, Routines, WordFinder } from "#core/word-finder.ts";
import { digestOf, keep, readKept } from "./kept.ts";
import { inLocale, originalLocale } from "./piece.ts";
import type { Piece } from "./piece.ts";
import type { RawLibrary } from "./raw-library.ts";
import type { PhraseFile } from "./schemas/plan-cues.ts";
import type { WordsPiece } from "./schemas/words.ts";

const root = join(import.meta.dirname, "../..");
const bundled = join(root, "content");
/** The texts, and the code that checks and shapes them. */
const dependsOn = [bundled, join(root, "src/content"), join(root, "src/core")];

/** One kind of content in every language; what is not translated comes in English. */
export interface Shelf<T> {
  all(locale: string): readonly T[];
}

export interface Library {
  scenarios: Shelf<Scenario> & { find(hash: string): Scenario | undefined };
  practices: Shelf<Practice>;
  lessons: Shelf<Lesson>;
  prompts: Shelf<Prompt>;
  words: {
    body(locale: string): BodySensations;
    finder(locale: string): WordFinder;
    routines(locale: string): Routines;
    needs(locale: string): Needs;
  };
  ladder: Shelf<RungText>;
  planCues: Shelf<PhraseFile>;
  help: { countries: readonly CountryHelp[]; cards: readonly HelpCard[] };
  danger: DangerMatcher;
}

/**
 * The project's content. Reading and checking all of it takes a second, so the result is kept beside the packages under
 * the digest of everything it depends on; the checks are loaded only when that has changed.
 * @throws {ContentError} with every fault of every file
 */
export async function loadLibrary(): Promise<Library> {
  const digest = digestOf(dependsOn);
  const kept = readKept(digest);
  if (kept) return assemble(kept);
  const { readLibrary } = await import("./read-library.ts");
  const raw = readLibrary(bundled);
  keep(digest, raw);
  return assemble(raw);
}

function assemble(raw: RawLibrary): Library {
  const byHash = new Map(raw.scenarios.map(({ hash, value }) => [hash, value]));
  return {
    scenarios: { ...shelf(raw.scenarios), find: (hash) => byHash.get(hash) },
    practices: shelf(raw.practices),
    lessons: shelf(raw.lessons),
    prompts: shelf(raw.prompts),
    words: wordShelf(shelf(raw.words)),
    ladder: shelf(raw.ladder),
    planCues: shelf(raw.planCues),
    help: {
      countries: shelf(raw.countries).all(originalLocale),
      cards: shelf(raw.cards).all(originalLocale),
    },
    danger: compileDanger(raw.danger.languages),
  };
}

/** The four parts of the word finder, each of which must be there. */
function wordShelf(pieces: Shelf<WordsPiece>): Library["words"] {
  const part = <Id extends WordsPiece["id"]>(id: Id) => {
    const is = (piece: WordsPiece): piece is Extract<WordsPiece, { id: Id }> => piece.id === id;
    return (locale: string): Extract<WordsPiece, { id: Id }> => {
      const piece = pieces.all(locale).find(is);
      if (!piece) throw new Error(`There is no content/words/${id}.`);
      return piece;
    };
  };
  return { body: part("body"), finder: part("finder"), routines: part("routines"), needs: part("needs") };
}

function shelf<T>(pieces: readonly Piece<T>[]): Shelf<T> {
  const byLocale = new Map<string, readonly T[]>();
  return {
    all(locale) {
      const held = byLocale.get(locale);
      if (held) return held;
      const values = inLocale(pieces, locale).map(({ value }) => value);
      byLocale.set(locale, values);
      return values;
    },
  };
}
