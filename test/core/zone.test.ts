import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { canonicalZone, cover, isZone, offsetAt, sameZone, similarZones, zoneTable } from "#core/zone.ts";

const zones = Intl.supportedValuesOf("timeZone");

describe("zone names", () => {
  it.each([
    "Europe/Berlin",
    "europe/berlin",
    "Asia/Kolkata",
    "Europe/Kyiv",
    "UTC",
    "Etc/GMT+5",
    "US/Eastern",
  ])("knows %s", (name) => {
    expect(isZone(name)).toBe(true);
  });

  it.each(["", "Mars/Olympus", "+05:30", "UTC+1", "Europe/Berlin ", "berlin", "../etc/passwd", "null"])(
    "refuses %j",
    (name) => {
      expect(isZone(name)).toBe(false);
      expect(canonicalZone(name)).toBeUndefined();
      expect(() => zoneTable(name)).toThrow(RangeError);
    },
  );

  it("spells a name as usual and keeps the newer name of a renamed zone", () => {
    expect(canonicalZone("europe/berlin")).toBe("Europe/Berlin");
    expect(canonicalZone("Europe/Kyiv")).toBe("Europe/Kyiv");
    expect(sameZone("Europe/Kyiv", "Europe/Kiev")).toBe(true);
    expect(sameZone("Europe/Kyiv", "Europe/Warsaw")).toBe(false);
    expect(sameZone("Mars/Olympus", "Mars/Olympus")).toBe(false);
  });

  it("finds a zone by its place", () => {
    expect(similarZones("new york")).toEqual(["America/New_York"]);
    expect(similarZones("Nowhere/Berlin")).toEqual(["Europe/Berlin"]);
    expect(similarZones("!")).toEqual([]);
  });
});

/** Offsets in hours a millisecond before an instant and at it. */
const around = (zone: string, iso: string) => {
  const at = Date.parse(iso);
  return [at - 1, at].map((one) => offsetAt(zoneTable(zone), one) / 3_600_000);
};

describe("zone tables", () => {
  it("answer the first question to a zone that was never asked for before", () => {
    expect(offsetAt(zoneTable("Antarctica/Troll"), Date.UTC(2026, 6, 1))).toBe(7_200_000);
  });

  it("have the offsets of Temporal, from 1960 to 2060, in every zone", { timeout: 60_000 }, () => {
    const instant = fc.integer({ min: Date.UTC(1960, 0, 1) / 1000, max: Date.UTC(2060, 0, 1) / 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), instant, (zone, seconds) => {
        const at = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(zone);
        expect(offsetAt(zoneTable(zone), seconds * 1000)).toBe(at.offsetNanoseconds / 1e6);
      }),
      { numRuns: 2000 },
    );
  });

  it("find each change of the clocks to the second", () => {
    expect(around("America/New_York", "2025-03-09T07:00:00Z")).toEqual([-5, -4]);
    expect(around("Pacific/Apia", "2011-12-30T10:00:00Z")).toEqual([-10, 14]);
    expect(around("Antarctica/Troll", "2026-03-29T01:00:00Z")).toEqual([0, 2]);
    expect(around("Australia/Lord_Howe", "2025-04-05T15:00:00Z")).toEqual([11, 10.5]);
    expect(around("Europe/Dublin", "2025-10-26T01:00:00Z")).toEqual([1, 0]);
    // Twelve days apart, and back to where it was.
    expect(around("America/Argentina/Tucuman", "2004-06-01T03:00:00Z")).toEqual([-3, -4]);
    expect(around("America/Argentina/Tucuman", "2004-06-13T04:00:00Z")).toEqual([-4, -3]);
  });

  it("are the same however they grew", () => {
    const [up, down] = ["America/Santiago", "Chile/Continental"].map(zoneTable);
    expect(up).toBe(down);
    const zone = zoneTable("America/Havana");
    for (const year of [2030, 1999, 2300, 2010, 1900])
      cover(zone, Date.UTC(year, 1, 1), Date.UTC(year, 2, 1));
    const changes = [...zone.starts].slice(1, -1);
    expect(changes).toEqual(changes.toSorted((a, b) => a - b));
    expect(zone.offsets.every((offset, index) => index === 0 || offset !== zone.offsets[index - 1])).toBe(
      true,
    );
  });
});
