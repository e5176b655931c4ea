import { z } from "zod";
import { audiences, lessonLimits } from "#core/lesson.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Kind } from "../load.ts";
import { authorship, id, url, version, words } from "./shared.ts";

const lesson: z.ZodType<Lesson> = z.strictObject({
  id,
  version,
  title: words(60),
  audience: z.enum(audiences),
  order: z.int().min(1),
  screens: z.array(words(lessonLimits.characters)).min(1).max(lessonLimits.screens),
  tryThis: words(240),
  sources: z.array(z.strictObject({ fact: words(240), url })),
  ...authorship,
});

/** `content/lessons/<id>/en.yaml`. */
export const lessonKind: Kind<Lesson> = {
  name: "lessons",
  schema: lesson,
  prose: ["title", "screens", "tryThis", "fact"],
  unlinted: ["sources"],
  // The card on what not to say has to say it once, in quotation marks.
  wordingExcept: ({ id }) => (id === "supporter-what-not-to-say" ? ["empty-comfort"] : []),
  check({ screens }, report) {
    const length = screens.join("").length;
    if (length > lessonLimits.characters) {
      report(
        ["screens"],
        "too-long",
        `The screens have ${length} characters; ${lessonLimits.characters} is the most.`,
      );
    }
    const figure = screens.findIndex((screen) => /\d\s?%|\d+ (?:out of|in) \d+/.test(screen));
    if (figure >= 0)
      report(["screens", figure], "figure", "A figure from research belongs under sources, not on the card.");
  },
};

/** Faults of the paths as a whole: every place taken once, none left out. */
export function pathFaults(lessons: readonly Lesson[]): string[] {
  return audiences.flatMap((audience) => {
    const orders = lessons.filter((lesson) => lesson.audience === audience).map(({ order }) => order);
    const missing = orders.map((_, at) => at + 1).filter((place) => !orders.includes(place));
    return missing.map((place) => `The path for ${audience}s has no card in place ${place}.`);
  });
}
