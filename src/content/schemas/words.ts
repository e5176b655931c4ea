import { z } from "zod";
import { choicesAtMost } from "#core/word-finder.ts";
import type { BodySensations, Needs, Routines, WordFinder } from "#core/word-finder.ts";
import type { Kind } from "../load.ts";
import { authorship, distinct, id, version, words } from "./shared.ts";

const named = z.strictObject({ id, label: words(40) });
const named25 = z.array(named).min(1).max(choicesAtMost).refine(distinct, "has an id twice");

const finder = z.strictObject({
  id: z.literal("finder"),
  version,
  open: named25,
  families: z
    .array(z.strictObject({ id, label: words(40), words: z.array(named).min(3).max(choicesAtMost) }))
    .min(1)
    .refine(distinct, "has an id twice"),
  ...authorship,
});

const body = z.strictObject({ id: z.literal("body"), version, sensations: named25, ...authorship });
const routines = z.strictObject({ id: z.literal("routines"), version, routines: named25, ...authorship });
const needs = z.strictObject({ id: z.literal("needs"), version, needs: named25, ...authorship });

type Authored<Id extends string> = { id: Id; author: string; review: string };
export type WordsPiece =
  | (WordFinder & Authored<"finder">)
  | (BodySensations & Authored<"body">)
  | (Routines & Authored<"routines">)
  | (Needs & Authored<"needs">);

const wordsPiece: z.ZodType<WordsPiece> = z.discriminatedUnion("id", [finder, body, routines, needs]);

/** `content/words/{finder,body,routines,needs}/en.yaml`. */
export const wordsKind: Kind<WordsPiece> = {
  name: "words",
  schema: wordsPiece,
  prose: ["label"],
  check(piece, report) {
    if (piece.id !== "finder") return;
    const first = piece.open.length + piece.families.length;
    if (first > choicesAtMost)
      report(["families"], "too-many", `The first select would hold ${first} choices.`);
    const all = [...piece.open, ...piece.families.flatMap((family) => family.words)];
    if (!distinct(all)) report(["families"], "twice", "A word has the id of another.");
    if (new Set(all.map(({ label }) => label.toLowerCase())).size < all.length)
      report(["families"], "twice", "A word comes up in two families.");
  },
};
