import type { DaysData } from "#core/chart-data-days.ts";
import type { DaysWords } from "#core/chart-data-picture.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, dayText, type Labels, type Say } from "./say.ts";

export function daysLines(say: Say, data: DaysData, locale: string): string[] {
  const { lived, of, returned } = data.counts;
  const lapses = data.marks.filter((mark) => mark === "lapse").length;
  return [
    ...(of > 0 ? [say("progress.days.sentence", { lived, of, date: dayText(data.from, locale) })] : []),
    ...(lapses > 0 ? [say("progress.days.lapses", { count: lapses })] : []),
    ...(returned > 0 ? [say("progress.days.came-back", { count: returned })] : []),
  ];
}

/** @param number which of the member's goals it is, from 1; undefined when there is only one */
export function daysWords(
  t: Translate,
  data: DaysData,
  { locale, labels, number }: { locale: string; labels: Labels; number?: number | undefined },
): DaysWords {
  const { lived, of, returned, paused } = data.counts;
  const unnamed =
    number === undefined ? t.plain("progress.days.title") : t.plain("progress.days.goal", { number });
  const title = labels === "own" ? data.goal : unnamed;
  const subtitle = t.plain("progress.days.since", { date: dayText(data.from, locale) });
  const note = of === 0 && !paused ? t.plain("progress.days.first") : undefined;
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, daysLines(t.plain, data, locale)),
    lived: t.plain("progress.days.lived", { count: lived }),
    beside: [
      t.plain("progress.days.lived-of", { of }),
      t.plain("progress.days.returned", { count: returned }),
      paused ? t.plain("progress.days.paused") : "",
    ].filter(Boolean),
    milestones: Object.fromEntries(
      data.milestones.map(({ id, kind, count }) => [
        id,
        t.plain(`progress.days.milestone.${kind}`, { count }),
      ]),
    ),
    legend: {
      lived: t.plain("progress.days.legend.lived"),
      week: t.plain("progress.days.legend.week"),
      lapse: t.plain("progress.days.legend.lapse"),
      paused: t.plain("progress.days.legend.paused"),
      returned: t.plain("progress.days.legend.returned"),
      milestone: t.plain("progress.days.legend.milestone"),
    },
  };
}
