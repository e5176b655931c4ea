/** When urges come: a cell for each hour of the week on the member's own clock, and how many over the span. */
import { scaleLinear } from "d3-scale";
import { nextBin } from "#core/chart-data.ts";
import type { HeatWords } from "#core/chart-data-picture.ts";
import { heatSteps, type UrgeHeatData } from "#core/chart-data-urges.ts";
import { dayAxis, dayScale, formatDay, spanName } from "./days-axis.ts";
import { caption, legend, sheet, sizes, type LegendItem, type Look, type Part } from "./frame.ts";
import { widthOf } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";

const gutter = 44;
const barsHeight = 46;

export function heatChart(data: UrgeHeatData, words: HeatWords, look: Look): SvgNode {
  return sheet(
    words,
    look,
    (top, left, width) => heatPart(data, words, look, top + 2, left, width),
    (top, left, width) => countsPart(data, words, look, top + 8, left, width),
  );
}

/** The week's grid with its hours above and its shades beneath. */
export function heatPart(
  data: UrgeHeatData,
  words: HeatWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const grid = { x: left + gutter, y: top + 22, width: width - gutter };
  const cell = grid.width / 24;
  const steps = heatSteps(data);
  const rowHeight = look.dense ? 18 : 24;
  const order = weekdaysFrom(firstWeekday(look.locale));
  const nodes = [
    ...hourLabels(look, grid, cell, left + width),
    ...order.flatMap((weekday, row) => [
      text(grid.x - 8, grid.y + row * rowHeight + rowHeight / 2 + 4, weekdayLabel(weekday, look.locale), {
        size: sizes.small,
        fill: look.theme.soft,
        anchor: "end",
      }),
      ...data.cells[weekday]!.map((count, hour) => {
        const tile = el("rect", {
          class: "cell",
          x: grid.x + hour * cell + 0.75,
          y: grid.y + row * rowHeight + 1,
          width: cell - 1.5,
          height: rowHeight - 2,
          rx: 3,
          fill: shadeOf(count, steps, look),
        });
        return named(tile, `${hourName(weekday, hour, look.locale)}: ${count}`);
      }),
    ]),
  ];
  const items = steps.map((step, index): LegendItem => ({
    mark: [el("rect", { x: -7, y: -7, width: 14, height: 14, rx: 3, fill: shadeOf(step.from, steps, look) })],
    label: words.steps[index] ?? "",
  }));
  const key = legend(items, look, grid.y + 7 * rowHeight + 4, left, width);
  return { nodes: [...nodes, ...key.nodes], bottom: key.bottom };
}

function shadeOf(count: number, steps: { from: number }[], { theme }: Look): string {
  const index = steps.findLastIndex(({ from }) => from <= count);
  if (index < 0) return theme.panel;
  // Few shades are taken from the strong end, so that a single one is seen.
  return theme.steps[index + 4 - steps.length]!;
}

const hourName = (weekday: number, hour: number, locale: string): string =>
  formatDay(3 + weekday + hour / 24, locale, { weekday: "short", hour: "numeric" });

/** Where a week begins in this language; Monday where it does not say. */
export function firstWeekday(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?(): { firstDay: number } };
  return (info.getWeekInfo?.().firstDay ?? 1) % 7;
}

export const weekdaysFrom = (first: number): number[] =>
  Array.from({ length: 7 }, (_, index) => (first + index) % 7);

/** 1970-01-04 was a Sunday. */
export const weekdayLabel = (weekday: number, locale: string): string =>
  formatDay(3 + weekday, locale, { weekday: "short" });

function hourLabels(look: Look, grid: { x: number; y: number }, cell: number, right: number): SvgNode[] {
  return [0, 6, 12, 18].flatMap((hour) => {
    const label = formatDay(hour / 24, look.locale, { hour: "numeric" });
    const x = grid.x + hour * cell;
    return [
      text(Math.min(x, right - widthOf(label, sizes.small)), top(grid), label, {
        size: sizes.small,
        fill: look.theme.soft,
      }),
    ];
  });
}

const top = ({ y }: { y: number }): number => y - 7;

/** Bars over the span; a bin without any has none. */
function countsPart(
  data: UrgeHeatData,
  words: HeatWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  if (data.counts.length < 2) return { nodes: [], bottom: top };
  const title = caption(words.counts, look, top, left, width);
  const plot = { x: left + gutter, y: title.bottom + 6, width: width - gutter, height: barsHeight };
  const x = dayScale(data.span, plot);
  const most = Math.max(...data.counts.map(({ count }) => count));
  const y = scaleLinear([0, most], [plot.y + plot.height, plot.y]);
  const label = (value: number) =>
    text(plot.x - 8, y(value) + 5, String(value), {
      size: sizes.small,
      fill: look.theme.soft,
      anchor: "end",
    });
  const bars = data.counts.map(({ from, count }) => {
    const start = x(Math.max(from, data.span.from));
    const width = x(Math.min(nextBin(from, data.size), data.span.to + 1)) - start;
    const gap = Math.min(1, width / 6);
    const bar = el("rect", {
      class: "bar",
      x: start + gap,
      y: y(count),
      width: width - 2 * gap,
      height: y(0) - y(count),
      rx: Math.min(2.5, width / 3),
      fill: look.theme.tone.ice,
    });
    return named(bar, `${spanName({ from, to: nextBin(from, data.size) - 1 }, look.locale)}: ${count}`);
  });
  const ground = el("path", {
    d: `M${plot.x} ${y(0)}H${plot.x + plot.width}`,
    stroke: look.theme.grid,
    "stroke-width": 1.5,
  });
  const axis = dayAxis(data.span, plot, look, { left, right: left + width });
  return {
    nodes: [...title.nodes, ...axis, ground, label(most), ...bars],
    bottom: plot.y + plot.height + 24,
  };
}
