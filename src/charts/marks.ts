/** Shapes that mean the same in every picture: hollow is before, filled is after. */
import type { Look } from "./frame.ts";
import { el, type SvgNode } from "./svg.ts";

export const solidDot = (x: number, y: number, fill: string): SvgNode =>
  el("circle", { class: "after", cx: x, cy: y, r: 5, fill });

/** @param fill the paper, unless something beneath is to be seen */
export const hollowDiamond = (x: number, y: number, { theme }: Look, fill = theme.paper): SvgNode =>
  el("path", {
    class: "guess",
    d: `M${x} ${y - 7}L${x + 7} ${y}L${x} ${y + 7}L${x - 7} ${y}Z`,
    fill,
    stroke: theme.soft,
    "stroke-width": 2,
  });

export const hollowDot = (x: number, y: number, { theme }: Look): SvgNode =>
  el("circle", {
    class: "before",
    cx: x,
    cy: y,
    r: 5,
    fill: theme.paper,
    stroke: theme.soft,
    "stroke-width": 2,
  });

export const triangle = (x: number, y: number, fill: string, size = 4.5): SvgNode =>
  el("path", { class: "drill", d: `M${x} ${y - size}L${x + size} ${y + size * 0.8}H${x - size}Z`, fill });
