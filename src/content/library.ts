/** Everything the bot says and teaches, read and checked once at the start. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileDanger } from "#core/danger.ts";
import type { DangerMatcher } from "#core/danger.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Practice } from "#core/practice.ts";
import type { Prompt } from "#core/prompt.ts";
import type { BodySensations, Routines, WordFinder } from "#core/word-finder.ts";
import { drillKind, toScenario } from "./drills.ts";
import { showFaults } from "./fault.ts";
import type { Fault } from "./fault.ts";
import { inLocale, loadKind, originalLocale } from "./load.ts";
import type { Kind, Piece } from "./load.ts";
import { readDangerWords } from "./schemas/danger.ts";
import { helpCardKind, helpLineKind } from "./schemas/help-line.ts";
import { lessonKind } from "./schemas/lesson.ts";
import { planCuesKind } from "./schemas/plan-cues.ts";
import type { PhraseFile } from "./schemas/plan-cues.ts";
import { practiceKind } from "./schemas/practice.ts";
import { promptKind } from "./schemas/prompt.ts";
import { wordsKind } from "./schemas/words.ts";
import type { WordsPiece } from "./schemas/words.ts";
import { loadWording } from "./wording.ts";
import type { Wording } from "./wording.ts";

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
  };
  planCues: Shelf<PhraseFile>;
  help: { countries: readonly CountryHelp[]; cards: readonly HelpCard[] };
  danger: DangerMatcher;
  wording: Wording;
}

/** The content is faulty; the message names every file, line and fault. */
export class ContentError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`The content has ${faults.length} faults:\n${showFaults(faults)}`);
    this.name = "ContentError";
    this.faults = faults;
  }
}

/** The project's own content. */
const bundled = join(import.meta.dirname, "../../content");

/**
 * Reads everything under a content folder.
 * @throws ContentError with every fault of every file
 */
export function loadLibrary(root = bundled): Library {
  const wording = loadWording(join(root, "wording.yaml"));
  const faults: Fault[] = [];
  const load = <T extends { id: string }>(kind: Kind<T>): Piece<T>[] => {
    const loaded = loadKind(root, kind, wording);
    faults.push(...loaded.faults);
    return loaded.pieces;
  };
  const scenarios = load(drillKind).map((piece) => ({ ...piece, value: toScenario(piece) }));
  const byHash = new Map(scenarios.map(({ hash, value }) => [hash, value]));
  const dangerFile = join(root, "danger-words.yaml");
  const library: Library = {
    scenarios: { ...shelf(scenarios), find: (hash) => byHash.get(hash) },
    practices: shelf(load(practiceKind)),
    lessons: shelf(load(lessonKind)),
    prompts: shelf(load(promptKind)),
    words: wordShelf(shelf(load(wordsKind))),
    planCues: shelf(load(planCuesKind)),
    help: {
      countries: shelf(load(helpLineKind)).all(originalLocale),
      cards: shelf(load(helpCardKind)).all(originalLocale),
    },
    danger: compileDanger(readDangerWords(readFileSync(dangerFile, "utf8"), dangerFile).languages),
    wording,
  };
  if (faults.length > 0) throw new ContentError(faults);
  return library;
}

/** The three parts of the word finder, each of which must be there. */
function wordShelf(pieces: Shelf<WordsPiece>): Library["words"] {
  const part = <Id extends WordsPiece["id"]>(id: Id) => {
    const is = (piece: WordsPiece): piece is Extract<WordsPiece, { id: Id }> => piece.id === id;
    return (locale: string): Extract<WordsPiece, { id: Id }> => {
      const piece = pieces.all(locale).find(is);
      if (!piece) throw new Error(`There is no content/words/${id}.`);
      return piece;
    };
  };
  return { body: part("body"), finder: part("finder"), routines: part("routines") };
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
