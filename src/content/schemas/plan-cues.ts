import { z } from "zod";
import { cueKinds, responseKinds, starterKinds } from "#core/plan-cues.ts";
import type { CueList, ResponseList, StarterList } from "#core/plan-cues.ts";
import { choicesAtMost } from "#core/word-finder.ts";
import type { Kind } from "../load.ts";
import { authorship, distinct, id, version, words } from "./shared.ts";

/** One file per kind: `content/plan-cues/cues-conflict/en.yaml`. */
export type PhraseFile = CueList | ResponseList | StarterList;

const common = {
  id,
  version,
  title: words(60),
  phrases: z
    .array(z.strictObject({ id, text: words(90) }))
    .min(3)
    .max(choicesAtMost)
    .refine(distinct, "has an id twice"),
  ...authorship,
};

const phraseFile: z.ZodType<PhraseFile> = z.discriminatedUnion("list", [
  z.strictObject({ ...common, list: z.literal("cues"), kind: z.enum(cueKinds) }),
  z.strictObject({ ...common, list: z.literal("responses"), kind: z.enum(responseKinds) }),
  z.strictObject({ ...common, list: z.literal("starters"), kind: z.enum(starterKinds) }),
]);

/** `content/plan-cues/<list>-<kind>/en.yaml`. */
export const planCuesKind: Kind<PhraseFile> = {
  name: "plan-cues",
  schema: phraseFile,
  prose: ["title", "text"],
  check(file, report) {
    if (file.id !== `${file.list}-${file.kind}`)
      report(["id"], "id", `The id should be “${file.list}-${file.kind}”.`);
    if (file.list === "starters") return;
    // Cues follow "If", responses follow "then": both go on in the middle of a sentence, and a response is one's own act.
    const opening = file.list === "cues" ? /^(?!if\b|when\b)(?:I\b|[a-z])/ : /^I\b/;
    for (const [at, { text }] of file.phrases.entries()) {
      if (/[.!?,;:]$/.test(text))
        report(["phrases", at, "text"], "pairing", "It ends in a sign: the pair would have two.");
      if (!opening.test(text))
        report(
          ["phrases", at, "text"],
          "pairing",
          `It would not read as “${file.list === "cues" ? "If" : "then"} …”.`,
        );
    }
  },
};
