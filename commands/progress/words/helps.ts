import type { HelpNames } from "#app/progress.ts";
import { enoughTimes, type HelpRow, type HelpsData } from "#core/chart-data-helps.ts";
import type { HelpsWords } from "#core/chart-data-picture.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, half, type Labels, type Say } from "./say.ts";

function nameOf(t: Translate, { kind, id }: HelpRow, names: HelpNames, labels: Labels): string {
  if (kind === "practice") return names.practices[id] ?? t.plain("progress.helps.gone");
  const index = names.lines.findIndex((line) => line.id === id);
  const line = names.lines[index];
  if (!line) return t.plain("progress.helps.old-line");
  return labels === "own" ? line.text : t.plain("progress.helps.line", { number: index + 1 });
}

export function helpsLines(
  t: Translate,
  say: Say,
  data: HelpsData,
  names: HelpNames,
  labels: Labels,
): string[] {
  if (data.total === 0) return [];
  const values = (row: HelpRow) => ({
    name: nameOf(t, row, names, labels),
    times: row.times,
    before: half(row.before),
    after: half(row.after),
  });
  return [
    say("progress.helps.count", { count: data.total }),
    ...data.access.map((row) => say("progress.helps.access-row", values(row))),
    ...data.urge.map((row) => say("progress.helps.urge-row", { ...values(row), labels })),
  ];
}

export function helpsWords(t: Translate, data: HelpsData, names: HelpNames, labels: Labels): HelpsWords {
  const title = t.plain("progress.helps.title");
  const subtitle = t.plain("progress.helps.subtitle");
  const { total: count } = data;
  const note =
    count === 0
      ? t.plain("progress.helps.none")
      : count < enoughTimes
        ? t.plain("progress.helps.few", { count })
        : undefined;
  const rows = [...data.access, ...data.urge].map((row) => [
    `${row.kind} ${row.id}`,
    { name: nameOf(t, row, names, labels), times: t.plain("progress.helps.times", { times: row.times }) },
  ]);
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, helpsLines(t, t.plain, data, names, labels)),
    access: t.plain("progress.helps.access"),
    urge: t.plain("progress.helps.urge", { labels }),
    rows: Object.fromEntries(rows),
    before: t.plain("progress.helps.before"),
    after: t.plain("progress.helps.after"),
    ...(data.more > 0 ? { more: t.plain("progress.helps.more", { count: data.more }) } : {}),
  };
}
