import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, time } from "discord.js";
import type { OwnNudge, Upcoming } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { cityOf, clockTime } from "#locale/cities.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("settings");
const stamp = (at: EpochMs, style: "f" | "R") => markup(time(Math.round(at / 1000), style));
/** The nudge that the first evening offers. */
export const eveningAt = 20 * 60;

export function overview(t: Translate, person: Person, own: OwnNudge[], now: EpochMs): Screen {
  const paused = person.pausedUntil !== null && person.pausedUntil > now;
  const evening = own.some(({ kind, times }) => kind === "checkin" && times.includes(eveningAt));
  return screen(t, {
    text: [
      t("settings.clock", { city: cityOf(person.zone), time: clockTime(now, person.zone, t.locale) }),
      own.length === 0 ? t("settings.no-nudges") : own.map((nudge) => ownLine(t, nudge)).join("\n"),
      person.quietFrom === null || person.quietTo === null
        ? ""
        : t("settings.quiet", { from: clockOf(person.quietFrom), to: clockOf(person.quietTo) }),
      paused ? t("settings.paused", { until: stamp(person.pausedUntil ?? now, "f") }) : "",
      person.dmState === "closed" ? t("settings.dm-closed") : "",
    ],
    rows: [
      row(
        button(
          id("evening", evening ? "off" : "on"),
          t.plain(evening ? "settings.button.evening-off" : "settings.button.evening-on"),
          evening ? "plain" : "main",
        ),
        button(id("nudge", "-"), t.plain("settings.button.nudge")),
        button(id("week"), t.plain("settings.button.week")),
      ),
      row(
        paused
          ? button(id("paused", 0), t.plain("settings.button.resume"), "main")
          : button(id("pause"), t.plain("settings.button.pause")),
        button(id("quiet"), t.plain("settings.button.quiet")),
        button(customId("drill", "settings"), t.plain("settings.button.drills")),
        button(id("country"), t.plain("settings.button.country")),
        button(customId("days", "open"), t.plain("settings.button.days")),
      ),
      ...(own.length > 0
        ? [
            row(
              select(
                id("drop"),
                t.plain("settings.pick.drop"),
                own.slice(0, 25).map((nudge) => ({ label: plainLine(t, nudge), value: nudge.id })),
              ),
            ),
          ]
        : []),
    ],
  });
}

const daysOf = (t: Translate, weekdays: number[]): string =>
  weekdays.length === 0 || weekdays.length === 7
    ? t.plain("settings.every-day")
    : weekdays.map((day) => weekdayName(day, t.locale)).join(", ");

const valuesOf = (t: Translate, { kind, times, weekdays }: OwnNudge) => ({
  kind: t.plain(`settings.kind.${kind}`),
  days: daysOf(t, weekdays),
  times: times.map(clockOf).join(", "),
});
const ownLine = (t: Translate, nudge: OwnNudge): string => t("settings.own-line", valuesOf(t, nudge));
const plainLine = (t: Translate, nudge: OwnNudge): string =>
  t.plain("settings.own-plain", valuesOf(t, nudge));

/** All that would come in seven days, from where and why. */
export const weekPage = (t: Translate, upcoming: Upcoming[]): Screen =>
  screen(t, {
    text: [
      t("settings.week", { count: upcoming.length }),
      upcoming
        .slice(0, 30)
        .map(({ at, kind, source }) =>
          t("settings.week-line", {
            when: stamp(at, "f"),
            kind: t.plain(`settings.kind.${kind}`),
            source: t.plain(`settings.source.${source}`),
          }),
        )
        .join("\n"),
    ],
    rows: [row(button(id("open"), t.plain("button.back")))],
  });

export function quietPage(t: Translate, { quietFrom, quietTo }: Person): Screen {
  const hours = Array.from({ length: 24 }, (_, hour) => hour * 60);
  const choices = (chosen: number | null) =>
    hours.map((minute) => ({ label: clockOf(minute), value: String(minute), chosen: minute === chosen }));
  return screen(t, {
    text: [
      t("settings.quiet-title"),
      quietFrom === null || quietTo === null
        ? t("settings.no-quiet")
        : t("settings.quiet", { from: clockOf(quietFrom), to: clockOf(quietTo) }),
    ],
    rows: [
      row(select(id("quiet", "from"), t.plain("settings.pick.from"), choices(quietFrom))),
      row(select(id("quiet", "to"), t.plain("settings.pick.to"), choices(quietTo))),
      row(
        button(id("open"), t.plain("button.back"), "main"),
        ...(quietFrom === null ? [] : [button(id("loud"), t.plain("settings.button.no-quiet"))]),
      ),
    ],
  });
}

export const pausePage = (t: Translate): Screen =>
  screen(t, {
    text: [t("settings.pause-title")],
    rows: [
      row(
        button(id("paused", 1), t.plain("settings.button.day"), "main"),
        button(id("paused", 7), t.plain("settings.button.week-long"), "main"),
        button(id("until"), t.plain("settings.button.until")),
        button(id("open"), t.plain("button.back")),
      ),
    ],
  });

/** @param command that the form is sent to */
export const untilForm = (t: Translate, command = "settings"): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(customId(command, "until"))
    .setTitle(t.plain("settings.until-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("settings.until-label"))
        .setDescription(t.plain("settings.until-hint"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("until")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(100)
            .setRequired(true),
        ),
    );
