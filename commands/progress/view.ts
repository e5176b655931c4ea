import { periods } from "#core/chart-data.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Enclosure, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { charts, type Shown, type Wanted } from "./pictures.ts";

const id = idsOf("progress");

/** A chart's picture, what it says in sentences beneath, and the ways on. */
export function look(t: Translate, wanted: Wanted, shown: Shown, png: Uint8Array | undefined): Screen {
  const words = shown.picture?.words;
  return screen(t, {
    text: [
      words
        ? t("progress.summary", { title: words.title, span: words.subtitle })
        : t("progress.summary", { title: t.plain(`progress.chart.${wanted.chart}`), span: "" }),
      words && !png ? t("progress.no-picture") : "",
      words?.note ? t("progress.line", { text: words.note }) : "",
      shown.lines.map((line) => `- ${line}`).join("\n"),
    ],
    picture: words && png ? enclose(wanted, png, words.alt) : undefined,
    rows: [
      chooser(t, wanted),
      ...ways(t, wanted, shown),
      row(button(customId("look-back", "open"), t.plain("progress.button.week"))),
    ],
    accent: "moss",
  });
}

const enclose = ({ chart }: Wanted, bytes: Uint8Array, alt: string): Enclosure => ({
  name: `${chart}.png`,
  bytes,
  alt,
});

const again = (wanted: Wanted): string => id("show", wanted.chart, wanted.period, wanted.theme, wanted.nth);

const chooser = (t: Translate, { chart, period, theme }: Wanted): Row =>
  row(
    select(
      id("pick", period, theme),
      t.plain("progress.pick"),
      charts.map((value) => ({ value, label: t.plain(`progress.chart.${value}`), chosen: value === chart })),
    ),
  );

/** Charts that look back over a span of the member's choice. */
const overTime = ["feeling", "heat", "curves", "beside"];

function ways(t: Translate, wanted: Wanted, { goals }: Shown): Row[] {
  const other = wanted.theme === "dark" ? "light" : "dark";
  const theme = button(again({ ...wanted, theme: other }), t.plain(`progress.button.${other}`));
  if (wanted.chart === "month") return [row(...monthButtons(t, wanted), theme)];
  if (wanted.chart === "days")
    return [row(toGoals(t, goals), ...(goals > 1 ? [nextGoal(t, wanted)] : []), theme)];
  if (wanted.chart === "confidence")
    return [row(button(customId("confidence", "open"), t.plain("progress.button.how-sure"), "main"), theme)];
  if (!overTime.includes(wanted.chart)) return [row(theme)];
  const spans = periods.map((period) =>
    button(
      again({ ...wanted, period }),
      t.plain(`progress.period.${period}`),
      period === wanted.period ? "main" : "plain",
    ),
  );
  return [row(...spans, theme)];
}

const toGoals = (t: Translate, goals: number) =>
  button(customId("days", "open"), t.plain(`progress.button.goals`), goals === 0 ? "main" : "plain");

const nextGoal = (t: Translate, wanted: Wanted) =>
  button(again({ ...wanted, nth: wanted.nth + 1 }), t.plain("progress.button.next-goal"));

const monthButtons = (t: Translate, wanted: Wanted) => [
  button(again({ ...wanted, nth: wanted.nth + 1 }), t.plain("progress.button.earlier")),
  ...(wanted.nth > 0
    ? [button(again({ ...wanted, nth: wanted.nth - 1 }), t.plain("progress.button.later"))]
    : []),
  button(id("print", wanted.nth), t.plain("progress.button.pdf")),
];

/** One page as a file; the words stand alone when it could not be made. */
export function printed(t: Translate, shown: Shown, pdf: Uint8Array | undefined): Screen {
  const { title = "", alt = "" } = shown.picture?.words ?? {};
  return screen(t, {
    text: pdf
      ? [t("progress.printed", { title })]
      : [t("progress.no-picture"), shown.lines.map((line) => `- ${line}`).join("\n")],
    document: pdf ? { name: "month.pdf", bytes: pdf, alt } : undefined,
    rows: [row(button(customId("progress", "open"), t.plain("button.back")))],
    accent: "moss",
  });
}
