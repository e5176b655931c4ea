/** Schedules as moderators see them: the list, one of them, and what can be done with it. */
import { ChannelSelectMenuBuilder } from "discord.js";
import type { Reach } from "#app/schedules.ts";
import { textOf } from "#app/schedule-drafts.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { isZone } from "#core/zone.ts";
import type { Preview } from "#core/schedule-preview.ts";
import type { Schedule } from "#core/schedule.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { postable } from "./editor.ts";
import { previewText, stamp, weekTable } from "./preview.ts";
import { sentenceOf, shortOf } from "./words.ts";

const id = idsOf("schedule");
/** No pause is longer; anything beyond means "until somebody ends it". */
const years = 10 * 365 * 86_400_000;
const listed = 25;

export type Previewed = Preview & { reach: Reach };

/** Whether it rests, and why. */
export function stateOf(t: Translate, { pausedUntil, halted, zone }: Schedule, now: EpochMs): string {
  if (halted) return t(`schedule.halted.${halted}`);
  if (zone !== null && !isZone(zone)) return t("schedule.zone-gone", { zone });
  if (pausedUntil === null || pausedUntil <= now) return "";
  return pausedUntil > now + years
    ? t("schedule.paused")
    : t("schedule.paused-until", { until: stamp(pausedUntil, "f") });
}

export function listPage(t: Translate, schedules: Schedule[], now: EpochMs): Screen {
  const shown = schedules.slice(0, listed);
  const lines = shown.map((one) => {
    const state = stateOf(t, one, now);
    return `- ${sentenceOf(t, one)}${state ? `\n  ${state}` : ""}`;
  });
  return screen(t, {
    text: [
      t("schedule.list", { count: schedules.length }),
      lines.join("\n"),
      schedules.length > listed ? t("schedule.list-more", { count: schedules.length - listed }) : "",
    ],
    rows: [
      ...(shown.length > 0
        ? [
            row(
              select(
                id("pick"),
                t.plain("schedule.pick.one"),
                shown.map((one) => ({ label: shortOf(t, one), value: one.id })),
              ),
            ),
          ]
        : []),
      row(button(id("new"), t.plain("schedule.button.new"), shown.length === 0 ? "main" : "plain")),
    ],
  });
}

/** One schedule, and everything that can be done with it. */
export function showPage(
  t: Translate,
  schedule: Schedule,
  preview: Previewed,
  { serverZone, now, title = "" }: { serverZone: Zone; now: EpochMs; title?: string },
): Screen {
  const resting = stateOf(t, schedule, now);
  const text = textOf(schedule);
  return screen(t, {
    text: [
      title,
      `${sentenceOf(t, schedule)}${text === undefined ? "" : `\n> ${text.replaceAll("\n", "\n> ")}`}`,
      resting,
      ...previewText(t, preview, schedule, serverZone),
    ],
    rows: [
      row(
        button(id("announce", schedule.id), t.plain("schedule.button.announce"), "main"),
        button(id("test", schedule.id), t.plain("schedule.button.test")),
        button(id("preview", schedule.id), t.plain("schedule.button.week")),
      ),
      row(
        button(id("edit", schedule.id), t.plain("schedule.button.edit")),
        resting
          ? button(id("resume", schedule.id), t.plain("schedule.button.resume"), "good")
          : button(id("pause", schedule.id), t.plain("schedule.button.pause")),
        ...(schedule.channelId
          ? [button(id("post-now", schedule.id), t.plain("schedule.button.post-now"))]
          : []),
        button(id("remove", schedule.id), t.plain("schedule.button.remove")),
        button(id("list"), t.plain("schedule.button.list")),
      ),
    ],
    accent: title ? "moss" : "ice",
  });
}

/** The next times and the coming week. @param back id of the button that leads back */
export const previewPage = (
  t: Translate,
  shown: Pick<
    Schedule,
    "kind" | "content" | "rule" | "zone" | "windowMin" | "way" | "channelId" | "policy"
  > & { id: string },
  preview: Previewed,
  { serverZone, others, back, now }: { serverZone: Zone; others: Schedule[]; back: string; now: EpochMs },
): Screen =>
  screen(t, {
    text: [
      t("schedule.title-preview"),
      sentenceOf(t, shown),
      ...previewText(t, preview, shown, serverZone),
      weekTable(t, preview, shown, others, { zone: shown.zone ?? serverZone, now }),
    ],
    rows: [row(button(back, t.plain("button.back"), "main"))],
  });

export const pausePage = (t: Translate, schedule: Schedule): Screen =>
  screen(t, {
    text: [t("schedule.title-pause"), sentenceOf(t, schedule)],
    rows: [
      row(
        button(id("paused", schedule.id, 1), t.plain("schedule.button.day"), "main"),
        button(id("paused", schedule.id, 7), t.plain("schedule.button.week-long"), "main"),
        button(id("pause-until", schedule.id), t.plain("schedule.button.until")),
        button(id("paused", schedule.id, 0), t.plain("schedule.button.until-resumed")),
        button(id("show", schedule.id), t.plain("button.back")),
      ),
    ],
  });

export const removePage = (t: Translate, schedule: Schedule, reach: Reach): Screen =>
  screen(t, {
    text: [
      t("schedule.title-remove"),
      sentenceOf(t, schedule),
      t("about" in reach ? "schedule.remove-many" : "schedule.remove-few"),
    ],
    rows: [
      row(
        button(id("removed", schedule.id), t.plain("schedule.button.remove-yes"), "main"),
        button(id("show", schedule.id), t.plain("button.back")),
      ),
    ],
    accent: "dawn",
  });

/** @param after whether it was saved just now, or is announced later */
export const announcePage = (t: Translate, schedule: Schedule, after: "saved" | "later" = "later"): Screen =>
  screen(t, {
    text: [t(after === "saved" ? "schedule.saved-new" : "schedule.title-announce"), sentenceOf(t, schedule)],
    rows: [
      row(
        new ChannelSelectMenuBuilder()
          .setCustomId(id("announce", schedule.id))
          .setPlaceholder(t.plain("schedule.pick.announce"))
          .setChannelTypes(...postable),
      ),
      row(
        button(
          id("show", schedule.id),
          t.plain(after === "saved" ? "schedule.button.not-yet" : "button.back"),
        ),
      ),
    ],
    accent: after === "saved" ? "moss" : "ice",
  });

/** The panel for members. Its buttons are the members' own, and lead a newcomer through consent first. */
export const panel = (t: Translate, schedule: Schedule): Screen => {
  const nudge = idsOf("nudge");
  return screen(t, {
    text: [
      t("schedule.panel", { sentence: markup(sentenceOf(t, schedule, "member")) }),
      t("schedule.panel-private"),
    ],
    rows: [
      row(
        button(nudge("join", schedule.id), t.plain("schedule.button.join"), "good"),
        button(nudge("leave", schedule.id), t.plain("schedule.button.leave")),
      ),
    ],
  });
};

export const note = (t: Translate, text: string, scheduleId?: string): Screen =>
  screen(t, {
    text: [text],
    rows: [
      row(
        scheduleId
          ? button(id("show", scheduleId), t.plain("button.back"))
          : button(id("list"), t.plain("schedule.button.list")),
      ),
    ],
    accent: "moss",
  });
