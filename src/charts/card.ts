/** A short card as a picture, for sending on: its words, and nothing about whoever sends it. */
import type { CardData, CommonWords } from "#core/chart-data-picture.ts";
import { margin, picture, pictureWidth, sizes, stack, type Look, type Part } from "./frame.ts";
import { wrap } from "./letters.ts";
import { el, text, type SvgNode } from "./svg.ts";

const line = 23;
/** Far more than a card of 900 characters takes. */
const most = 40;

export function cardPicture({ paragraphs, tryThis }: CardData, words: CommonWords, look: Look): SvgNode {
  const width = pictureWidth - 2 * margin;
  const whole = stack(
    20,
    (top) => title(words.title, look, top, width),
    ...paragraphs.map((content) => (top: number) => paragraph(content, look, top, margin, width)),
    (top) => invitation(tryThis, look, top + 2, width),
    (top) => foot(words.subtitle, look, top, width),
  );
  return picture(words, pictureWidth, whole.bottom + 12, look, whole.nodes);
}

function title(content: string, { theme }: Look, top: number, width: number): Part {
  const lines = wrap(content, width, sizes.title + 2, 3, "semibold");
  return {
    nodes: lines.map((words, index) =>
      text(margin, top + 18 + index * 27, words, {
        size: sizes.title + 2,
        weight: "semibold",
        fill: theme.ink,
      }),
    ),
    bottom: top + lines.length * 27 + 8,
  };
}

function paragraph(content: string, { theme }: Look, top: number, left: number, width: number): Part {
  const lines = wrap(content, width, sizes.body + 1, most);
  return {
    nodes: lines.map((words, index) =>
      text(left, top + 17 + index * line, words, { size: sizes.body + 1, fill: theme.ink }),
    ),
    bottom: top + lines.length * line + 10,
  };
}

/** The small thing to try, set apart. */
function invitation(content: string, look: Look, top: number, width: number): Part {
  const inner = paragraph(content, look, top + 10, margin + 14, width - 28);
  const height = inner.bottom - top + 2;
  const paper = el("rect", { x: margin, y: top, width, height, rx: 10, fill: look.theme.wash.moss });
  return { nodes: [paper, ...inner.nodes], bottom: top + height + 8 };
}

function foot(content: string, { theme }: Look, top: number, width: number): Part {
  const lines = wrap(content, width, sizes.small, 3);
  return {
    nodes: lines.map((words, index) =>
      text(margin, top + 16 + index * 18, words, { size: sizes.small, fill: theme.soft }),
    ),
    bottom: top + lines.length * 18 + 4,
  };
}
