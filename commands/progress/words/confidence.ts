import type { ConfidenceData } from "#core/chart-data-confidence.ts";
import type { ConfidenceWords } from "#core/chart-data-picture.ts";
import { riskKinds, type RiskKind } from "#core/risk.ts";
import type { Translate } from "#locale/sentences.ts";
import { altOf, type Say } from "./say.ts";

export function confidenceLines(t: Translate, say: Say, data: ConfidenceData): string[] {
  return [
    ...data.rows.flatMap(({ kind, before, now }) => {
      const name = t.plain(`progress.kind.${kind}`);
      if (!now) return [];
      return before
        ? say("progress.confidence.row", { kind: name, before: before.value, now: now.value })
        : say("progress.confidence.row-now", { kind: name, now: now.value });
    }),
    ...(data.drills > 0 ? [say("progress.confidence.drills-all", { count: data.drills })] : []),
  ];
}

export function confidenceWords(t: Translate, data: ConfidenceData): ConfidenceWords {
  const title = t.plain("progress.confidence.title");
  const subtitle = t.plain("progress.confidence.subtitle");
  const { answers: count } = data;
  const compared = data.rows.some(({ before }) => before);
  const note =
    count === 0
      ? t.plain("progress.confidence.none")
      : compared
        ? undefined
        : t.plain("progress.confidence.few", { count });
  const drills: ConfidenceWords["drills"] = {};
  for (const { kind, drills: done } of data.rows) {
    if (done > 0) drills[kind] = t.plain("progress.confidence.drills", { count: done });
  }
  return {
    title,
    subtitle,
    ...(note ? { note } : {}),
    alt: altOf(title, subtitle, note, confidenceLines(t, t.plain, data)),
    kinds: Object.fromEntries(riskKinds.map((kind) => [kind, t.plain(`progress.kind.${kind}`)])) as Record<
      RiskKind,
      string
    >,
    drills,
    before: t.plain("progress.confidence.before"),
    now: t.plain("progress.confidence.now"),
    drill: t.plain("progress.confidence.drill"),
    high: t.plain("progress.scale.sure"),
    low: t.plain("progress.scale.unsure"),
  };
}
