/** Dates and times as the page shows them: in words, on the member's own clock. */
import type { EpochMs, LocalDate, Zone } from "#core/ids.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";

type Speaker = Pick<Translate, "locale">;

export const dateTime = (at: EpochMs, zone: Zone, { locale }: Speaker): string =>
  dateFormat(locale, { dateStyle: "medium", timeStyle: "short", timeZone: zone }).format(at);

export const clock = (at: EpochMs, zone: Zone, { locale }: Speaker): string =>
  dateFormat(locale, { timeStyle: "short", timeZone: zone }).format(at);

/** "Monday, 2 March". */
export const longDay = (date: LocalDate, { locale }: Speaker): string =>
  dateFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(noon(date));

/** "2 March 2026". */
export const shortDay = (date: LocalDate, { locale }: Speaker): string =>
  dateFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(noon(date));

const noon = (date: LocalDate): number => Date.parse(`${date}T12:00:00Z`);
