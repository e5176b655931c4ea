/** The words of check-ins: body sensations, the graded finder, routines. By language. */
import type { BodySensations, Needs, Routines, WordFinder } from "#core/word-finder.ts";

export interface Words {
  body(locale: string): BodySensations;
  finder(locale: string): WordFinder;
  routines(locale: string): Routines;
  needs(locale: string): Needs;
}
