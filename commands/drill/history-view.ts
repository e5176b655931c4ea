/** What a member practised, what they chose and what they kept. */
import { time } from "discord.js";
import type { DrillAccount, PastDrill } from "#app/drill-history.ts";
import type { ConfidenceData } from "#core/chart-data-confidence.ts";
import type { Zone } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("drill");
/** Drills on one page. */
export const pastShown = 8;

export function pastPage(
  t: Translate,
  { drills, more }: { drills: PastDrill[]; more: boolean },
  { skip, zone }: { skip: number; zone: Zone },
  confidence: ConfidenceData,
): Screen {
  const sure = skip === 0 ? sureLines(t, confidence) : [];
  return screen(t, {
    text: [
      t("drill.past.title"),
      drills.length === 0 ? t("drill.past.none") : drills.map((drill) => pastLine(t, drill)).join("\n"),
      sure.length > 0 ? [t("drill.past.sure"), ...sure].join("\n") : "",
    ],
    rows: [
      ...(drills.length > 0 ? [row(pastSelect(t, drills, zone))] : []),
      row(
        button(id("home", 0, "asked"), t.plain("button.back"), "main"),
        ...(more ? [button(id("past", skip + pastShown), t.plain("drill.past.earlier"))] : []),
        ...(sure.length > 0
          ? [
              button(
                customId("progress", "show", "confidence", "all", "dark", 0),
                t.plain("drill.past.chart"),
              ),
            ]
          : []),
      ),
    ],
  });
}

const titleOf = (t: Translate, { title, summary }: PastDrill): string =>
  title ?? t.plain(`risk.${summary.scenario.kind}`);

function pastLine(t: Translate, drill: PastDrill): string {
  const { summary } = drill;
  const { before, after, takeaway } = summary;
  return [
    t("drill.past.line", {
      title: titleOf(t, drill),
      when: markup(time(Math.round(summary.at / 1000), "d")),
      done: summary.completed ? "yes" : drill.open ? "open" : "no",
    }),
    before.confidence === undefined || after.confidence === undefined
      ? ""
      : t("drill.past.confidence", { before: before.confidence, after: after.confidence }),
    takeaway ? t("drill.past.kept", { ...takeaway }) : "",
  ]
    .filter(Boolean)
    .join("\n");
}

function pastSelect(t: Translate, drills: PastDrill[], zone: Zone) {
  const day = dateFormat(t.locale, { dateStyle: "medium", timeZone: zone });
  return select(
    id("account"),
    t.plain("drill.past.pick"),
    drills.map((drill) => ({
      label: titleOf(t, drill),
      value: drill.runId,
      description: day.format(drill.summary.at),
    })),
  );
}

const sureLines = (t: Translate, { rows }: ConfidenceData): string[] =>
  rows.flatMap(({ kind, before, now, drills }) => {
    if (!now) return [];
    const name = t.plain(`risk.${kind}`);
    return before
      ? t("drill.past.sure-change", { kind: name, before: before.value, now: now.value, drills })
      : t("drill.past.sure-now", { kind: name, now: now.value, drills });
  });

/** One drill again: each screen, and what was chosen on it. */
export function accountPage(t: Translate, drill: DrillAccount): Screen {
  return screen(t, {
    text: [
      t("drill.heading", { title: titleOf(t, drill) }),
      pastLine(t, drill),
      drill.passages.length === 0 ? t("drill.past.no-screens") : "",
      ...drill.passages.map(({ text, chose, by }) =>
        t("drill.past.passage", { text, by: t.plain(`drill.past.by.${by}`), chose }),
      ),
    ],
    rows: [row(button(id("past", 0), t.plain("button.back"), "main"))],
  });
}
