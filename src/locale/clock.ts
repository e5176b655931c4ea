/** Times of day and weekdays as people read them. */
import type { MinuteOfDay } from "#core/ids.ts";
import { dateFormat } from "./date-format.ts";

/** 1205 → "20:05". */
export const clockOf = (minute: MinuteOfDay): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** 0 → "Sunday" in the language given. 2023-01-01 was one. */
export const weekdayName = (weekday: number, locale: string): string =>
  dateFormat(locale, { weekday: "long", timeZone: "UTC" }).format(Date.UTC(2023, 0, 1 + weekday));
