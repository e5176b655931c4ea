/** What all pictures share: paper, title, legend, and a sentence where there is little to see. */
import type { CommonWords } from "#core/chart-data-picture.ts";
import { drawable, fit, widthOf, wrap } from "./letters.ts";
import { el, group, text, type SvgNode } from "./svg.ts";
import type { Theme } from "./theme.ts";

/**
 * Pictures are laid out 400 units wide and shown on phones at 375 pixels: 14 units are 13 pixels there, and no text is
 * smaller.
 */
export const pictureWidth = 400;
export const margin = 16;
export const sizes = { title: 19, body: 15, small: 14 } as const;

export interface Look {
  theme: Theme;
  locale: string;
  /** On paper, where the eye is nearer: rows are lower. */
  dense?: boolean;
}

/** Where a part of a picture goes. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A part that took as much height as it needed; `bottom` is where the next one begins. */
export interface Part {
  nodes: SvgNode[];
  bottom: number;
}

/** Joins parts one below the other. */
export function stack(top: number, ...parts: ((top: number) => Part)[]): Part {
  const nodes: SvgNode[] = [];
  let bottom = top;
  for (const part of parts) {
    const drawn = part(bottom);
    nodes.push(...drawn.nodes);
    bottom = drawn.bottom;
  }
  return { nodes, bottom };
}

/** The whole picture, with its words for those who do not see it. */
export function picture(
  words: CommonWords,
  width: number,
  height: number,
  look: Look,
  nodes: SvgNode[],
): SvgNode {
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height: Math.ceil(height),
      viewBox: `0 0 ${width} ${Math.ceil(height)}`,
      role: "img",
      "font-family": "Noto Sans, system-ui, sans-serif",
    },
    el("title", {}, drawable(words.title)),
    el("desc", {}, drawable(words.alt)),
    el("rect", { class: "paper", width, height: Math.ceil(height), fill: look.theme.paper }),
    ...nodes,
  );
}

/** Title and span. */
export function heading(words: CommonWords, look: Look, top: number, x: number, width: number): Part {
  const { ink, soft } = look.theme;
  const title = fit(words.title, width - 44, sizes.title, "semibold");
  const lines = wrap(words.subtitle, width, sizes.small, 2);
  return {
    nodes: [
      ...horizon(x + width - 30, top + 17, look),
      text(x, top + 18, title, { size: sizes.title, weight: "semibold", fill: ink }),
      ...lines.map((line, index) => text(x, top + 39 + index * 18, line, { size: sizes.small, fill: soft })),
    ],
    bottom: top + 28 + lines.length * 18,
  };
}

/** The sun over ice: the one ornament, at the same place in every picture. */
function horizon(x: number, y: number, { theme }: Look): SvgNode[] {
  const stroke = (d: string) =>
    el("path", { d, fill: "none", stroke: theme.tone.ice, "stroke-width": 2.5, "stroke-linecap": "round" });
  return [
    el("path", { d: `M${x + 7} ${y - 4}a8 8 0 0 1 16 0Z`, fill: theme.tone.dawn }),
    stroke(`M${x + 1.5} ${y}H${x + 28.5}`),
    stroke(`M${x + 7} ${y + 5}H${x + 23}`),
  ];
}

/** A sentence about the picture itself, set apart. */
export function note(content: string | undefined, look: Look, top: number, x: number, width: number): Part {
  if (!content) return { nodes: [], bottom: top };
  const lines = wrap(content, width - 24, sizes.body, 4);
  const height = lines.length * 20 + 16;
  return {
    nodes: [
      el("rect", { x, y: top, width, height, rx: 8, fill: look.theme.wash.dawn }),
      ...lines.map((line, index) =>
        text(x + 12, top + 23 + index * 20, line, { size: sizes.body, fill: look.theme.ink }),
      ),
    ],
    bottom: top + height + 10,
  };
}

/** A part of a sheet: drawn from `top` on, within the margins. */
export type SheetPart = (top: number, left: number, width: number) => Part;

/** A whole picture for the phone: title, note, and the parts one below the other. */
export function sheet(words: CommonWords, look: Look, ...parts: SheetPart[]): SvgNode {
  const width = pictureWidth - 2 * margin;
  const whole = stack(
    14,
    (top) => heading(words, look, top, margin, width),
    (top) => note(words.note, look, top + 2, margin, width),
    ...parts.map((part) => (top: number) => part(top, margin, width)),
  );
  return picture(words, pictureWidth, whole.bottom + 8, look, whole.nodes);
}

/** A small part's heading. */
export function caption(content: string, look: Look, top: number, x: number, width: number): Part {
  const lines = wrap(content, width, sizes.body, 2, "semibold");
  return {
    nodes: lines.map((line, index) =>
      text(x, top + 15 + index * 19, line, { size: sizes.body, weight: "semibold", fill: look.theme.ink }),
    ),
    bottom: top + 4 + lines.length * 19,
  };
}

export interface LegendItem {
  /** Drawn around the origin, 20 wide and 12 high. */
  mark: SvgNode[];
  label: string;
}

const markRoom = 26;
const lineHeight = 21;

/** Marks and what they mean, flowing over as many lines as they need. */
export function legend(items: LegendItem[], look: Look, top: number, left: number, width: number): Part {
  const nodes: SvgNode[] = [];
  let [x, y] = [left, top + lineHeight / 2 + 2];
  for (const { mark, label } of items) {
    const full = markRoom + widthOf(drawable(label), sizes.small);
    if (x > left && x + full > left + width) [x, y] = [left, y + lineHeight];
    const lines = wrap(label, width - markRoom, sizes.small, 3);
    nodes.push(group({ transform: `translate(${x + 10} ${y})` }, mark));
    for (const [index, line] of lines.entries()) {
      nodes.push(text(x + markRoom, y + 5 + index * 18, line, { size: sizes.small, fill: look.theme.soft }));
    }
    if (lines.length > 1) [x, y] = [left, y + (lines.length - 1) * 18 + lineHeight];
    else x += full + 14;
  }
  return { nodes, bottom: (x > left ? y + lineHeight / 2 : y - lineHeight / 2) + 4 };
}
