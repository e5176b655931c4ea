import { heatSteps, type UrgeCurvesData, type UrgeHeatData } from "#core/chart-data-urges.ts";
import type { CurvesWords, HeatWords } from "#core/chart-data-picture.ts";
import type { Zone } from "#core/ids.ts";
import { weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, half, spanText, type Labels, type Say } from "./say.ts";

/** Below this a pattern in the week is chance, and the picture says so. */
const enoughUrges = 5;

/** "Europe/Berlin" → "Berlin" */
const placeOf = (zone: Zone): string => (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");

export function heatLines(say: Say, data: UrgeHeatData, { locale, labels, zone }: UrgeContext): string[] {
  const { total, busiest, withoutHour } = data;
  if (total + withoutHour === 0) return [];
  return [
    say("progress.heat.count", { labels, count: total, place: placeOf(zone) }),
    ...(busiest
      ? [
          say(`progress.heat.part.${busiest.part}`, { count: busiest.count, total }),
          ...(busiest.weekday
            ? [
                say("progress.heat.weekday", {
                  count: busiest.weekday.count,
                  weekday: weekdayName(busiest.weekday.weekday, locale),
                }),
              ]
            : []),
        ]
      : total >= enoughUrges
        ? [say("progress.heat.spread")]
        : []),
    ...(withoutHour > 0 ? [say("progress.heat.sums", { count: withoutHour })] : []),
  ];
}

export interface UrgeContext {
  locale: string;
  labels: Labels;
  /** The member's own, by which the hours are shown. */
  zone: Zone;
}

export function heatWords(t: Translate, data: UrgeHeatData, context: UrgeContext): HeatWords {
  const title = t.plain("progress.heat.title", { labels: context.labels });
  const subtitle = spanText(data.span, context.locale);
  const { total: count } = data;
  const note =
    count === 0
      ? t.plain("progress.heat.none")
      : count < enoughUrges
        ? t.plain("progress.heat.few", { count })
        : undefined;
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, heatLines(t.plain, data, context)),
    steps: heatSteps(data).map(({ from, to }) =>
      to === undefined
        ? t.plain("progress.heat.step-last", { from })
        : to === from
          ? t.plain("progress.heat.step", { from })
          : t.plain("progress.heat.step-range", { from, to }),
    ),
    counts: t.plain("progress.heat.counts", { size: data.size }),
  };
}

export function curvesLines(say: Say, data: UrgeCurvesData): string[] {
  const { curvesInAll, curves, middle, minutesToEase, guesses } = data;
  const last = middle?.at(-1);
  return [
    ...(curvesInAll > 0
      ? [
          say("progress.curves.count", {
            count: curvesInAll,
            shown: curvesInAll > curves.length ? curves.length : 0,
          }),
        ]
      : []),
    ...(middle && last
      ? [
          say("progress.curves.middle", {
            first: half(middle[0]!.intensity),
            last: half(last.intensity),
            minutes: last.minute,
          }),
        ]
      : []),
    ...(minutesToEase === undefined ? [] : [say("progress.curves.ease", { minutes: minutesToEase })]),
    ...(guesses.total > 0 ? [say("progress.curves.pairs", guesses)] : []),
  ];
}

export function curvesWords(t: Translate, data: UrgeCurvesData, locale: string, labels: Labels): CurvesWords {
  const title = t.plain("progress.curves.title", { labels });
  const subtitle = spanText(data.span, locale);
  const { curvesInAll: count } = data;
  const note =
    count === 0
      ? t.plain("progress.curves.none")
      : count < 3
        ? t.plain("progress.curves.few", { count })
        : undefined;
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, curvesLines(t.plain, data)),
    curve: t.plain("progress.curves.one", { labels }),
    middle: t.plain("progress.curves.all"),
    minutes: t.plain("progress.curves.minutes"),
    pairs: t.plain("progress.curves.guesses"),
    guess: t.plain("progress.curves.guess"),
    outcome: t.plain("progress.curves.outcome"),
    high: t.plain("progress.scale.strong"),
    low: t.plain("progress.scale.none"),
  };
}
