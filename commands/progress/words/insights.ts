import type { InsightsData, RoundedCount } from "#core/chart-data-insights.ts";
import type { InsightsWords } from "#core/chart-data-picture.ts";
import type { Translate } from "#locale/sentences.ts";
import { lanes } from "./feeling.ts";
import { altOf, type Say } from "./say.ts";

export const counted = (t: Translate, count: RoundedCount): string =>
  count === "few" ? t.plain("progress.insights.few") : new Intl.NumberFormat(t.locale).format(count);

const kinds = ["sent", "late", "expired", "failed", "held"] as const;

export function insightsLines(t: Translate, say: Say, data: InsightsData): string[] {
  const newest = data.weeks.at(-1);
  if (!newest) return [];
  const { states, people, delivery } = newest;
  return [
    say("progress.insights.newest", { people: counted(t, people) }),
    ...(states
      ? [
          say("progress.insights.shares", {
            within: states.within,
            little: states["too-little"],
            much: states["too-much"],
          }),
        ]
      : []),
    ...kinds.map((kind) => say(`progress.insights.${kind}`, { count: counted(t, delivery[kind]) })),
  ];
}

export function insightsWords(t: Translate, data: InsightsData): InsightsWords {
  const title = t.plain("progress.insights.title");
  const subtitle = t.plain("progress.insights.subtitle");
  const newest = data.weeks.at(-1);
  const note = newest ? undefined : t.plain("progress.insights.none");
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, insightsLines(t, t.plain, data)),
    people: t.plain("progress.insights.people"),
    few: t.plain("progress.insights.few"),
    states: t.plain("progress.insights.states"),
    lanes: lanes(t),
    delivery: t.plain("progress.insights.delivery"),
    deliveries: newest
      ? kinds.map((kind) =>
          t.plain(`progress.insights.${kind}`, { count: counted(t, newest.delivery[kind]) }),
        )
      : [],
  };
}
