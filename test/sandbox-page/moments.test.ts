import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  asField,
  daysLater,
  fromField,
  instantOf,
  nextAtHour,
  nextClockChange,
  offsetAt,
} from "../../sandbox/page/bar/moments.ts";
import { formatTime } from "../../sandbox/page/text/time.ts";

const at = (iso: string) => Date.parse(iso);
const iso = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
const ZONES = [
  "Europe/London",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Nuuk",
  "Africa/Casablanca",
  "UTC",
];

describe("where the clock can be sent", () => {
  it("finds tonight at eight, and tomorrow's when it has passed", () => {
    expect(iso(nextAtHour(at("2026-03-02T12:00:00Z"), "America/New_York", 20))).toBe(
      "2026-03-03T01:00:00.000Z",
    );
    expect(iso(nextAtHour(at("2026-03-03T01:00:00Z"), "America/New_York", 20))).toBe(
      "2026-03-04T01:00:00.000Z",
    );
  });

  it("keeps the wall time over a change of clocks", () => {
    expect(iso(daysLater(at("2026-03-28T20:00:00Z"), "Europe/London", 1))).toBe("2026-03-29T19:00:00.000Z");
  });

  it("finds the next change to the second, and none where there is none", () => {
    expect(iso(nextClockChange(at("2026-03-02T12:00:00Z"), "Europe/London"))).toBe(
      "2026-03-29T01:00:00.000Z",
    );
    expect(iso(nextClockChange(at("2026-03-02T12:00:00Z"), "Australia/Lord_Howe"))).toBe(
      "2026-04-04T15:00:00.000Z",
    );
    expect(nextClockChange(at("2026-03-02T12:00:00Z"), "Asia/Kathmandu")).toBeNull();
  });

  it("writes a field and reads it back", () => {
    expect(asField(at("2026-03-02T12:00:00Z"), "Asia/Kathmandu")).toBe("2026-03-02T17:45");
    expect(iso(fromField("2026-03-02T17:45", "Asia/Kathmandu"))).toBe("2026-03-02T12:00:00.000Z");
  });

  it("agrees with Temporal on offsets and on wall times that exist once", () => {
    const instants = fc.integer({ min: at("2020-01-01T00:00:00Z"), max: at("2035-01-01T00:00:00Z") });
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (instant, zone) => {
        const there = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(offsetAt(instant, zone)).toBe(there.offsetNanoseconds / 1e6);
        const wall = there.toPlainDateTime();
        const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" }).epochMilliseconds;
        const later = wall.toZonedDateTime(zone, { disambiguation: "later" }).epochMilliseconds;
        expect([earlier, later]).toContain(instantOf(instant + offsetAt(instant, zone), zone));
      }),
      { numRuns: 2000 },
    );
  });
});

describe("moments in messages", () => {
  const now = at("2026-03-02T21:00:00Z");
  const reader = { locale: "en-GB", zone: "Europe/London" };

  it.each([
    [0, "in 0 seconds"],
    [-45_000, "45 seconds ago"],
    [15 * 60_000, "in 15 minutes"],
    [-3 * 3_600_000, "3 hours ago"],
    [2 * 86_400_000, "in 2 days"],
    [-60 * 86_400_000, "2 months ago"],
    [800 * 86_400_000, "in 2 years"],
  ])("counts %i ms as %s", (distance, words) => {
    expect(formatTime(now + distance, "R", now, reader)).toBe(words);
  });

  it("writes dates in the reader's zone and language", () => {
    expect(formatTime(now, "F", now, { locale: "de", zone: "Asia/Kathmandu" })).toBe(
      "Dienstag, 3. März 2026 um 02:45",
    );
    expect(formatTime(now, "t", now, reader)).toBe("21:00");
  });

  it("says today and yesterday by the reader's own calendar", () => {
    expect(formatTime(now, "day", now + 2 * 3_600_000, reader)).toBe("Today, 21:00");
    expect(formatTime(now, "day", now + 4 * 3_600_000, reader)).toBe("Yesterday, 21:00");
    expect(formatTime(now, "day", now + 72 * 3_600_000, reader)).toBe("02/03/2026, 21:00");
  });

  it("does not fail on a time that is none", () => {
    expect(formatTime(Number.NaN, "R", now, reader)).toBe("Invalid date");
    expect(formatTime(9e18, "F", now, reader)).toBe("Invalid date");
  });
});
