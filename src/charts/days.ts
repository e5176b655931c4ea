/** Days lived: the number large, then every day as a tile that stays. */
import type { DaysData } from "#core/chart-data-days.ts";
import type { DaysWords } from "#core/chart-data-picture.ts";
import { formatDay } from "./days-axis.ts";
import { calendar, rowsOf, tile, tileHeight, weekTile } from "./days-calendar.ts";
import { legend, sheet, sizes, stack, type LegendItem, type Look, type Part } from "./frame.ts";
import { drawable, fit, widthOf, wrap } from "./letters.ts";
import { text, type SvgNode } from "./svg.ts";

const big = 44;

export function daysChart(data: DaysData, words: DaysWords, look: Look): SvgNode {
  return sheet(
    words,
    look,
    (top, left, width) => daysPart(data, words, look, top, left, width),
    (top, left, width) => milestoneLines(data, words, look, top, left, width),
  );
}

export function daysPart(
  data: DaysData,
  words: DaysWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  return stack(
    top,
    (top) => daysCounts(words, look, top, left, width),
    (top) => calendar(data, look, top + 10, left, width),
    (top) => legend(daysLegend(data, words, look), look, top + 4, left, width),
  );
}

/** The number large, and beside it what belongs to it. */
export function daysCounts(words: DaysWords, look: Look, top: number, left: number, width: number): Part {
  const lived = fit(words.lived, width / 2, big, "semibold");
  const x = left + widthOf(lived, big, "semibold") + 14;
  const lines = words.beside.flatMap((line) => wrap(line, left + width - x, sizes.body, 2));
  const middle = top + 30;
  const first = middle - ((lines.length - 1) * 20) / 2;
  return {
    nodes: [
      text(left, middle + 16, lived, { size: big, weight: "semibold", fill: look.theme.tone.moss }),
      ...lines.map((line, index) =>
        text(x, first + 5 + index * 20, line, { size: sizes.body, fill: look.theme.ink }),
      ),
    ],
    bottom: Math.max(top + 56, first + lines.length * 20),
  };
}

/** Only what the tiles show: weeks of older years hide the single day. */
function daysLegend(data: DaysData, words: DaysWords, look: Look): LegendItem[] {
  const { months, years } = rowsOf(data, look);
  const shown = (day: number) => day >= months.from;
  const marks = data.marks.slice(Math.max(0, months.from - data.from));
  const sample = (mark: (typeof marks)[number], returned = false, milestone = false) =>
    tile(mark, -6, -tileHeight / 2, 12, look, returned, milestone);
  const names = words.legend;
  return [
    ...(marks.includes("lived") ? [{ mark: sample("lived"), label: names.lived }] : []),
    ...(data.returns.some(shown) ? [{ mark: sample("lived", true), label: names.returned }] : []),
    ...(marks.includes("lapse") ? [{ mark: sample("lapse"), label: names.lapse }] : []),
    ...(marks.includes("paused") ? [{ mark: sample("paused"), label: names.paused }] : []),
    ...(data.milestones.some(({ day }) => shown(day))
      ? [{ mark: sample("lived", false, true), label: names.milestone }]
      : []),
    ...(years.length > 0
      ? [{ mark: weekTile(["lived", "lapse"], -4, -tileHeight / 2, 8, look), label: names.week }]
      : []),
  ];
}

/** The newest few by name; the tiles hold the rest. */
function milestoneLines(
  data: DaysData,
  words: DaysWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const newest = data.milestones.toSorted((a, b) => b.day - a.day).slice(0, 3);
  const nodes = newest.flatMap(({ id, day }, index) => {
    const y = top + 18 + index * 20;
    const date = formatDay(day, look.locale, { day: "numeric", month: "short", year: "numeric" });
    const room = width - widthOf(drawable(date), sizes.small) - 12;
    return [
      text(left, y, fit(words.milestones[id] ?? "", room, sizes.body), {
        size: sizes.body,
        fill: look.theme.ink,
      }),
      text(left + width, y, date, { size: sizes.small, fill: look.theme.soft, anchor: "end" }),
    ];
  });
  return { nodes, bottom: top + newest.length * 20 + (newest.length > 0 ? 8 : 0) };
}
