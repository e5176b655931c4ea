/** Confidence by kind of situation: then and now on one track, with a mark for each drill. */
import type { ConfidenceData } from "#core/chart-data-confidence.ts";
import type { ConfidenceWords } from "#core/chart-data-picture.ts";
import { legend, sheet, stack, type Look, type Part } from "./frame.ts";
import { hollowDot, solidDot, triangle } from "./marks.ts";
import { trackEnds, tracks } from "./tracks.ts";
import type { SvgNode } from "./svg.ts";

export function confidenceChart(data: ConfidenceData, words: ConfidenceWords, look: Look): SvgNode {
  return sheet(words, look, (top, left, width) => confidencePart(data, words, look, top + 2, left, width));
}

export function confidencePart(
  data: ConfidenceData,
  words: ConfidenceWords,
  look: Look,
  top: number,
  left: number,
  width: number,
): Part {
  const rows = data.rows.map(({ kind, before, now, after }) => ({
    name: words.kinds[kind],
    beside: words.drills[kind] ?? "",
    ...(before ? { before: before.value } : {}),
    ...(now ? { after: now.value } : {}),
    ticks: after,
  }));
  const key = [
    ...(data.rows.some(({ before }) => before)
      ? [{ mark: [hollowDot(0, 0, look)], label: words.before }]
      : []),
    { mark: [solidDot(0, 0, look.theme.tone.moss)], label: words.now },
    ...(rows.some(({ ticks }) => ticks.length > 0)
      ? [{ mark: [triangle(0, 0, look.theme.tone.dawn)], label: words.drill }]
      : []),
  ];
  return stack(
    top,
    (top) => tracks(rows, 100, look, top, left, width),
    (top) => trackEnds(words.low, words.high, look, top + 2, left, width),
    (top) => legend(key, look, top + 2, left, width),
  );
}
