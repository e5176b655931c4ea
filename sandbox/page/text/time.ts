/** How Discord writes `<t:…>`, in the reader's language and zone. */
import type { TimeStyle } from "./tree.ts";

const FORMATS: Record<Exclude<TimeStyle, "R">, Intl.DateTimeFormatOptions> = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};

export interface Reader {
  locale: string;
  zone: string;
}

/** @param at epoch ms. @param now epoch ms, for `R`. */
export function formatTime(at: number, style: TimeStyle | "day", now: number, reader: Reader): string {
  if (Number.isNaN(new Date(at).getTime())) return "Invalid date";
  if (style === "day") return dayAndTime(at, now, reader);
  return style === "R" ? relative(at - now, reader.locale) : formatter(FORMATS[style], reader).format(at);
}

/** "Today, 21:00", "Yesterday, 21:00", else the date with the time. */
function dayAndTime(at: number, now: number, reader: Reader): string {
  const day = (instant: number) => formatter({ dateStyle: "short" }, reader).format(instant);
  const daysAgo = [now, now - 86_400_000].findIndex((instant) => day(instant) === day(at));
  if (daysAgo < 0) return formatter(FORMATS.s, reader).format(at);
  const word = new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(-daysAgo, "day");
  const time = formatter(FORMATS.t, reader).format(at);
  return `${word.charAt(0).toLocaleUpperCase(reader.locale)}${word.slice(1)}, ${time}`;
}

const UNITS: [Intl.RelativeTimeFormatUnit, number, number][] = [
  ["second", 1000, 60],
  ["minute", 60_000, 60],
  ["hour", 3_600_000, 24],
  ["day", 86_400_000, 30],
  ["month", 2_629_800_000, 12],
  ["year", 31_557_600_000, Infinity],
];

function relative(distance: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "always" });
  for (const [unit, ms, limit] of UNITS) {
    const count = Math.round(Math.abs(distance) / ms);
    if (count < limit) return words.format(distance < 0 ? -count : count, unit);
  }
  return "";
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes longer than all the rest; the few kinds in use are kept. */
export function formatter(
  options: Intl.DateTimeFormatOptions,
  { locale, zone }: Reader,
): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  let known = formatters.get(key);
  if (known === undefined) {
    known = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    formatters.set(key, known);
  }
  return known;
}
