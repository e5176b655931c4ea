/** A circle that grows while one breathes in and shrinks on the way out: one frame, or everything about it at rest. */
import type { PacerData, PacerWords } from "#core/chart-data-picture.ts";
import { sizes } from "./frame.ts";
import { el, text, type SvgNode } from "./svg.ts";

/** One calm slate that stands on a light screen as well as on a dark one. */
const colours = { paper: "#22303a", ring: "#45596a", fill: "#8fc1d6", ink: "#eef1f2" } as const;
export const pacerSize = { width: 320, height: 260 } as const;
const centre = { x: pacerSize.width / 2, y: 108 };
const radius = { least: 30, most: 88 };

/** @param second since the breath began, from 0 to in + out */
export function pacerFrame({ in: up, out: down }: PacerData, words: PacerWords, second: number): SvgNode {
  const goesIn = second < up;
  const share = goesIn ? second / up : 1 - (second - up) / down;
  const left = Math.ceil((goesIn ? up - second : up + down - second) - 1e-9);
  return whole(words, [
    ring(radius.most),
    circle(radius.least + eased(share) * (radius.most - radius.least)),
    line(`${goesIn ? words.in : words.out} · ${left}`),
  ]);
}

/** Without movement: the small circle, the large one, and how long each way takes. */
export const pacerStill = ({ in: up, out: down }: PacerData, words: PacerWords): SvgNode =>
  whole(words, [
    ring(radius.most),
    ring((radius.least + radius.most) / 2),
    circle(radius.least),
    line(`${words.in} · ${up}     ${words.out} · ${down}`),
  ]);

/** Slow at both ends, as a breath is. */
const eased = (share: number): number => (1 - Math.cos(Math.PI * share)) / 2;

const ring = (r: number): SvgNode =>
  el("circle", { cx: centre.x, cy: centre.y, r, fill: "none", stroke: colours.ring, "stroke-width": 2 });
const circle = (r: number): SvgNode => el("circle", { cx: centre.x, cy: centre.y, r, fill: colours.fill });
const line = (content: string): SvgNode =>
  text(centre.x, pacerSize.height - 26, content, {
    size: sizes.title,
    weight: "semibold",
    fill: colours.ink,
    anchor: "middle",
  });

const whole = (words: PacerWords, nodes: SvgNode[]): SvgNode =>
  el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      ...pacerSize,
      viewBox: `0 0 ${pacerSize.width} ${pacerSize.height}`,
      role: "img",
      "font-family": "Noto Sans, system-ui, sans-serif",
    },
    el("title", {}, words.title),
    el("desc", {}, words.alt),
    el("rect", { ...pacerSize, fill: colours.paper }),
    ...nodes,
  );
