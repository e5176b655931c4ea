/** What a schedule will do: its next times, about how many it reaches, what it would clash with, the coming week. */
import { time } from "discord.js";
import type { Reach } from "#app/schedules.ts";
import { parseDate } from "#core/days.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import type { Clash, Preview } from "#core/schedule-preview.ts";
import type { Schedule, ScheduleDraft } from "#core/schedule.ts";
import { localDate, minuteOfDay } from "#core/wall-clock.ts";
import { cityOf } from "#locale/cities.ts";
import { clockOf } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

type Zoned = Pick<ScheduleDraft, "zone">;
export const stamp = (at: EpochMs, style: "F" | "f" | "R") => markup(time(Math.round(at / 1000), style));

/** The first time it comes; on members' own clocks as it is on the server's. */
export function nextLine(t: Translate, { next }: Preview, { zone }: Zoned, serverZone: Zone): string {
  const [first] = next;
  if (first === undefined) return t("schedule.no-next");
  const values = { at: stamp(first, "F"), in: stamp(first, "R") };
  return zone === null
    ? t("schedule.next-own", {
        in: values.in,
        city: cityOf(serverZone),
        local: localTime(t, first, serverZone),
      })
    : t("schedule.next", values);
}

/** What the wall shows there then: the same for everybody whose own clock counts. */
const localTime = (t: Translate, at: EpochMs, zone: Zone): string =>
  new Intl.DateTimeFormat(t.locale, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  }).format(at);

/** One line each, with what to do about it. */
export const clashLines = (t: Translate, { clashes }: Preview): string[] =>
  clashes.map((clash) => t("schedule.clash", { what: markup(clashWords(t, clash)) }));

function clashWords(t: Translate, clash: Clash): string {
  switch (clash.kind) {
    case "close":
      return t("schedule.clash-kind.close", { at: stamp(clash.at, "f"), minutes: clash.minutes });
    case "over-limit":
      return t("schedule.clash-kind.over-limit", {
        at: stamp(clash.at, "f"),
        count: clash.onThatDay,
        allowed: clash.allowed,
      });
    case "too-many-posts":
      return t("schedule.clash-kind.posts", {
        at: stamp(clash.at, "f"),
        count: clash.onThatDay,
        allowed: clash.allowed,
      });
    default:
      return t("schedule.clash-kind.drills", { count: clash.inWeek, allowed: clash.allowed });
  }
}

/** Never more than a moderator may know. */
export const reachLine = (t: Translate, reach: Reach): string =>
  "about" in reach ? t("schedule.reach", { about: reach.about }) : t("schedule.reach-few");

/** The next times, what the next change of the clocks does to it, and how many it reaches. */
export const previewText = (
  t: Translate,
  preview: Preview & { reach: Reach },
  { zone }: Zoned,
  serverZone: Zone,
): string[] => [
  [
    zone === null ? t("schedule.times-own") : t("schedule.times"),
    ...preview.next.map((at) =>
      zone === null
        ? t("schedule.time-line-own", {
            local: localTime(t, at, serverZone),
            in: stamp(at, "R"),
            city: cityOf(serverZone),
          })
        : t("schedule.time-line", { at: stamp(at, "F"), in: stamp(at, "R") }),
    ),
    ...(preview.next.length === 0 ? [t("schedule.no-next")] : []),
    ...(preview.afterChange === null || preview.next.includes(preview.afterChange)
      ? []
      : [t("schedule.after-change", { at: stamp(preview.afterChange, "F") })]),
  ].join("\n"),
  [reachLine(t, preview.reach), ...clashLines(t, preview)].join("\n"),
];

/** The coming seven days of the server, a line a day; this one stands out. */
export function weekTable(
  t: Translate,
  { week }: Preview,
  own: Pick<Schedule, "kind"> & { id: string },
  others: Schedule[],
  zone: Zone,
): string {
  const kindOf = new Map(others.map((one) => [one.id, one.kind]));
  const days = new Map<string, string[]>();
  for (const { at, scheduleId } of week) {
    const mine = scheduleId === own.id;
    const words = `${clockOf(minuteOfDay(at, zone))} ${t.plain(`schedule.kind.${mine ? own.kind : (kindOf.get(scheduleId) ?? "text")}`)}`;
    const date = localDate(at, zone);
    days.set(date, [...(days.get(date) ?? []), mine ? `**${words}**` : words]);
  }
  const lines = [...days].map(([date, entries]) => `${dayName(t, date)}  ${entries.join(" · ")}`);
  return [t("schedule.week"), ...(lines.length > 0 ? lines : [t("schedule.week-empty")])].join("\n");
}

const dayName = (t: Translate, date: string): string =>
  new Intl.DateTimeFormat(t.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format((parseDate(date) ?? 0) * 86_400_000);
