/** SVG as a plain tree, so that tests can walk it; written out as text only at the end. */

export interface SvgNode {
  tag: string;
  attrs: Record<string, string | number>;
  children: (SvgNode | string)[];
}

type Attributes = Record<string, string | number | undefined>;

/** @throws {RangeError} for a number that is not one: a picture with a hole in it must not leave the house */
export function el(tag: string, attrs: Attributes = {}, ...children: (SvgNode | string)[]): SvgNode {
  const kept: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(attrs)) {
    if (value === undefined) continue;
    if (typeof value === "number" && !Number.isFinite(value))
      throw new RangeError(`<${tag}> has no number for ${name}`);
    kept[name] = value;
  }
  return { tag, attrs: kept, children };
}

/** A mark that says what it stands for when it is pointed at, such as "2 March: 4". Only the private page shows it. */
export const named = (mark: SvgNode, words: string): SvgNode => ({
  ...mark,
  children: [...mark.children, el("title", {}, words)],
});

export const group = (attrs: Attributes, children: SvgNode[]): SvgNode => el("g", attrs, ...children);

/** What a text node is written in; anything else about it is an attribute. */
export type Weight = "regular" | "semibold";

export interface TextStyle {
  size: number;
  fill: string;
  weight?: Weight;
  anchor?: "start" | "middle" | "end";
}

/** One line of text on its baseline. */
export function text(x: number, y: number, content: string, style: TextStyle): SvgNode {
  const { size, fill, weight = "regular", anchor = "start" } = style;
  return el(
    "text",
    {
      x,
      y,
      fill,
      "font-size": size,
      "font-weight": weight === "semibold" ? 600 : 400,
      "text-anchor": anchor === "start" ? undefined : anchor,
    },
    content,
  );
}

/** What a text node says. */
export const contentOf = ({ children }: SvgNode): string =>
  children.filter((child) => typeof child === "string").join("");

/** Two decimals are a fifth of a pixel on the sharpest phone. */
export const round = (value: number): number => Math.round(value * 100) / 100;

const special: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (value: string): string => value.replaceAll(/[&<>"]/g, (mark) => special[mark] ?? "");

/**
 * The tree as text.
 * @param draw puts another node in the place of a text node (its outlines, for the rasteriser); the node itself keeps it
 */
export function write(node: SvgNode, draw: (node: SvgNode) => SvgNode = (same) => same): string {
  const { tag, attrs, children } = node.tag === "text" ? draw(node) : node;
  const written = Object.entries(attrs)
    .map(([name, value]) => ` ${name}="${typeof value === "number" ? round(value) : escape(value)}"`)
    .join("");
  if (children.length === 0) return `<${tag}${written}/>`;
  const inner = children.map((child) => (typeof child === "string" ? escape(child) : write(child, draw)));
  return `<${tag}${written}>${inner.join("")}</${tag}>`;
}
