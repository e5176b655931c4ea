/**
 * "Until friday", "3 days", "2026-12-01", "next week": the end of a pause, as people say it.
 *
 * chrono-node does the reading; it is loaded on first use. It reckons in the host's zone, so it is handed noon of the
 * member's date as if that were the host's, and only the date and time of day that it names are taken back.
 */
import { addDays, dayOf, dateOf, daysBetween, parseDate } from "#core/days.ts";
import type { EpochMs, LocalDate, MinuteOfDay, Zone } from "#core/ids.ts";
import { localDate, startOfDay } from "#core/wall-clock.ts";

export interface Here {
  now: EpochMs;
  zone: Zone;
  dayStart: MinuteOfDay;
}

export type UntilFault = "date-not-understood" | "date-is-past" | "date-too-far";

const lengthLimit = 100;
/** Days. */
const farthest = 366;
const unitMs = { minute: 60_000, hour: 3_600_000 } as const;

/** When a pause ends that was given in words: an instant, and the date it falls on for the member. */
export async function readUntil(
  text: string,
  here: Here,
): Promise<{ until: EpochMs; date: LocalDate } | { fault: UntilFault }> {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^(?:until|till|til|up to|for|to)\s+/, "");
  if (words === "" || words.length > lengthLimit) return { fault: "date-not-understood" };
  const until = elapsed(words, here.now) ?? (await calendar(words, here));
  if (until === undefined) return { fault: "date-not-understood" };
  if (until <= here.now) return { fault: "date-is-past" };
  const today = localDate(here.now, here.zone, here.dayStart);
  const date = localDate(until, here.zone, here.dayStart);
  return daysBetween(today, date) > farthest ? { fault: "date-too-far" } : { until, date };
}

/** "2 hours", "an hour", "90 min": time that elapses, whatever the clocks do. */
function elapsed(words: string, now: EpochMs): EpochMs | undefined {
  const match = /^(?:in\s+)?(\d{1,4}|an?|half an)\s*(min|minute|h|hr|hour)s?$/.exec(words);
  if (!match) return undefined;
  const [, amount = "", unit = ""] = match;
  const count = amount === "half an" ? 0.5 : amount.startsWith("a") ? 1 : Number(amount);
  return now + count * unitMs[unit.startsWith("h") ? "hour" : "minute"];
}

/** Dates, weekdays and counts of days: the beginning of that day, or the time that was named. */
async function calendar(words: string, { now, zone, dayStart }: Here): Promise<EpochMs | undefined> {
  const today = localDate(now, zone, dayStart);
  const { en } = await import("chrono-node");
  const phrase = /^(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|a few)\s+\w+$/.test(words)
    ? `in ${words}`
    : words;
  const [found] = en.casual.parse(phrase, hostNoon(today), { forwardDate: true });
  // A date amid other words is a guess, and a wrong pause is worse than a second question.
  if (!found || found.text.length < phrase.length - 3) return undefined;
  const [year, month, day] = [found.start.get("year"), found.start.get("month"), found.start.get("day")];
  if (year === null || month === null || day === null) return undefined;
  const date = dateOf(dayOf(`${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`));
  const named =
    found.start.isCertain("hour") || /\b(?:morning|noon|afternoon|evening|night|tonight)$/.test(phrase);
  if (!named || /^in \S+ \w+$/.test(phrase)) return startOfDay(date, zone, dayStart);
  const minute = (found.start.get("hour") ?? 0) * 60 + (found.start.get("minute") ?? 0);
  const at = startOfDay(date, zone, minute);
  return at <= now && date === today ? startOfDay(addDays(date, 1), zone, minute) : at;
}

/** A day that was, or is soon: "today", "12 days ago", "1 March", "2026-03-01". Undefined for what is no day. */
export async function readDay(text: string, { now, zone, dayStart }: Here): Promise<LocalDate | undefined> {
  const words = text
    .trim()
    .toLowerCase()
    .replace(/^since\s+/, "");
  if (words === "" || words.length > lengthLimit) return undefined;
  const today = localDate(now, zone, dayStart);
  const plain = plainDay(words, today);
  if (plain !== undefined) return plain;
  const { en } = await import("chrono-node");
  const [found] = en.casual.parse(words, hostNoon(today));
  // A date amid other words is a guess.
  if (!found || found.text.length < words.length - 3) return undefined;
  const [year, month, day] = [found.start.get("year"), found.start.get("month"), found.start.get("day")];
  if (year === null || month === null || day === null) return undefined;
  const date = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  if (parseDate(date) === undefined || daysBetween(today, date) > farthest) return undefined;
  // "1 March" without a year is the last one.
  const lastYear = `${String(year - 1).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const goesBack = date > today && !found.start.isCertain("year") && found.start.isCertain("month");
  return goesBack && parseDate(lastYear) !== undefined ? lastYear : date;
}

/** The commonest forms, for which nothing has to be loaded. */
function plainDay(words: string, today: LocalDate): LocalDate | undefined {
  const date = parseDate(words);
  if (date !== undefined) return daysBetween(today, words) > farthest ? undefined : words;
  if (words === "today" || words === "yesterday") return addDays(today, words === "today" ? 0 : -1);
  const [, amount = "", unit] = /^(\d{1,5}|an?|one) (day|week)s? ago$/.exec(words) ?? [];
  if (unit === undefined) return undefined;
  const count = /\d/.test(amount) ? Number(amount) : 1;
  return addDays(today, -count * (unit === "week" ? 7 : 1));
}

/** Noon of a date in the host's zone: no zone changes its clocks at noon. */
function hostNoon(date: LocalDate): Date {
  const [year, month, day] = date.split("-").map(Number);
  return new Date(year!, month! - 1, day, 12);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
