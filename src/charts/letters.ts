/**
 * Words in a picture: how wide they are, how they are cut or wrapped, and their outlines.
 *
 * Outlines, because the rasteriser spends half a millisecond on every line of text it shapes itself, and a chart has
 * thirty. A line that our main font holds entirely (Latin, Greek, Cyrillic) becomes a path here, from outlines kept per
 * letter and size; any other script is left to the rasteriser, which knows how to join and turn it round.
 */
import type { Glyph, GlyphRun } from "fontkit";
import { fontFor, mainFamilies, mainFonts, openFont, type FontFile } from "./fonts.ts";
import { contentOf, el, round, type SvgNode, type Weight } from "./svg.ts";

/** Controls, turned-round lines and halves of letters out; white space to single spaces. */
const unwanted = /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/gu;
const noShape = "□";

/** Text as it can be drawn: a letter that no font of ours has becomes an open box. */
export function drawable(content: string, weight: Weight = "regular"): string {
  const tidy = content.normalize("NFC").replaceAll(/\s+/g, " ").replaceAll(unwanted, "").trim();
  return isPlain(tidy, weight)
    ? tidy
    : Array.from(tidy, (letter) => (fontFor(letter, weight) ? letter : noShape)).join("");
}

const plain = new Map<string, boolean>();

/** Whether the main font has every letter. */
function isPlain(content: string, weight: Weight): boolean {
  const font = openFont(mainFonts[weight]);
  let known = plain.get(content);
  if (known === undefined) {
    known = Array.from(content).every((letter) => font.hasGlyphForCodePoint(letter.codePointAt(0)!));
    remember(plain, content, known);
  }
  return known;
}

/** Fonts that a line needs from the rasteriser; none where its outlines are drawn here. */
export function fontsOf(content: string, weight: Weight): FontFile[] {
  if (isPlain(content, weight)) return [];
  const files = Array.from(content, (letter) => fontFor(letter, weight)).filter((file) => file !== undefined);
  return [...new Set([mainFonts[weight], ...files])];
}

interface Run {
  file: FontFile;
  run: GlyphRun;
}
const limit = 4000;
const layouts: Record<Weight, Map<string, Run[]>> = { regular: new Map(), semibold: new Map() };

function remember<V>(cache: Map<string, V>, key: string, value: V): void {
  if (cache.size >= limit) cache.clear();
  cache.set(key, value);
}

/** Stretches of one font each, shaped. */
function layout(content: string, weight: Weight): Run[] {
  const known = layouts[weight].get(content);
  if (known) return known;
  const runs: Run[] = [];
  let [stretch, file] = ["", mainFonts[weight]];
  const end = () => {
    if (stretch) runs.push({ file, run: openFont(file).layout(stretch) });
  };
  for (const letter of content) {
    const next = /[\p{M}\p{Default_Ignorable_Code_Point}]/u.test(letter) ? file : fontFor(letter, weight);
    if (next !== undefined && next !== file) {
      end();
      [stretch, file] = ["", next];
    }
    stretch += letter;
  }
  end();
  remember(layouts[weight], content, runs);
  return runs;
}

/** Width of a line in units of the picture. */
export function widthOf(content: string, size: number, weight: Weight = "regular"): number {
  return layout(content, weight).reduce(
    (sum, { file, run }) => sum + (run.advanceWidth / openFont(file).unitsPerEm) * size,
    0,
  );
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The line itself, or as much of it as fits, with an ellipsis. */
export function fit(content: string, width: number, size: number, weight: Weight = "regular"): string {
  const line = drawable(content, weight);
  if (widthOf(line, size, weight) <= width) return line;
  const letters = [...graphemes.segment(line)].map(({ segment }) => segment);
  let [low, high] = [0, letters.length];
  const cut = (count: number) => `${letters.slice(0, count).join("").trimEnd()}…`;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(cut(middle), size, weight) <= width) low = middle;
    else high = middle - 1;
  }
  return cut(low);
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** Lines no wider than `width`, `most` at most; the last one is cut where it must be. */
export function wrap(
  content: string,
  width: number,
  size: number,
  most: number,
  weight: Weight = "regular",
): string[] {
  const lines: string[] = [];
  let rest = "";
  const pieces = [...words.segment(drawable(content, weight))].map(({ segment }) => segment);
  for (const [index, piece] of pieces.entries()) {
    // A mark that closes a sentence stays with the word before it.
    const together = rest + piece;
    if (
      widthOf(together.trimEnd(), size, weight) <= width ||
      rest.trim() === "" ||
      /^[\p{P}\s]+$/u.test(piece)
    ) {
      rest = together;
      continue;
    }
    if (lines.length === most - 1) {
      lines.push(fit(rest + pieces.slice(index).join(""), width, size, weight));
      return lines;
    }
    lines.push(fit(rest, width, size, weight));
    rest = piece;
  }
  if (rest.trim()) lines.push(fit(rest, width, size, weight));
  return lines;
}

const shapes: Record<Weight, Map<string, string>> = { regular: new Map(), semibold: new Map() };

/** A text node as a path when the main font has all of it, else the node with the families it needs. */
export function outlined(node: SvgNode): SvgNode {
  const content = contentOf(node);
  const weight: Weight = node.attrs["font-weight"] === 600 ? "semibold" : "regular";
  if (!isPlain(content, weight)) {
    const { "font-weight": _, ...attrs } = node.attrs;
    return { ...node, attrs: { ...attrs, "font-family": mainFamilies[weight] } };
  }
  const {
    x,
    y,
    "font-size": size,
    "text-anchor": anchor,
    fill,
  } = node.attrs as Record<string, number> & Record<"text-anchor" | "fill", string>;
  const width = anchor === undefined ? 0 : widthOf(content, size!, weight);
  const start = x! - (anchor === "middle" ? width / 2 : anchor === "end" ? width : 0);
  return el("path", { d: pathOfLine(content, start, y!, size!, weight), fill });
}

function pathOfLine(content: string, start: number, y: number, size: number, weight: Weight): string {
  const scale = size / openFont(mainFonts[weight]).unitsPerEm;
  let [x, d] = [start, ""];
  for (const { run } of layout(content, weight)) {
    for (const [index, glyph] of run.glyphs.entries()) {
      const { xAdvance, xOffset, yOffset } = run.positions[index]!;
      const shape = shapeOf(glyph, size, scale, weight);
      if (shape) d += `M${round(x + xOffset * scale)} ${round(y - yOffset * scale)}${shape}`;
      x += xAdvance * scale;
    }
  }
  return d;
}

const letterOf = { moveTo: "m", lineTo: "l", quadraticCurveTo: "q", bezierCurveTo: "c" } as const;

/** One letter's outline in relative steps from its origin, so that it can be put anywhere by one `M`. */
function shapeOf(glyph: Glyph, size: number, scale: number, weight: Weight): string {
  const key = `${glyph.id} ${size}`;
  const known = shapes[weight].get(key);
  if (known !== undefined) return known;
  let d = "";
  // Steps are taken from where the rounded outline is, so that rounding does not add up along it.
  let [x, y, startX, startY] = [0, 0, 0, 0];
  for (const { command, args } of glyph.path.commands) {
    if (command === "closePath") {
      d += "z";
      [x, y] = [startX, startY];
      continue;
    }
    const steps: number[] = [];
    for (let index = 0; index < args.length; index += 2) {
      steps.push(round(args[index]! * scale - x), round(-args[index + 1]! * scale - y));
    }
    d += letterOf[command as keyof typeof letterOf] + steps.join(" ");
    x = round(x + steps.at(-2)!);
    y = round(y + steps.at(-1)!);
    if (command === "moveTo") [startX, startY] = [x, y];
  }
  remember(shapes[weight], key, d);
  return d;
}
