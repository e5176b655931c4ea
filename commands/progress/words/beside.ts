import { fewAnswers } from "#core/chart-data.ts";
import type { BesideData } from "#core/chart-data-beside.ts";
import type { BesideWords } from "#core/chart-data-picture.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, spanText, type Say } from "./say.ts";

/** @param names of routines, by id; one that is no longer there keeps its id */
export function besideLines(say: Say, data: BesideData, names: Record<string, string>): string[] {
  if (data.checkIns === 0) return [];
  const days = data.routines.map((_, index) =>
    data.points.reduce((sum, { ticked }) => sum + ticked[index]!, 0),
  );
  return [
    say("progress.beside.slept", { count: data.slept }),
    ...data.routines.map((id, index) =>
      say("progress.beside.routine", { name: names[id] ?? id, count: days[index]! }),
    ),
    say("progress.beside.said"),
  ];
}

export function besideWords(
  t: Translate,
  data: BesideData,
  locale: string,
  names: Record<string, string>,
): BesideWords {
  const title = t.plain("progress.beside.title");
  const subtitle = spanText(data.span, locale);
  const { checkIns: count } = data;
  const note =
    count === 0
      ? t.plain("progress.beside.none")
      : count < fewAnswers
        ? t.plain("progress.beside.few", { count })
        : undefined;
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, besideLines(t.plain, data, names)),
    access: t.plain("progress.beside.access"),
    sleep: t.plain("progress.beside.sleep"),
    routines: Object.fromEntries(data.routines.map((id) => [id, names[id] ?? id])),
  };
}
