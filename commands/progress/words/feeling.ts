import { fewAnswers } from "#core/chart-data.ts";
import type { FeelingData } from "#core/chart-data-feeling.ts";
import type { FeelingWords } from "#core/chart-data-picture.ts";
import type { State } from "#core/check-in.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, dayText, half, spanText, type Say } from "./say.ts";

/** What the picture says, in sentences. */
export function feelingLines(say: Say, data: FeelingData, locale: string): string[] {
  if (data.checkIns === 0) return [];
  const { spread } = data;
  const rated = data.points.flatMap(({ access }) => access ?? []);
  const { "too-little": little, within, "too-much": much } = data.states;
  const gaps =
    data.points.reduce((days, { from, to }) => days + to - from + 1, 0) <= data.span.to - data.span.from;
  return [
    // With few check-ins the picture's own note has said how many.
    ...(data.checkIns < fewAnswers ? [] : [say("progress.feeling.count", { count: data.checkIns })]),
    ...(rated.length > 0 ? [accessLine(say, rated)] : []),
    say("progress.feeling.states", { little, within, much }),
    ...(spread
      ? [
          say("progress.feeling.spread", {
            early: half(spread.early.low),
            earlyTo: half(spread.early.high),
            late: half(spread.late.low),
            lateTo: half(spread.late.high),
            change: spread.change,
          }),
        ]
      : []),
    ...(gaps && data.size === "day" ? [say("progress.feeling.gaps")] : []),
    ...(data.sumsUntil === undefined
      ? []
      : [say("progress.feeling.sums", { date: dayText(data.sumsUntil, locale) })]),
  ];
}

function accessLine(say: Say, rated: readonly { low: number; middle: number; high: number }[]): string {
  const low = Math.min(...rated.map((range) => range.low));
  const high = Math.max(...rated.map((range) => range.high));
  const middles = rated.map((range) => range.middle).toSorted((a, b) => a - b);
  const middle = half(middles[Math.floor(middles.length / 2)]!);
  return low === high
    ? say("progress.feeling.access-same", { middle })
    : say("progress.feeling.access", { low, high, middle });
}

export function feelingWords(t: Translate, data: FeelingData, locale: string): FeelingWords {
  const title = t.plain("progress.feeling.title");
  const subtitle = spanText(data.span, locale);
  const { checkIns: count } = data;
  const note =
    count === 0
      ? t.plain("progress.feeling.none")
      : count < fewAnswers
        ? t.plain("progress.feeling.few", { count })
        : undefined;
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, feelingLines(t.plain, data, locale)),
    high: t.plain("progress.scale.open"),
    low: t.plain("progress.scale.shut"),
    lanes: lanes(t),
    dot: t.plain(
      `progress.legend.${({ day: "dot", week: "week-dot", month: "month-dot" } as const)[data.size]}`,
    ),
    band: t.plain(data.size === "month" ? "progress.legend.month-band" : "progress.legend.band"),
  };
}

export const lanes = (t: Translate): Record<State, string> => ({
  "too-little": t.plain("progress.lane.too-little"),
  within: t.plain("progress.lane.within"),
  "too-much": t.plain("progress.lane.too-much"),
});
