/** What the words of all charts share. */
import type { ChartSpan } from "#core/chart-data.ts";
import type { DayNumber } from "#core/days.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";

/** Either way of saying a sentence: escaped for a message, or plain for a picture. */
export type Say = Translate["plain"];

/**
 * Whose eyes the words are for. Through Discord they are `neutral`: nothing in the member's own words, and an urge is
 * called a wave. On the private page they are the member's `own`.
 */
export type Labels = "neutral" | "own";

const msPerDay = 86_400_000;

/** "2–29 March 2026" */
export function spanText({ from, to }: ChartSpan, locale: string): string {
  const format = dateFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  return format.formatRange(from * msPerDay, to * msPerDay);
}

/** "2 March 2026" */
export function dayText(day: DayNumber, locale: string): string {
  return dateFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(day * msPerDay);
}

/** "March 2026" */
export function monthText(year: number, month: number, locale: string): string {
  const format = dateFormat(locale, { year: "numeric", month: "long", timeZone: "UTC" });
  return format.format(Date.UTC(year, month - 1, 1));
}

/** Middles are shown to the half. */
export const half = (value: number): number => Math.round(value * 2) / 2;

/** The picture in words for those who do not see it: its title, its span, and what the summary says. */
export const altOf = (title: string, subtitle: string, note: string | undefined, lines: string[]): string =>
  [`${title}, ${subtitle}.`, ...(note ? [note] : []), ...lines].join(" ");
