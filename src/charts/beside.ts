/** Sleep and routines beside feeling: the same days above one another. Nothing joins them; the eye may. */
import { scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { BesideData, BesidePoint } from "#core/chart-data-beside.ts";
import type { BesideWords } from "#core/chart-data-picture.ts";
import { dayAxis, dayScale, spanName } from "./days-axis.ts";
import { sheet, sizes, type Box, type Look, type Part } from "./frame.ts";
import { fit, widthOf, wrap } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";

const accessHeight = 96;
const sleepHeight = 74;
const routineHeight = 24;
const gap = 16;

export function besideChart(data: BesideData, words: BesideWords, look: Look): SvgNode {
  return sheet(words, look, (top, left, width) => besidePart(data, words, look, top + 6, left, width));
}

function besidePart(
  data: BesideData,
  words: BesideWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const names = [words.access, words.sleep, ...data.routines.map((id) => words.routines[id] ?? "")];
  const gutter = Math.min(124, Math.max(...names.map((name) => widthOf(name, sizes.small))) + 10);
  const box = (y: number, height: number): Box => ({ x: left + gutter, y, width: width - gutter, height });
  const access = box(top + 4, accessHeight);
  const sleep = box(access.y + access.height + gap, sleepHeight);
  const routines = box(sleep.y + sleep.height + gap - 4, data.routines.length * routineHeight);
  const whole = { ...access, height: routines.y + routines.height - access.y };
  return {
    nodes: [
      ...dayAxis(data.span, whole, look, { left, right: left + width }),
      ...name(words.access, access, look, gutter),
      ...scaleLines(access, look),
      ...accessLine(data, access, look),
      ...name(words.sleep, sleep, look, gutter),
      ...scaleLines(sleep, look),
      ...sleepBars(data, sleep, look),
      ...routineRows(data, words, routines, look, gutter),
    ],
    bottom: whole.y + whole.height + 26,
  };
}

/** The name in the middle of a part's height, at its left. */
function name(content: string, box: Box, { theme }: Look, gutter: number): SvgNode[] {
  const lines = wrap(content, gutter - 8, sizes.small, 2);
  const first = box.y + box.height / 2 + 5 - ((lines.length - 1) * 17) / 2;
  return lines.map((content, index) =>
    text(box.x - 8, first + index * 17, content, { size: sizes.small, fill: theme.ink, anchor: "end" }),
  );
}

function scaleLines(box: Box, { theme }: Look): SvgNode[] {
  return [0, 0.5, 1].map((share) =>
    el("path", {
      d: `M${box.x} ${box.y + box.height * share}H${box.x + box.width}`,
      stroke: theme.grid,
      "stroke-width": share === 0.5 ? 1 : 1.5,
      "stroke-dasharray": share === 0.5 ? "2 4" : undefined,
    }),
  );
}

function accessLine(data: BesideData, box: Box, { theme, locale }: Look): SvgNode[] {
  const x = dayScale(data.span, box);
  const y = scaleLinear([0, 10], [box.y + box.height, box.y]);
  const rated = data.points.flatMap((point) =>
    point.access === undefined ? [] : [{ ...point, access: point.access }],
  );
  const at = ({ from, to }: BesidePoint) => x((from + to + 1) / 2);
  const path = line<(typeof rated)[number]>(at, ({ access }) => y(access)).digits(2);
  const joins = rated
    .slice(1)
    .flatMap((next, index) => (rated[index]!.to + 1 === next.from ? [[rated[index]!, next]] : []));
  const d = joins.map((pair) => path(pair) ?? "").join("");
  return [
    ...(d ? [el("path", { class: "line", d, fill: "none", stroke: theme.ink, "stroke-width": 1.6 })] : []),
    ...rated.map((point) => {
      const r = rated.length > 45 ? 2.4 : 3.2;
      const dot = el("circle", { class: "dot", cx: at(point), cy: y(point.access), r, fill: theme.ink });
      return named(dot, `${spanName(point, locale)}: ${Math.round(point.access * 10) / 10}`);
    }),
  ];
}

function sleepBars(data: BesideData, box: Box, { theme, locale }: Look): SvgNode[] {
  const x = dayScale(data.span, box);
  const y = scaleLinear([0, 10], [box.y + box.height, box.y]);
  return data.points.flatMap(({ from, to, sleep }) => {
    if (sleep === undefined) return [];
    const [start, width] = [x(from), x(to + 1) - x(from)];
    const inset = width > 5 ? 1 : width / 6;
    // A night of no sleep is an answer too: it keeps a sliver.
    const height = Math.max(2, y(0) - y(sleep));
    const bar = el("rect", {
      class: "sleep",
      x: start + inset,
      y: y(0) - height,
      width: width - 2 * inset,
      height,
      rx: Math.min(2.5, width / 3),
      fill: theme.tone.ice,
    });
    return [named(bar, `${spanName({ from, to }, locale)}: ${Math.round(sleep * 10) / 10}`)];
  });
}

/** A tile for each day it was ticked; for a week or a month as high as its share of days. */
function routineRows(
  data: BesideData,
  words: BesideWords,
  box: Box,
  { theme, locale }: Look,
  gutter: number,
): SvgNode[] {
  const x = dayScale(data.span, box);
  return data.routines.flatMap((id, row) => {
    const bottom = box.y + (row + 1) * routineHeight - 4;
    const tiles = data.points.flatMap(({ from, to, ticked, days }) => {
      const share = ticked[row]! / days;
      if (share === 0) return [];
      const [start, width] = [x(from), x(to + 1) - x(from)];
      const inset = width > 5 ? 1 : width / 6;
      const height = Math.max(3, (routineHeight - 8) * share);
      const bar = el("rect", {
        class: "routine",
        x: start + inset,
        y: bottom - height,
        width: width - 2 * inset,
        height,
        rx: Math.min(2.5, width / 3),
        fill: theme.tone.moss,
      });
      return [named(bar, `${spanName({ from, to }, locale)}: ${words.routines[id] ?? ""}`)];
    });
    return [
      text(box.x - 8, bottom - 3, fit(words.routines[id] ?? "", gutter - 8, sizes.small), {
        size: sizes.small,
        fill: theme.ink,
        anchor: "end",
      }),
      el("path", { d: `M${box.x} ${bottom}H${box.x + box.width}`, stroke: theme.grid, "stroke-width": 1 }),
      ...tiles,
    ];
  });
}
