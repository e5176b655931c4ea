import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, time } from "discord.js";
import type { OwnNudge } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import type { Taking } from "#commands/nudge/joined.ts";
import { daysOf, shortOf } from "#commands/schedule/words.ts";
import { contactLimits } from "#core/contact-limits.ts";
import { dayMs } from "#core/gates.ts";
import type { EpochMs } from "#core/ids.ts";
import { zoneNotChosen } from "#core/person.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import { cityOf, clockTime } from "#locale/cities.ts";
import { clockOf } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("settings");
const stamp = (at: EpochMs, style: "f" | "R") => markup(time(Math.round(at / 1000), style));
/** The nudge that the first evening offers. */
const eveningAt = 20 * 60;
const listed = 25;

/** What comes unasked to a member. */
export interface Nudges {
  own: OwnNudge[];
  joined: Taking[];
}

/** One's clock, all that comes unasked and from whom, and everything that can be changed about it. */
export function overview(t: Translate, person: Person, nudges: Nudges, now: EpochMs): Screen {
  return screen(t, {
    text: [
      person.dmState === "closed" ? t("settings.dm-closed") : "",
      person.zone === zoneNotChosen
        ? t("settings.no-clock")
        : t("settings.clock", { city: cityOf(person.zone), time: clockTime(now, person.zone, t.locale) }),
      whatComes(t, nudges),
      standing(t, person, now),
    ],
    rows: [...closedRow(t, person, nudges), ...rows(t, person, nudges, now), ...changeRow(t, nudges)],
  });
}

function whatComes(t: Translate, { own, joined }: Nudges): string {
  if (own.length + joined.length === 0) return t("settings.no-nudges");
  return [
    t("settings.comes"),
    ...own.map((nudge) => t("settings.own-line", valuesOf(t, nudge))),
    ...joined.map(({ schedule, server, way }) =>
      t("settings.joined-line", {
        what: shortOf(t, schedule),
        from: server ? t.plain("settings.source.from", { server }) : t.plain("settings.source.server"),
        way: t.plain(`settings.way.${way}`),
      }),
    ),
  ].join("\n");
}

/** A pause with a day to it is a year at most (what is longer was begun by *pause everything*). */
const pauseLine = (t: Translate, until: EpochMs, now: EpochMs): string =>
  until - now > 2 * 365 * dayMs
    ? t("settings.paused-open")
    : t("settings.paused", { until: stamp(until, "f") });

/** Quiet hours, limit, pause, and why less comes than was asked for. */
function standing(t: Translate, person: Person, now: EpochMs): string {
  const { quietFrom, quietTo, dailyCap, pausedUntil, ignored } = person;
  return [
    quietFrom === null || quietTo === null
      ? ""
      : t("settings.quiet", { from: clockOf(quietFrom), to: clockOf(quietTo) }),
    t("settings.limit-line", { count: dailyCap }),
    pausedUntil !== null && pausedUntil > now ? pauseLine(t, pausedUntil, now) : "",
    ignored >= contactLimits.stopAfter ? t("settings.faded") : "",
  ]
    .filter(Boolean)
    .join("\n");
}

/** What brings them back, where they don't arrive or had faded out. */
function closedRow(t: Translate, { dmState, ignored }: Person, { joined }: Nudges): Row[] {
  if (dmState === "closed") {
    const other = joined.some(({ schedule, way }) => way === "dm" && schedule.channelId);
    return [
      row(
        button(customId("nudge", "reopen"), t.plain("nudge.button.reopen"), "main"),
        ...(other ? [button(customId("nudge", "all-channel"), t.plain("nudge.button.all-channel"))] : []),
      ),
    ];
  }
  if (ignored < contactLimits.stopAfter) return [];
  return [row(button(customId("nudge", "again"), t.plain("nudge.button.again"), "main"))];
}

function rows(t: Translate, { pausedUntil }: Person, { own }: Nudges, now: EpochMs): Row[] {
  const evening = own.some(({ kind, times }) => kind === "checkin" && times.includes(eveningAt));
  const paused = pausedUntil !== null && pausedUntil > now;
  return [
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
      button(id("clock"), t.plain("settings.button.clock")),
      button(id("limit"), t.plain("settings.button.limit")),
    ),
    row(
      button(customId("drill", "settings"), t.plain("settings.button.drills")),
      button(id("country"), t.plain("settings.button.country")),
      button(customId("days", "open"), t.plain("settings.button.days")),
    ),
  ];
}

/** Each of them opens: one's own to be changed, one of a server to pick the way or leave. */
function changeRow(t: Translate, { own, joined }: Nudges): Row[] {
  const choices = [
    ...own.map((nudge) => ({ label: t.plain("settings.own-plain", valuesOf(t, nudge)), value: nudge.id })),
    ...joined.map(({ schedule, server }) => ({
      label: shortOf(t, schedule),
      value: schedule.id,
      ...(server ? { description: t.plain("settings.source.from", { server }) } : {}),
    })),
  ];
  if (choices.length === 0) return [];
  return [row(select(id("change"), t.plain("settings.pick.change"), choices.slice(0, listed)))];
}

const valuesOf = (t: Translate, { kind, times, weekdays }: OwnNudge) => ({
  kind: t.plain(`settings.kind.${kind}`),
  days: daysOf(t, weekdays),
  times: times.map(clockOf).join(", "),
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
