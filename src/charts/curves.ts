/** Urge curves laid over one another, and each guess beside what came. */
import { scaleLinear, scalePoint } from "d3-scale";
import { line } from "d3-shape";
import type { CurvesWords } from "#core/chart-data-picture.ts";
import type { GuessPair, UrgeCurve, UrgeCurvesData } from "#core/chart-data-urges.ts";
import { tenAxis, tenGutter } from "./ten-axis.ts";
import { caption, legend, sheet, sizes, type Box, type LegendItem, type Look, type Part } from "./frame.ts";
import { fit } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";
import { hollowDiamond, solidDot } from "./marks.ts";

export function curvesChart(data: UrgeCurvesData, words: CurvesWords, look: Look): SvgNode {
  return sheet(
    words,
    look,
    (top, left, width) => curvesPart(data, words, look, top + 2, left, width),
    (top, left, width) => pairsPart(data, words, look, top + 10, left, width),
  );
}

/** Curves, their axis and what the lines are. */
export function curvesPart(
  data: UrgeCurvesData,
  words: CurvesWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const { theme } = look;
  const gutter = tenGutter(words);
  const height = look.dense ? 120 : 170;
  const plot: Box = { x: left + gutter, y: top + 8, width: width - gutter - 6, height };
  const x = scaleLinear([0, data.until], [plot.x, plot.x + plot.width]);
  const y = scaleLinear([0, 10], [plot.y + plot.height, plot.y]);
  const path = line<UrgeCurve["points"][number]>(
    ({ minute }) => x(minute),
    ({ intensity }) => y(intensity),
  ).digits(2);
  const cut = data.curves.map(({ points }) => until(points, data.until));
  const strength = data.curves.length > 12 ? 0.35 : 0.6;
  const nodes = [
    ...tenAxis(words, look, plot, gutter),
    ...minuteAxis(data, look, plot),
    ...cut.map((points) =>
      el("path", {
        class: "curve",
        d: path(points) ?? "",
        fill: "none",
        stroke: theme.tone.ice,
        "stroke-width": 1.8,
        "stroke-opacity": strength,
        "stroke-linejoin": "round",
      }),
    ),
    ...(data.curves.length <= 12 ? ends(cut, look, x, y) : []),
    ...middleLine(data, look, path(data.middle ?? []) ?? "", x, y),
  ];
  const under = text(left + width, plot.y + plot.height + 38, fit(words.minutes, width, sizes.small), {
    size: sizes.small,
    fill: theme.soft,
    anchor: "end",
  });
  const key = legend(curveLegend(data, words, look), look, plot.y + plot.height + 44, left, width);
  return { nodes: [...nodes, under, ...key.nodes], bottom: key.bottom };
}

function minuteAxis({ until }: UrgeCurvesData, { theme }: Look, plot: Box): SvgNode[] {
  const ticks = until <= 35 ? [0, 15, 30] : until <= 65 ? [0, 15, 30, 60] : [0, 30, 60, 90, 120];
  const x = scaleLinear([0, until], [plot.x, plot.x + plot.width]);
  return ticks.flatMap((minute) => [
    el("path", {
      d: `M${x(minute)} ${plot.y}V${plot.y + plot.height + 4}`,
      stroke: theme.grid,
      "stroke-width": 1,
    }),
    text(x(minute), plot.y + plot.height + 19, String(minute), {
      size: sizes.small,
      fill: theme.soft,
      anchor: "middle",
    }),
  ]);
}

type Point = UrgeCurve["points"][number];

/** The curve up to the edge of the picture, where it is cut in mid-line. */
function until(points: Point[], edge: number): Point[] {
  const inside = points.filter(({ minute }) => minute <= edge);
  const [last, next] = [inside.at(-1), points[inside.length]];
  if (!last || !next || next.minute === last.minute) return inside;
  const share = (edge - last.minute) / (next.minute - last.minute);
  return [...inside, { minute: edge, intensity: last.intensity + (next.intensity - last.intensity) * share }];
}

type Scale = (value: number) => number;

/** As it is said when it is pointed at. */
const tenth = (value: number): number => Math.round(value * 10) / 10;

function ends(curves: Point[][], { theme }: Look, x: Scale, y: Scale): SvgNode[] {
  return curves.flatMap((points) =>
    points.map(({ minute, intensity }) =>
      named(
        el("circle", { class: "reading", cx: x(minute), cy: y(intensity), r: 2.6, fill: theme.tone.ice }),
        `${Math.round(minute)} min: ${tenth(intensity)}`,
      ),
    ),
  );
}

function middleLine(data: UrgeCurvesData, { theme }: Look, d: string, x: Scale, y: Scale): SvgNode[] {
  if (!data.middle) return [];
  return [
    el("path", {
      class: "middle",
      d,
      fill: "none",
      stroke: theme.tone.dawn,
      "stroke-width": 4,
      "stroke-linejoin": "round",
      "stroke-linecap": "round",
    }),
    ...data.middle.map(({ minute, intensity }) => {
      const dot = el("circle", {
        class: "middle",
        cx: x(minute),
        cy: y(intensity),
        r: 5,
        fill: theme.paper,
        stroke: theme.tone.dawn,
        "stroke-width": 3,
      });
      return named(dot, `${Math.round(minute)} min: ${tenth(intensity)}`);
    }),
  ];
}

function curveLegend(data: UrgeCurvesData, words: CurvesWords, { theme }: Look): LegendItem[] {
  const stroke = (tone: string, width: number) =>
    el("path", { d: "M-9 0H9", stroke: tone, "stroke-width": width, "stroke-linecap": "round" });
  if (data.curves.length === 0) return [];
  return [
    { mark: [stroke(theme.tone.ice, 1.8)], label: words.curve },
    ...(data.middle ? [{ mark: [stroke(theme.tone.dawn, 4)], label: words.middle }] : []),
  ];
}

/** One column for each urge with a guess, oldest first. */
export function pairsPart(
  data: UrgeCurvesData,
  words: CurvesWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  if (data.pairs.length === 0) return { nodes: [], bottom: top };
  const title = caption(words.pairs, look, top, left, width);
  const gutter = tenGutter(words);
  const plot: Box = {
    x: left + gutter,
    y: title.bottom + 10,
    width: width - gutter - 6,
    height: look.dense ? 76 : 110,
  };
  const y = scaleLinear([0, 10], [plot.y + plot.height, plot.y]);
  const x = scalePoint(data.pairs.keys().toArray(), [plot.x, plot.x + plot.width]).padding(0.7);
  const nodes = data.pairs.flatMap((pair, index) => pairMarks(pair, words, x(index)!, y, look));
  const key = legend(
    [
      { mark: [hollowDiamond(0, 0, look)], label: words.guess },
      { mark: [solidDot(0, 0, look.theme.tone.ice)], label: words.outcome },
    ],
    look,
    plot.y + plot.height + 10,
    left,
    width,
  );
  return {
    nodes: [...title.nodes, ...tenAxis(words, look, plot, gutter), ...nodes, ...key.nodes],
    bottom: key.bottom,
  };
}

function pairMarks(
  { guess, outcome }: GuessPair,
  words: CurvesWords,
  x: number,
  y: Scale,
  look: Look,
): SvgNode[] {
  const name = `${words.guess}: ${guess}. ${words.outcome}: ${outcome}`;
  const join = el("path", {
    d: `M${x} ${y(guess)}V${y(outcome)}`,
    stroke: look.theme.tone.ice,
    "stroke-width": 2.5,
    "stroke-opacity": 0.5,
  });
  return [
    ...(guess === outcome ? [] : [join]),
    named(solidDot(x, y(outcome), look.theme.tone.ice), name),
    named(hollowDiamond(x, y(guess), look, guess === outcome ? "none" : undefined), name),
  ];
}
