/** Reading the plan over: once a month if wanted, and after something hard. How often a line was used is all that counts it. */
import { time } from "discord.js";
import type { EpochMs } from "#core/ids.ts";
import { actionLines, entriesOf, type Plan, type ReviewReason } from "#core/plan.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("plan");

export function review(
  t: Translate,
  plan: Plan,
  uses: ReadonlyMap<string, number>,
  reason: ReviewReason | undefined,
): Screen {
  const counted = [...actionLines(plan), ...entriesOf(plan, "people")].map((line) => ({
    text: line.text,
    times: uses.get(line.id) ?? 0,
  }));
  const lines = counted.toSorted((a, b) => b.times - a.times);
  return screen(t, {
    text: [
      reason === "lapse" ? t("plan.review-lapse") : t("plan.review"),
      lines.map((line) => t("plan.review-line", line)).join("\n"),
      t("plan.review-ask"),
    ],
    rows: [
      row(
        button(id("reviewed", "again"), t.plain("plan.button.fits-again"), "main"),
        button(id("reviewed"), t.plain("plan.button.fits")),
      ),
      row(
        button(id("build"), t.plain("plan.button.new-line")),
        button(id("lines"), t.plain("plan.button.change")),
        button(id("remove"), t.plain("plan.button.remove")),
        button(id("open"), t.plain("button.back")),
      ),
    ],
  });
}

/** @param written whether a DM reaches the member; undefined when nothing is to come */
export const reviewed = (t: Translate, at: EpochMs | undefined, written?: boolean): Screen =>
  screen(t, {
    text: [
      at === undefined
        ? t("plan.reviewed")
        : t(written ? "plan.reviewed-again" : "plan.reviewed-here", {
            when: markup(time(Math.round(at / 1000), "D")),
          }),
    ],
    rows: [row(button(id("open"), t.plain("plan.button.whole")))],
    accent: "moss",
  });
