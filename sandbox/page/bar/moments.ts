/** Where the clock can be sent, reckoned in a person's own zone. */
import { formatter } from "../text/time.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The zone's distance from UTC at an instant, ms, positive to the east. */
export function offsetAt(at: number, zone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts = formatter(
    {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
      hourCycle: "h23",
      era: "short",
    },
    { zone, locale: "en-US" },
  ).formatToParts(whole);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((one) => one.type === type)?.value ?? 0);
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
    whole
  );
}

/** The instant at which a wall clock shows this. @param wall epoch ms as if the wall clock were UTC. */
export function instantOf(wall: number, zone: string): number {
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

/** The next time a wall clock in the zone shows this hour. */
export function nextAtHour(now: number, zone: string, hour: number): number {
  const wall = now + offsetAt(now, zone);
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  const today = instantOf(midnight + hour * HOUR_MS, zone);
  return today > now ? today : instantOf(midnight + DAY_MS + hour * HOUR_MS, zone);
}

/** The same wall time some days later. */
export function daysLater(now: number, zone: string, days: number): number {
  return instantOf(now + offsetAt(now, zone) + days * DAY_MS, zone);
}

/** When the zone's clocks are next changed; null where they are not within a year. */
export function nextClockChange(now: number, zone: string): number | null {
  const before = offsetAt(now, zone);
  for (let day = 1; day <= 370; day += 1) {
    const after = now + day * DAY_MS;
    if (offsetAt(after, zone) === before) continue;
    return changeBetween(after - DAY_MS, after, zone);
  }
  return null;
}

function changeBetween(from: number, to: number, zone: string): number {
  const before = offsetAt(from, zone);
  let low = from;
  let high = to;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return Math.round(high / 1000) * 1000;
}

/** `2026-03-02T21:00` for a field of type datetime-local. */
export function asField(at: number, zone: string): string {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

export function fromField(text: string, zone: string): number {
  return instantOf(Date.parse(`${text}:00Z`), zone);
}
