/** What a schedule will do: its next times, about how many it reaches, what it would clash with, the coming week. */
import { codeBlock, time } from "discord.js";
import type { Reach } from "#app/schedules.ts";
import { addDays, parseDate } from "#core/days.ts";
import type { EpochMs, LocalDate, Zone } from "#core/ids.ts";
import type { Clash, Preview } from "#core/schedule-preview.ts";
import type { Schedule, ScheduleDraft } from "#core/schedule.ts";
import { localDate, minuteOfDay } from "#core/wall-clock.ts";
import { cityOf } from "#locale/cities.ts";
import { clockOf } from "#locale/clock.ts";
import { dateFormat } from "#locale/date-format.ts";
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
        local: localTime(t, first, serverZone, "long"),
      })
    : t("schedule.next", values);
}

/** What the wall shows there then: the same for everybody whose own clock counts. */
const localTime = (t: Translate, at: EpochMs, zone: Zone, length: "short" | "long"): string =>
  dateFormat(t.locale, {
    weekday: length,
    day: "numeric",
    month: length,
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
    zone === null ? t("schedule.times-own", { city: cityOf(serverZone) }) : t("schedule.times"),
    ...preview.next.map((at) =>
      zone === null
        ? t("schedule.time-line-own", {
            local: localTime(t, at, serverZone, "short"),
            in: stamp(at, "R"),
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

/** Entries of one day in the table; what is beyond them is counted. */
const shownADay = 6;

/**
 * The coming seven days of the server as a table in letters of one width, narrow enough for a phone; this schedule's own
 * entries are marked.
 */
export function weekTable(
  t: Translate,
  { week }: Preview,
  own: Pick<Schedule, "kind"> & { id: string },
  others: Schedule[],
  { zone, now }: { zone: Zone; now: EpochMs },
): string {
  const kindOf = new Map(others.map((one) => [one.id, one.kind]));
  const entries = week.map(({ at, scheduleId }) => {
    const mine = scheduleId === own.id;
    const kind = mine ? own.kind : (kindOf.get(scheduleId) ?? "text");
    const words = `${clockOf(minuteOfDay(at, zone))} ${t.plain(`settings.kind.${kind}`)}`;
    return { date: localDate(at, zone), line: `${mine ? ">" : " "} ${words}` };
  });
  const today = localDate(now, zone);
  const days = Array.from({ length: 8 }, (_, day) => addDays(today, day)).flatMap((date, day) => {
    const lines = entries.filter((entry) => entry.date === date).map(({ line }) => line);
    // The eighth date is not here as a whole.
    return day < 7 || lines.length > 0 ? dayLines(t, date, lines) : [];
  });
  const table = entries.length > 0 ? codeBlock(days.join("\n")) : t("schedule.week-empty");
  return [t("schedule.week"), table, entries.length > 0 ? t("schedule.week-key", { city: cityOf(zone) }) : ""]
    .filter(Boolean)
    .join("\n");
}

/** "Mon  2 > 08:00 Check-in", and what else there is beneath it. */
function dayLines(t: Translate, date: LocalDate, entries: string[]): string[] {
  const more = entries.length - shownADay;
  const shown =
    more > 1 ? [...entries.slice(0, shownADay), t.plain("schedule.week-more", { count: more })] : entries;
  const day = dayName(t, date);
  return (shown.length > 0 ? shown : ["  –"]).map((line, index) =>
    `${index === 0 ? day : " ".repeat(day.length)} ${line}`.trimEnd(),
  );
}

function dayName(t: Translate, date: LocalDate): string {
  const at = (parseDate(date) ?? 0) * 86_400_000;
  const weekday = dateFormat(t.locale, { weekday: "short", timeZone: "UTC" }).format(at);
  return `${weekday} ${String(Number(date.slice(8))).padStart(2)}`;
}
