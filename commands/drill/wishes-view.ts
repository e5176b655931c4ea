/** What a member wishes of drills: whether they come unasked, when, and what they leave out. */
import type { OwnNudge } from "#app/nudges.ts";
import { topics, type Scenario } from "#core/drill-scenario.ts";
import type { DrillHours, MemberSettings } from "#core/settings.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("drill");

export interface Wishes {
  settings: MemberSettings;
  /** Their own drill nudges. */
  own: OwnNudge[];
  /** Scenarios that never come again. */
  never: readonly Pick<Scenario, "id" | "title">[];
  /** Whether a direct message reaches them, as far as is known. */
  arrives: boolean;
}

export function wishesPage(t: Translate, { settings, own, never, arrives }: Wishes): Screen {
  const { drills, drillHours: hours = null, excludedTopics } = settings;
  return screen(t, {
    text: [
      t("drill.wishes.title"),
      t(drills ? "drill.wishes.on" : "drill.wishes.off"),
      arrives ? "" : t("drill.wishes.closed"),
      drills ? own.map((nudge) => t("drill.wishes.nudge", nudgeWords(t, nudge))).join("\n") : "",
      drills ? hoursLine(t, hours) : "",
    ],
    rows: [
      row(
        button(
          id("invite", drills ? "off" : "on"),
          t.plain(drills ? "drill.wishes.button-off" : "drill.wishes.button-on"),
          drills ? "plain" : "main",
        ),
        ...(drills ? [button(customId("settings", "open"), t.plain("drill.wishes.button-times"))] : []),
        ...(hours ? [button(id("any-hour"), t.plain("drill.wishes.button-any"))] : []),
        button(id("home", 0, "asked"), t.plain("button.back")),
      ),
      ...(["from", "to"] as const).map((edge) =>
        row(select(id("hours", edge), t.plain(`drill.wishes.${edge}`), fullHours(hours?.[edge]))),
      ),
      row(
        select(
          id("topics"),
          t.plain("drill.wishes.topics"),
          topics.map((topic) => ({
            label: t.plain(`drill.topic.${topic}`),
            value: topic,
            chosen: excludedTopics.includes(topic),
          })),
          { min: 0, max: topics.length },
        ),
      ),
      ...(never.length > 0 ? [row(neverSelect(t, never))] : []),
    ],
  });
}

const hoursLine = (t: Translate, hours: DrillHours | null): string =>
  hours
    ? t("drill.wishes.hours", { from: clockOf(hours.from), to: clockOf(hours.to) })
    : t("drill.wishes.any-hour");

function neverSelect(t: Translate, never: Wishes["never"]) {
  const choices = never.slice(-25).map(({ id: value, title }) => ({ label: title, value }));
  return select(id("again"), t.plain("drill.wishes.again"), choices, { min: 1, max: choices.length });
}

const fullHours = (chosen: number | undefined) =>
  Array.from({ length: 24 }, (_, hour) => ({
    label: clockOf(hour * 60),
    value: String(hour * 60),
    chosen: hour * 60 === chosen,
  }));

const nudgeWords = (t: Translate, { times, weekdays }: OwnNudge) => ({
  days:
    weekdays.length === 0
      ? t.plain("settings.every-day")
      : weekdays.map((day) => weekdayName(day, t.locale)).join(", "),
  times: times.map(clockOf).join(", "),
});
