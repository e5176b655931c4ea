/**
 * A coping plan on one sheet, for a fridge: what is done first is largest, so that it can be read from across a room.
 * It is set as large as fits on the sheet.
 */
import type { PlanPageWords } from "#core/chart-data-picture.ts";
import type { PlanPage } from "#core/plan-page.ts";
import { picture, stack, type Look, type Part } from "./frame.ts";
import { widthOf, wrap } from "./letters.ts";
import { el, group, round, text, type SvgNode, type Weight } from "./svg.ts";
import type { Tone } from "./theme.ts";

/** Units of the sheet; A4 is as high as it is wide times √2. */
const sheet = { width: 800, height: 800 * Math.SQRT2 };
const edge = 46;
const gap = 22;
const inset = 22;
/** A short plan is set large, a long one small; found by halving, to a hundredth of the size. */
const [largest, smallest, halvings] = [1.9, 0.15, 7];
const mostLines = 12;

export function planSheet(data: PlanPage, words: PlanPageWords, look: Look): SvgNode {
  const foot = footer(words, look);
  const room = sheet.height - 2 * edge - foot.height;
  const width = sheet.width - 2 * edge;
  const laidOut = (scale: number) => ({ scale, part: page(data, words, look, width / scale) });
  const fits = ({ scale, part }: ReturnType<typeof laidOut>) => part.bottom * scale <= room;
  let chosen = laidOut(largest);
  if (!fits(chosen)) {
    let tooLarge = largest;
    chosen = laidOut(smallest);
    for (let turn = 0; turn < halvings; turn += 1) {
      const middle = laidOut(Math.sqrt(chosen.scale * tooLarge));
      if (fits(middle)) chosen = middle;
      else tooLarge = middle.scale;
    }
  }
  const { scale, part } = chosen;
  const transform = `translate(${edge} ${edge}) scale(${Math.round(scale * 10_000) / 10_000})`;
  return picture(words, sheet.width, sheet.height, look, [group({ transform }, part.nodes), ...foot.nodes]);
}

function page(data: PlanPage, words: PlanPageWords, look: Look, width: number): Part {
  const blocks = [
    ...(data.first15.length > 0 ? [firstBlock(data, words, look, width)] : []),
    ...(data.people.length > 0 ? [peopleBlock(data, words, look, width)] : []),
    ...(data.ifThen.length > 0 ? [pairsBlock(data, words, look, width)] : []),
    ...(data.reasons.length > 0 ? [reasonsBlock(data, words, look, width)] : []),
    ...restBlocks(data, words, look, width),
  ];
  return stack(
    0,
    (top) => title(words, look, top),
    ...blocks.map((block) => (top: number) => {
      const { nodes, bottom } = block(top);
      return { nodes, bottom: bottom + gap };
    }),
  );
}

type Block = (top: number) => Part;

const title = (words: PlanPageWords, { theme }: Look, top: number): Part => ({
  nodes: [text(0, top + 28, words.title, { size: 36, fill: theme.ink, weight: "semibold" })],
  bottom: top + 50,
});

/** At the bottom of the sheet, whatever the plan is set in. */
function footer(words: PlanPageWords, { theme }: Look): { nodes: SvgNode[]; height: number } {
  if (!words.danger) return { nodes: [], height: 0 };
  const [line = ""] = wrap(words.danger, sheet.width - 2 * edge, 20, 1, "semibold");
  const y = sheet.height - edge;
  return {
    nodes: [
      el("path", {
        d: `M${edge} ${round(y - 32)}h${sheet.width - 2 * edge}`,
        stroke: theme.grid,
        "stroke-width": 1.5,
        fill: "none",
      }),
      text(edge, round(y), line, { size: 20, fill: theme.ink, weight: "semibold" }),
    ],
    height: 44,
  };
}

interface Type {
  size: number;
  fill: string;
  weight?: Weight;
}

/** Lines of text from `top` on, each a little more than its size apart. */
function paragraph(x: number, top: number, content: string, width: number, type: Type): Part {
  const { size, weight = "regular" } = type;
  const leading = size * 1.32;
  const lines = wrap(content, width, size, mostLines, weight);
  return {
    nodes: lines.map((line, index) => text(x, top + size + index * leading, line, { ...type, weight })),
    bottom: top + lines.length * leading + size * 0.08,
  };
}

/** A tinted field with a heading and what stands in it. */
function field(
  top: number,
  box: { x: number; width: number; tone: Tone },
  heading: string,
  look: Look,
  inside: (top: number) => Part,
): Part {
  const { theme } = look;
  const { x, width, tone } = box;
  const head = paragraph(x + inset, top + 14, heading, width - 2 * inset, {
    size: 19,
    fill: theme.ink,
    weight: "semibold",
  });
  const content = inside(head.bottom + 4);
  const bottom = content.bottom + 16;
  return {
    nodes: [
      el("rect", { x, y: top, width, height: round(bottom - top), rx: 18, fill: theme.wash[tone] }),
      el("rect", {
        x,
        y: top + 18,
        width: 6,
        height: round(bottom - top - 36),
        rx: 3,
        fill: theme.tone[tone],
      }),
      ...head.nodes,
      ...content.nodes,
    ],
    bottom,
  };
}

const firstBlock = (data: PlanPage, words: PlanPageWords, look: Look, width: number): Block => {
  const { theme } = look;
  const numbered = (line: string, index: number) => (top: number) => {
    const said = paragraph(inset + 44, top, line, width - 2 * inset - 44, {
      size: 29,
      fill: theme.ink,
      weight: "semibold",
    });
    const number = text(inset, top + 29, String(index + 1), {
      size: 29,
      fill: theme.tone.dawn,
      weight: "semibold",
    });
    return { nodes: [number, ...said.nodes], bottom: said.bottom + 6 };
  };
  return (top) =>
    field(top, { x: 0, width, tone: "dawn" }, words.headings.first15, look, (inside) =>
      stack(inside, ...data.first15.map(numbered)),
    );
};

const peopleBlock = (data: PlanPage, words: PlanPageWords, look: Look, width: number): Block => {
  const { theme } = look;
  const columns = data.people.length > 1 ? 2 : 1;
  const column = (width - 2 * inset - (columns - 1) * gap) / columns;
  const card =
    ({ name, how, say }: PlanPage["people"][number], x: number) =>
    (top: number) =>
      stack(
        top,
        (at) => paragraph(x, at, name, column, { size: 25, fill: theme.ink, weight: "semibold" }),
        (at) => (how ? paragraph(x, at, how, column, { size: 21, fill: theme.ink }) : none(at)),
        (at) => (say ? paragraph(x, at, `“${say}”`, column, { size: 18, fill: theme.soft }) : none(at)),
      );
  return (top) =>
    field(top, { x: 0, width, tone: "ice" }, words.headings.people, look, (inside) =>
      inRows(data.people, columns, inside, (person, place) => card(person, inset + place * (column + gap))),
    );
};

const pairsBlock = (data: PlanPage, words: PlanPageWords, look: Look, width: number): Block => {
  const { theme } = look;
  const inner = width - 2 * inset;
  const shift = Math.max(widthOf(words.cue, 19), widthOf(words.response, 19)) + 14;
  const pair =
    ({ cue, response }: PlanPage["ifThen"][number]) =>
    (top: number) => {
      const x = inset;
      const one = paragraph(x + shift, top, cue, inner - shift, { size: 19, fill: theme.ink });
      const two = paragraph(x + shift, one.bottom, response, inner - shift, {
        size: 21,
        fill: theme.ink,
        weight: "semibold",
      });
      const labels = [
        text(x, top + 19, words.cue, { size: 19, fill: theme.soft }),
        text(x, one.bottom + 21, words.response, { size: 19, fill: theme.soft }),
      ];
      return { nodes: [...labels, ...one.nodes, ...two.nodes], bottom: two.bottom + 10 };
    };
  return (top) =>
    field(top, { x: 0, width, tone: "moss" }, words.headings["if-then"], look, (inside) =>
      stack(inside, ...data.ifThen.map(pair)),
    );
};

const reasonsBlock = (data: PlanPage, words: PlanPageWords, look: Look, width: number): Block => {
  const { theme } = look;
  return (top) =>
    field(top, { x: 0, width, tone: "dawn" }, words.headings.reasons, look, (inside) =>
      stack(
        inside,
        ...data.reasons.map(
          (line) => (at: number) =>
            paragraph(inset, at, line, width - 2 * inset, { size: 21, fill: theme.ink }),
        ),
      ),
    );
};

/** What is read with more time: two columns, smaller, without a tint. */
function restBlocks(data: PlanPage, words: PlanPageWords, look: Look, width: number): Block[] {
  if (data.rest.length === 0) return [];
  const { theme } = look;
  const columns = data.rest.length > 1 ? 2 : 1;
  const column = (width - (columns - 1) * gap) / columns;
  const section =
    ({ section: name, lines }: PlanPage["rest"][number], x: number) =>
    (top: number) => {
      const filled = stack(
        top,
        (at) =>
          paragraph(x, at, words.headings[name], column, { size: 17, fill: theme.ink, weight: "semibold" }),
        ...lines.map(
          (line) => (at: number) => paragraph(x, at, `· ${line}`, column, { size: 17, fill: theme.ink }),
        ),
      );
      return { nodes: filled.nodes, bottom: filled.bottom + 10 };
    };
  return [(top) => inRows(data.rest, columns, top, (each, place) => section(each, place * (column + gap)))];
}

const none = (bottom: number): Part => ({ nodes: [], bottom });

/** Side by side, a row as high as its highest. */
function inRows<T>(
  items: readonly T[],
  columns: number,
  top: number,
  part: (item: T, place: number) => (top: number) => Part,
): Part {
  const rows = Array.from({ length: Math.ceil(items.length / columns) }, (_, index) =>
    items.slice(index * columns, (index + 1) * columns),
  );
  return stack(
    top,
    ...rows.map((row) => (at: number) => {
      const parts = row.map((item, place) => part(item, place)(at));
      return {
        nodes: parts.flatMap(({ nodes }) => nodes),
        bottom: Math.max(...parts.map(({ bottom }) => bottom)) + 8,
      };
    }),
  );
}
