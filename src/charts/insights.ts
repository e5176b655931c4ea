/** A server's weeks, as moderators may see them: rounded, from ten people on, and how delivery fares. */
import { scaleBand, scaleLinear } from "d3-scale";
import type { InsightsData, InsightWeek } from "#core/chart-data-insights.ts";
import type { InsightsWords } from "#core/chart-data-picture.ts";
import type { State } from "#core/check-in.ts";
import { dayOf } from "#core/days.ts";
import { formatDay } from "./days-axis.ts";
import { toneOf } from "./feeling.ts";
import { caption, legend, sheet, sizes, type Box, type Look, type Part } from "./frame.ts";
import { wrap, widthOf } from "./letters.ts";
import { el, text, type SvgNode } from "./svg.ts";

const gutter = 40;
const peopleHeight = 110;
const statesHeight = 110;
/** From the bottom up. */
const order: State[] = ["too-little", "within", "too-much"];

export function insightsChart(data: InsightsData, words: InsightsWords, look: Look): SvgNode {
  return sheet(
    words,
    look,
    (top, left, width) => peoplePart(data, words, look, top + 4, left, width),
    (top, left, width) => statesPart(data, words, look, top + 10, left, width),
    (top, left, width) => deliveryPart(words, look, top + 10, left, width),
  );
}

type Band = (week: InsightWeek) => { x: number; width: number };

function bandOf(data: InsightsData, plot: Box): Band {
  const band = scaleBand(
    data.weeks.map(({ week }) => week),
    [plot.x, plot.x + plot.width],
  ).padding(0.18);
  // A lone week is a bar and no wall.
  const width = Math.min(band.bandwidth(), 44);
  return ({ week }) => ({ x: band(week)! + (band.bandwidth() - width) / 2, width });
}

function peoplePart(
  data: InsightsData,
  words: InsightsWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  if (data.weeks.length === 0) return { nodes: [], bottom: top };
  const { theme } = look;
  const title = caption(words.people, look, top, left, width);
  const plot: Box = { x: left + gutter, y: title.bottom + 12, width: width - gutter, height: peopleHeight };
  const counts = data.weeks.map(({ people }) => (people === "few" ? 0 : people));
  const most = Math.max(20, ...counts);
  const y = scaleLinear([0, most], [plot.y + plot.height, plot.y]);
  const band = bandOf(data, plot);
  const bars = data.weeks.map((week) => {
    const { x, width } = band(week);
    if (week.people === "few") return fewMark(x, width, y(0), look);
    return el("rect", {
      class: "people",
      x,
      width,
      y: y(week.people),
      height: y(0) - y(week.people),
      rx: 3,
      fill: theme.tone.ice,
    });
  });
  const key = data.weeks.some(({ people }) => people === "few")
    ? legend(
        [{ mark: [fewMark(-8, 16, 5, look)], label: words.few }],
        look,
        plot.y + plot.height + 26,
        left,
        width,
      )
    : { nodes: [], bottom: plot.y + plot.height + 26 };
  return {
    nodes: [
      ...title.nodes,
      ...[0, most / 2, most].map((value) =>
        el("path", {
          d: `M${plot.x} ${y(value)}H${plot.x + plot.width}`,
          stroke: theme.grid,
          "stroke-width": 1,
        }),
      ),
      ...[0, most].map((value) =>
        text(plot.x - 8, y(value) + 5, String(value), { size: sizes.small, fill: theme.soft, anchor: "end" }),
      ),
      ...bars,
      ...weekLabels(data, band, look, plot.y + plot.height + 18, left, width),
      ...key.nodes,
    ],
    bottom: key.bottom,
  };
}

/** An outline of always the same height: it says fewer than ten, and not how many. */
function fewMark(x: number, width: number, ground: number, { theme }: Look): SvgNode {
  return el("rect", {
    class: "few",
    x: x + 0.75,
    width: Math.max(1, width - 1.5),
    y: ground - 10,
    height: 9.5,
    rx: 3,
    fill: "none",
    stroke: theme.soft,
    "stroke-width": 1.5,
    "stroke-dasharray": "3 3",
  });
}

/** As many week labels as fit, the last one always. */
function weekLabels(
  data: InsightsData,
  band: Band,
  look: Look,
  y: number,
  left: number,
  width: number,
): SvgNode[] {
  const nodes: SvgNode[] = [];
  let edge = Infinity;
  for (const week of data.weeks.toReversed()) {
    const label = formatDay(dayOf(week.week), look.locale, { day: "numeric", month: "short" });
    const half = widthOf(label, sizes.small) / 2;
    const { x, width: wide } = band(week);
    const at = Math.min(Math.max(x + wide / 2, left + half), left + width - half);
    if (at + half > edge) continue;
    edge = at - half - 12;
    nodes.push(text(at, y, label, { size: sizes.small, fill: look.theme.soft, anchor: "middle" }));
  }
  return nodes;
}

function statesPart(
  data: InsightsData,
  words: InsightsWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  if (!data.weeks.some(({ states }) => states)) return { nodes: [], bottom: top };
  const title = caption(words.states, look, top, left, width);
  const plot: Box = { x: left + gutter, y: title.bottom + 8, width: width - gutter, height: statesHeight };
  const band = bandOf(data, plot);
  const bars = data.weeks.flatMap((week) =>
    week.states ? stackOf(week.states, band(week), plot, look) : [],
  );
  const items = order.toReversed().map((state) => ({
    mark: [el("rect", { x: -8, y: -7, width: 16, height: 14, rx: 3, fill: look.theme.tone[toneOf[state]] })],
    label: words.lanes[state],
  }));
  const labels = weekLabels(data, band, look, plot.y + plot.height + 18, left, width);
  const key = legend(items, look, plot.y + plot.height + 24, left, width);
  return { nodes: [...title.nodes, ...bars, ...labels, ...key.nodes], bottom: key.bottom };
}

/** The three shares above one another, in the order of the legend. */
function stackOf(
  shares: Record<State, number>,
  { x, width }: { x: number; width: number },
  plot: Box,
  { theme }: Look,
): SvgNode[] {
  const total = order.reduce((sum, state) => sum + shares[state], 0);
  let bottom = plot.y + plot.height;
  return order.flatMap((state) => {
    const height = (shares[state] / total) * plot.height;
    bottom -= height;
    if (height === 0) return [];
    return [
      el("rect", {
        class: `share ${state}`,
        x,
        width,
        y: bottom + 0.75,
        height: Math.max(0.5, height - 1.5),
        rx: 2,
        fill: theme.tone[toneOf[state]],
      }),
    ];
  });
}

function deliveryPart(words: InsightsWords, look: Look, top: number, left: number, width: number): Part {
  if (words.deliveries.length === 0) return { nodes: [], bottom: top };
  const title = caption(words.delivery, look, top, left, width);
  const lines = words.deliveries.flatMap((line) => wrap(line, width, sizes.body, 2));
  return {
    nodes: [
      ...title.nodes,
      ...lines.map((line, index) =>
        text(left, title.bottom + 14 + index * 21, line, { size: sizes.body, fill: look.theme.ink }),
      ),
    ],
    bottom: title.bottom + 6 + lines.length * 21,
  };
}
