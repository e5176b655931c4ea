/** Feeling: a dot for each day's access, the week's range behind it, and the state in three lanes beneath. */
import { scaleLinear, type ScaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { State } from "#core/check-in.ts";
import type { FeelingData, FeelingPoint } from "#core/chart-data-feeling.ts";
import type { FeelingWords } from "#core/chart-data-picture.ts";
import { dayAxis, dayScale, spanName } from "./days-axis.ts";
import {
  heading,
  legend,
  margin,
  note,
  picture,
  pictureWidth,
  sizes,
  type Box,
  type LegendItem,
  type Look,
  type Part,
} from "./frame.ts";
import { fit, widthOf } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";
import { tenAxis } from "./ten-axis.ts";
import type { Tone } from "./theme.ts";

/** From top to bottom; the place says it, the tone repeats it. */
const lanes: State[] = ["too-much", "within", "too-little"];
export const toneOf: Record<State, Tone> = { "too-much": "dawn", within: "moss", "too-little": "ice" };
const laneHeight = 19;
const defaultHeight = 340;

export function feelingChart(
  data: FeelingData,
  words: FeelingWords,
  look: Look,
  height = defaultHeight,
): SvgNode {
  const width = pictureWidth - 2 * margin;
  const top = heading(words, look, 14, margin, width);
  const said = note(words.note, look, top.bottom + 2, margin, width);
  const items = feelingLegend(data, words, look);
  const keyHeight = legend(items, look, 0, margin, width).bottom;
  const body = feelingPart(data, words, look, {
    x: margin,
    y: said.bottom + 4,
    width,
    height: Math.max(150, height - said.bottom - keyHeight - 12),
  });
  const key = legend(items, look, body.bottom + 2, margin, width);
  return picture(words, pictureWidth, key.bottom + 6, look, [
    ...top.nodes,
    ...said.nodes,
    ...body.nodes,
    ...key.nodes,
  ]);
}

export function feelingLegend(data: FeelingData, words: FeelingWords, { theme }: Look): LegendItem[] {
  if (!data.points.some(({ access }) => access)) return [];
  return [
    { mark: [el("circle", { r: 4, fill: theme.ink })], label: words.dot },
    {
      mark: [el("rect", { x: -8, y: -7, width: 16, height: 14, rx: 3, fill: theme.wash.ice })],
      label: words.band,
    },
  ];
}

/** Plot, lanes and axis, in exactly the box given. */
export function feelingPart(data: FeelingData, words: FeelingWords, look: Look, box: Box): Part {
  const labels = [words.high, words.low, ...lanes.map((lane) => words.lanes[lane])];
  const gutter = Math.min(110, Math.max(...labels.map((label) => widthOf(label, sizes.small))) + 10);
  const plot: Box = {
    x: box.x + gutter,
    y: box.y + 8,
    width: box.width - gutter,
    height: box.height - 8 - lanes.length * laneHeight - 12 - 26,
  };
  const below: Box = { ...plot, y: plot.y + plot.height + 12, height: lanes.length * laneHeight };
  const edge = { left: box.x, right: box.x + box.width };
  const whole = { ...plot, height: below.y + below.height - plot.y };
  return {
    nodes: [
      ...dayAxis(data.span, whole, look, edge),
      ...accessPlot(data, words, look, plot, gutter),
      ...stateLanes(data, words, look, below, gutter),
    ],
    bottom: box.y + box.height,
  };
}

function accessPlot(
  data: FeelingData,
  words: FeelingWords,
  look: Look,
  plot: Box,
  gutter: number,
): SvgNode[] {
  const x = dayScale(data.span, plot);
  const y = scaleLinear([0, 10], [plot.y + plot.height, plot.y]);
  return [
    ...tenAxis(words, look, plot, gutter),
    ...frames(data, look, x, y),
    ...curve(data.points, look, x, y),
  ];
}

type Scale = ScaleLinear<number, number>;

/** A week's lowest to highest answer; half a step wider than the answers, so that one number is still a band. */
function frames({ frames }: FeelingData, { theme }: Look, x: Scale, y: Scale): SvgNode[] {
  return frames.map(({ from, to, low, high }) => {
    const top = y(Math.min(10, high + 0.25));
    return el("rect", {
      class: "band",
      x: x(from) + 0.75,
      y: top,
      width: Math.max(1, x(to + 1) - x(from) - 1.5),
      height: y(Math.max(0, low - 0.25)) - top,
      rx: Math.min(4, (x(to + 1) - x(from)) / 3),
      fill: theme.wash.ice,
    });
  });
}

const centre = ({ from, to }: FeelingPoint, x: Scale): number => x((from + to + 1) / 2);

/** Dots, and a line only from one to the very next: over a missed day there is none. */
function curve(points: FeelingPoint[], { theme, locale }: Look, x: Scale, y: Scale): SvgNode[] {
  const rated = points.flatMap((point) => (point.access ? [{ point, ...point.access }] : []));
  const radius = rated.length > 45 ? 2.6 : 3.6;
  const joins = rated.slice(1).flatMap((next, index) => {
    const before = rated[index]!;
    return before.point.to + 1 === next.point.from ? [[before, next]] : [];
  });
  const path = line<(typeof rated)[number]>(
    ({ point }) => centre(point, x),
    ({ middle }) => y(middle),
  ).digits(2);
  const lines = joins.map((pair) => path(pair) ?? "").join("");
  return [
    ...(lines
      ? [el("path", { class: "line", d: lines, fill: "none", stroke: theme.ink, "stroke-width": 1.6 })]
      : []),
    ...rated.map(({ point, middle }) =>
      named(
        el("circle", { class: "dot", cx: centre(point, x), cy: y(middle), r: radius, fill: theme.ink }),
        `${spanName(point, locale)}: ${Math.round(middle * 10) / 10}`,
      ),
    ),
  ];
}

/** One lane for each state; a bar as high as the state's share in the day's answers. */
function stateLanes(data: FeelingData, words: FeelingWords, look: Look, box: Box, gutter: number): SvgNode[] {
  const { theme } = look;
  const x = dayScale(data.span, box);
  return lanes.flatMap((state, index) => {
    const bottom = box.y + (index + 1) * laneHeight;
    const bars = data.points.flatMap((point) => {
      const share = point.states[state] / point.checkIns;
      if (share === 0) return [];
      const height = Math.max(3, (laneHeight - 4) * share);
      const [left, width] = [x(point.from), x(point.to + 1) - x(point.from)];
      const gap = width > 5 ? 1 : width / 6;
      const bar = el("rect", {
        class: `lane ${state}`,
        x: left + gap,
        y: bottom - 2 - height,
        width: width - 2 * gap,
        height,
        rx: Math.min(2.5, width / 3),
        fill: theme.tone[toneOf[state]],
      });
      return [named(bar, `${spanName(point, look.locale)}: ${words.lanes[state]}`)];
    });
    return [
      text(box.x - 8, bottom - laneHeight / 2 + 5, fit(words.lanes[state], gutter - 8, sizes.small), {
        size: sizes.small,
        fill: theme.ink,
        anchor: "end",
      }),
      el("path", {
        d: `M${box.x} ${bottom - 1}H${box.x + box.width}`,
        stroke: theme.grid,
        "stroke-width": 1,
      }),
      ...bars,
    ];
  });
}
