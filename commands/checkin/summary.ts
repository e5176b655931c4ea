import type { CheckIn } from "#core/check-in.ts";
import { finderWords, labelOf, type BodySensations, type WordFinder } from "#core/word-finder.ts";
import type { Translate } from "#locale/sentences.ts";

/** Mood is written with its sign. */
export const signed = (value: number, low: number): string =>
  low < 0 && value > 0 ? `+${value}` : String(value).replace("-", "−");

/** What was answered, in one or two lines; words by their labels where the finder is at hand. */
export function summary(
  t: Translate,
  body: CheckIn,
  finder?: WordFinder,
  sensations?: BodySensations,
): string {
  const numbers = (["access", "mood", "urge", "sleep"] as const).flatMap((name) => {
    const value = body[name];
    return value === undefined
      ? []
      : [
          t("checkin.part", {
            name: t.plain(`checkin.short.${name}`),
            value: signed(value, name === "mood" ? -3 : 0),
          }),
        ];
  });
  const named = finder ? finderWords(finder) : [];
  const words = (body.words ?? []).map((word) => labelOf(named, word)).join(", ");
  const felt = (body.body ?? [])
    .map((sensation) => labelOf(sensations?.sensations ?? [], sensation))
    .join(", ");
  return [
    numbers.join(" · "),
    felt ? t("checkin.felt", { felt }) : "",
    words ? t("checkin.words", { words }) : "",
    body.note ? t("checkin.note-kept") : "",
  ]
    .filter(Boolean)
    .join("\n");
}
