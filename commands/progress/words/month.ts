import type { HelpNames } from "#app/progress.ts";
import type { MonthData } from "#core/chart-data-month.ts";
import type { MonthWords } from "#core/chart-data-picture.ts";
import type { Translate } from "#locale/sentences.ts";
import { confidenceLines, confidenceWords } from "./confidence.ts";
import { daysLines, daysWords } from "./days.ts";
import { feelingLines, feelingWords, lanes } from "./feeling.ts";
import { helpsWords } from "./helps.ts";
import { altOf, monthText, spanText, type Say } from "./say.ts";
import { curvesLines, curvesWords, heatLines, heatWords, type UrgeContext } from "./urges.ts";

export interface MonthContext extends UrgeContext {
  names: HelpNames;
}

/** The few facts at the top of the page. */
function facts(say: Say, data: MonthData, { labels }: MonthContext): string[] {
  if (data.daysNoticed === 0 && data.urges === 0) return [];
  return [
    say("progress.month.noticed", { count: data.daysNoticed, of: data.days.length }),
    say("progress.month.urges", { labels, count: data.urges }),
    ...(data.notActedOn > 0 ? [say("progress.month.not-acted", { count: data.notActedOn })] : []),
  ];
}

/** The whole page in sentences. */
export function monthLines(t: Translate, say: Say, data: MonthData, context: MonthContext): string[] {
  return [
    ...facts(say, data, context),
    ...feelingLines(say, data.feeling, context.locale).slice(1),
    ...heatLines(say, data.heat, context).slice(1),
    ...curvesLines(say, data.curves),
    ...confidenceLines(t, say, { rows: data.confidence, answers: 0, drills: 0 }),
    ...data.goals.flatMap((goal) => daysLines(say, goal, context.locale)),
  ];
}

export function monthWords(t: Translate, data: MonthData, context: MonthContext): MonthWords {
  const { labels, locale, names } = context;
  const title = monthText(data.year, data.month, locale);
  const empty = data.daysNoticed === 0 && data.urges === 0;
  const subtitle = empty ? spanText(data.span, locale) : facts(t.plain, data, context)[0]!;
  const note = empty ? t.plain("progress.month.none") : undefined;
  const confidence = { rows: data.confidence, answers: data.confidence.length, drills: 0 };
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, spanText(data.span, locale), note, monthLines(t, t.plain, data, context)),
    parts: {
      calendar: t.plain("progress.month.calendar"),
      feeling: feelingWords(t, data.feeling, locale),
      ...(data.heat.total > 0 ? { heat: heatWords(t, data.heat, context) } : {}),
      ...(data.curves.curves.length > 0 ? { curves: curvesWords(t, data.curves, locale, labels) } : {}),
      ...(data.helps.total > 0 ? { helps: helpsWords(t, data.helps, names, labels) } : {}),
      ...(data.confidence.length > 0 ? { confidence: confidenceWords(t, confidence) } : {}),
      days: data.goals.map((goal, index) =>
        daysWords(t, goal, { locale, labels, number: data.goals.length > 1 ? index + 1 : undefined }),
      ),
    },
    facts: facts(t.plain, data, context).slice(1),
    lanes: lanes(t),
    fill: t.plain("progress.month.fill"),
    urge: t.plain("progress.month.urge", { labels }),
  };
}
