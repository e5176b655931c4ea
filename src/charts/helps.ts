/** What helps: before and after, side by side, with the number of times. */
import type { HelpRow, HelpsData } from "#core/chart-data-helps.ts";
import type { HelpsWords } from "#core/chart-data-picture.ts";
import { caption, legend, sheet, sizes, stack, type Look, type Part } from "./frame.ts";
import { hollowDot, solidDot } from "./marks.ts";
import { trackEnds, tracks } from "./tracks.ts";
import { fit } from "./letters.ts";
import { text, type SvgNode } from "./svg.ts";

export function helpsChart(data: HelpsData, words: HelpsWords, look: Look): SvgNode {
  return sheet(words, look, (top, left, width) => helpsPart(data, words, look, top + 4, left, width));
}

export function helpsPart(
  data: HelpsData,
  words: HelpsWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const section = (rows: HelpRow[], title: string) => (top: number) =>
    rows.length === 0
      ? { nodes: [], bottom: top }
      : stack(
          top,
          (top) => caption(title, look, top, left, width),
          (top) =>
            tracks(
              rows.map((row) => trackOf(row, words)),
              10,
              look,
              top,
              left,
              width,
            ),
          (top) => trackEnds("0", "10", look, top, left, width),
        );
  const key = [
    { mark: [hollowDot(0, 0, look)], label: words.before },
    { mark: [solidDot(0, 0, look.theme.tone.moss)], label: words.after },
  ];
  return stack(
    top,
    section(data.access, words.access),
    (top) => ({ nodes: [], bottom: top + (data.access.length > 0 && data.urge.length > 0 ? 6 : 0) }),
    section(data.urge, words.urge),
    (top) => legend(data.total > 0 ? key : [], look, top + 2, left, width),
    (top) => moreRows(words.more, look, top, left, width),
  );
}

const trackOf = ({ kind, id, before, after }: HelpRow, words: HelpsWords) => {
  const { name, times } = words.rows[`${kind} ${id}`] ?? { name: "", times: "" };
  return { name, beside: times, before, after, ticks: [] };
};

function moreRows(more: string | undefined, look: Look, top: number, left: number, width: number): Part {
  if (!more) return { nodes: [], bottom: top };
  const line = fit(more, width, sizes.small);
  return {
    nodes: [text(left, top + 16, line, { size: sizes.small, fill: look.theme.soft })],
    bottom: top + 22,
  };
}
