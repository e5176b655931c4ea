import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateExists, instantOf, localDate, minuteOfDay, startOfDay, weekdayAt } from "#core/wall-clock.ts";

const zones = Intl.supportedValuesOf("timeZone");
const iso = (instant: number | undefined) =>
  instant === undefined ? undefined : new Date(instant).toISOString();

describe("wall clock", () => {
  it("maps wall times to instants as Temporal does, in every zone", { timeout: 60_000 }, () => {
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 1) / 60_000, max: Date.UTC(2040, 0, 1) / 60_000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, count) => {
        const wall = new Date(count * 60_000).toISOString().slice(0, 16);
        const [date, hour, minute] = [wall.slice(0, 10), Number(wall.slice(11, 13)), Number(wall.slice(14))];
        const expected = Temporal.PlainDateTime.from(wall).toZonedDateTime(zone);
        const exists = Temporal.PlainDate.from(date).toZonedDateTime(zone).toPlainDate().toString() === date;
        expect(dateExists(date, zone)).toBe(exists);
        expect(instantOf(date, hour * 60 + minute, zone)).toBe(
          exists ? expected.epochMilliseconds : undefined,
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("reads date, minute and weekday off the wall", () => {
    const at = Date.parse("2026-03-01T23:30:00Z");
    expect(localDate(at, "Asia/Kathmandu")).toBe("2026-03-02");
    expect(minuteOfDay(at, "Asia/Kathmandu")).toBe(5 * 60 + 15);
    expect(weekdayAt(at, "Asia/Kathmandu")).toBe(1);
    expect(localDate(at, "America/New_York")).toBe("2026-03-01");
  });

  it("gives the small hours to the day before for somebody whose day begins later", () => {
    const at = Date.parse("2026-03-02T02:59:00Z");
    expect(localDate(at, "UTC", 240)).toBe("2026-03-01");
    expect(localDate(at + 61 * 60_000, "UTC", 240)).toBe("2026-03-02");
    // The 30th never was in Apia: two in the morning of the 31st still belongs to the 29th.
    expect(localDate(Date.parse("2011-12-30T12:00:00Z"), "Pacific/Apia", 240)).toBe("2011-12-29");
  });

  it("knows the dates that were left out", () => {
    expect(dateExists("2011-12-30", "Pacific/Apia")).toBe(false);
    expect(instantOf("2011-12-30", 720, "Pacific/Apia")).toBeUndefined();
    expect(dateExists("1993-08-21", "Pacific/Kwajalein")).toBe(false);
    expect(dateExists("1994-12-31", "Pacific/Kiritimati")).toBe(false);
    expect(dateExists("2024-03-30", "America/Nuuk")).toBe(true);
    expect(dateExists("2011-12-30", "Pacific/Pago_Pago")).toBe(true);
  });

  it("begins a day where its midnight is missing at the first minute there is", () => {
    expect(iso(startOfDay("2025-09-07", "America/Santiago"))).toBe("2025-09-07T04:00:00.000Z");
    expect(iso(startOfDay("2023-04-28", "Africa/Cairo"))).toBe("2023-04-27T22:00:00.000Z");
    expect(iso(startOfDay("2026-03-01", "Asia/Tokyo", 240))).toBe("2026-02-28T19:00:00.000Z");
  });

  it("refuses what is no zone or no date", () => {
    expect(() => localDate(0, "Mars/Olympus")).toThrow(RangeError);
    expect(() => instantOf("2025-02-29", 0, "UTC")).toThrow(RangeError);
  });
});
