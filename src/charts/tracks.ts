/** Rows with a name, a track from one end of a scale to the other, and where it went from and to. */
import { scaleLinear } from "d3-scale";
import { sizes, stack, type Look, type Part } from "./frame.ts";
import { hollowDot, solidDot, triangle } from "./marks.ts";
import { fit, widthOf, wrap } from "./letters.ts";
import { el, named, text, type SvgNode } from "./svg.ts";

export interface Track {
  name: string;
  /** At the right, such as "6 times". */
  beside: string;
  before?: number;
  after?: number;
  /** Small marks under the track. */
  ticks: number[];
}

const lineHeight = 19;

/**
 * One row each, the track under its name; on a dense page beside it.
 * @param most the upper end of the scale; the lower one is 0
 */
export function tracks(
  rows: Track[],
  most: number,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const row = look.dense ? denseRow : roomyRow;
  return stack(top, ...rows.map((track) => (top: number) => row(track, most, look, top, left, width)));
}

function roomyRow(track: Track, most: number, look: Look, top: number, left: number, width: number): Part {
  const side = fit(track.beside, width / 2, sizes.small);
  const room = width - widthOf(side, sizes.small) - 12;
  const names = wrap(track.name, room, sizes.body, 2);
  const y = top + names.length * lineHeight + 13;
  return {
    nodes: [
      ...names.map((line, index) =>
        text(left, top + 18 + index * lineHeight, line, { size: sizes.body, fill: look.theme.ink }),
      ),
      text(left + width, top + 18, side, { size: sizes.small, fill: look.theme.soft, anchor: "end" }),
      ...trackMarks(track, most, look, y, left, width),
    ],
    bottom: y + 15,
  };
}

function denseRow(track: Track, most: number, look: Look, top: number, left: number, width: number): Part {
  const y = top + 13;
  const [name, line] = [width * 0.41, width * 0.29];
  const room = width - name - line - 10;
  return {
    nodes: [
      text(left, y + 5, fit(track.name, name - 8, sizes.small), { size: sizes.small, fill: look.theme.ink }),
      text(left + width, y + 5, fit(track.beside, room, sizes.small), {
        size: sizes.small,
        fill: look.theme.soft,
        anchor: "end",
      }),
      ...trackMarks(track, most, look, y, left + name, line),
    ],
    bottom: top + 27,
  };
}

function trackMarks(
  { name, before, after, ticks }: Track,
  most: number,
  look: Look,
  y: number,
  left: number,
  width: number,
): SvgNode[] {
  const { theme } = look;
  const x = scaleLinear([0, most], [left + 6, left + width - 6]);
  const said = `${name}: ${[before, after].filter((value) => value !== undefined).join(" → ")}`;
  const changed = before !== undefined && after !== undefined && before !== after;
  return [
    el("path", {
      class: "track",
      d: `M${left + 2.5} ${y}H${left + width - 2.5}`,
      stroke: theme.grid,
      "stroke-width": 5,
      "stroke-linecap": "round",
    }),
    ...(changed
      ? [
          el("path", {
            class: "change",
            d: `M${x(before)} ${y}H${x(after)}`,
            stroke: theme.tone.moss,
            "stroke-width": 4,
            "stroke-opacity": 0.55,
          }),
        ]
      : []),
    ...ticks.map((tick) => triangle(x(tick), y + 10, theme.tone.dawn)),
    ...(before === undefined ? [] : [named(hollowDot(x(before), y, look), said)]),
    ...(after === undefined ? [] : [named(solidDot(x(after), y, theme.tone.moss), said)]),
  ];
}

/** The words at both ends of the scale; a dense page does without. */
export function trackEnds(
  low: string,
  high: string,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  if (look.dense) return { nodes: [], bottom: top };
  const end = (content: string, x: number, anchor: "start" | "end") =>
    text(x, top + 14, fit(content, width / 2 - 6, sizes.small), {
      size: sizes.small,
      fill: look.theme.soft,
      anchor,
    });
  return { nodes: [end(low, left, "start"), end(high, left + width, "end")], bottom: top + 22 };
}
