import type { DangerWords } from "#core/danger.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Practice } from "#core/practice.ts";
import type { Prompt } from "#core/prompt.ts";
import type { RungText } from "#core/noticing-ladder.ts";
import type { Piece } from "./piece.ts";
import type { PhraseFile } from "./schemas/plan-cues.ts";
import type { WordsPiece } from "./schemas/words.ts";

/**
 * What of the content the bot works with, as plain JSON: what is read and checked once, and kept until a file changes.
 */
export interface RawLibrary {
  scenarios: Piece<Scenario>[];
  practices: Piece<Practice>[];
  lessons: Piece<Lesson>[];
  prompts: Piece<Prompt>[];
  words: Piece<WordsPiece>[];
  ladder: Piece<RungText>[];
  planCues: Piece<PhraseFile>[];
  countries: Piece<CountryHelp>[];
  cards: Piece<HelpCard>[];
  danger: DangerWords;
}
