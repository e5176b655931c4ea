/** Quiet hours: a span of the wall clock, `[from, to)`, in which nothing arrives that was not asked for. */
import type { EpochMs, MinuteOfDay, Zone } from "./ids.ts";
import { dateOf } from "./days.ts";
import { startOfDay, wallTime } from "./wall-clock.ts";

export interface QuietHours {
  from: MinuteOfDay;
  to: MinuteOfDay;
}

/** The pair as it is kept with a member, null in both when there are none; an empty span is none. */
export function quietHours(from: MinuteOfDay | null, to: MinuteOfDay | null): QuietHours | undefined {
  return from === null || to === null || from === to ? undefined : { from, to };
}

/** Whether a minute of the day lies inside; the span may wrap around midnight. */
export function isQuietMinute(quiet: QuietHours, minute: MinuteOfDay): boolean {
  return quiet.from < quiet.to
    ? minute >= quiet.from && minute < quiet.to
    : minute >= quiet.from || minute < quiet.to;
}

/** Whether the wall clock of this very instant lies inside. */
export function isQuiet(quiet: QuietHours | undefined, instant: EpochMs, zone: Zone): boolean {
  return quiet !== undefined && isQuietMinute(quiet, wallTime(instant, zone).minute);
}

/** The first instant at or after `instant` that is not quiet. */
export function quietEnd(quiet: QuietHours | undefined, instant: EpochMs, zone: Zone): EpochMs {
  if (!quiet || !isQuiet(quiet, instant, zone)) return instant;
  const { day, minute } = wallTime(instant, zone);
  const endsTomorrow = quiet.from > quiet.to && minute >= quiet.from;
  const end = startOfDay(dateOf(day + (endsTomorrow ? 1 : 0)), zone, quiet.to);
  // In the second pass of an overlap the first `to` is already over: the wall clock shows it once more.
  if (end <= instant) return wallEnd(quiet, instant, zone);
  return wallTime(end, zone).minute === quiet.to ? end : firstLoud(quiet, end, zone);
}

/** The clocks jumped over `to`: it is loud from the first minute after the gap, not only by its length later. */
function firstLoud(quiet: QuietHours, end: EpochMs, zone: Zone): EpochMs {
  let at = end;
  while (!isQuiet(quiet, at - 60_000, zone)) at -= 60_000;
  return at;
}

/** Walks the wall clock minute by minute; only ever needed within the hour that a clock repeats. */
function wallEnd(quiet: QuietHours, instant: EpochMs, zone: Zone): EpochMs {
  let at = Math.floor(instant / 60_000) * 60_000 + 60_000;
  while (isQuiet(quiet, at, zone)) at += 60_000;
  return at;
}
