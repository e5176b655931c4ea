import { describe, expect, it } from "vitest";
import { isQuiet, isQuietMinute, quietEnd, quietHours } from "#core/quiet-hours.ts";

const night = quietHours(22 * 60, 7 * 60)!;
const iso = (text: string) => Date.parse(text);
const end = (quiet: Parameters<typeof quietEnd>[0], at: string, zone: string) =>
  new Date(quietEnd(quiet, iso(at), zone)).toISOString().slice(0, 16);

describe("quiet hours", () => {
  it("hold from their first minute to the one before their last, over midnight too", () => {
    expect([1319, 1320, 0, 419, 420].map((minute) => isQuietMinute(night, minute))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    const noon = quietHours(720, 780)!;
    expect([719, 720, 779, 780].map((minute) => isQuietMinute(noon, minute))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it("are none when nothing is set or the span is empty", () => {
    expect(quietHours(null, null)).toBeUndefined();
    expect(quietHours(480, 480)).toBeUndefined();
    expect(isQuiet(undefined, 0, "UTC")).toBe(false);
  });

  it("go by the wall clock of the very instant", () => {
    expect(isQuiet(night, iso("2026-05-04T19:59:00Z"), "Europe/Berlin")).toBe(false);
    expect(isQuiet(night, iso("2026-05-04T20:00:00Z"), "Europe/Berlin")).toBe(true);
    // The gap moves 02:30 to 03:30.
    expect(isQuiet(quietHours(180, 420), iso("2026-03-29T01:30:00Z"), "Europe/Berlin")).toBe(true);
  });

  it("end at the next wall clock that says so", () => {
    expect(end(night, "2026-05-04T21:00:00Z", "Europe/Berlin")).toBe("2026-05-05T05:00");
    expect(end(night, "2026-05-05T01:00:00Z", "Europe/Berlin")).toBe("2026-05-05T05:00");
    expect(end(night, "2026-05-05T12:00:00Z", "Europe/Berlin")).toBe("2026-05-05T12:00");
    // The night is an hour shorter.
    expect(end(night, "2026-03-28T22:00:00Z", "Europe/Berlin")).toBe("2026-03-29T05:00");
  });

  it("begin again in the second pass of an overlap and end in it", () => {
    const small = quietHours(60, 90)!;
    expect(end(small, "2025-11-02T05:10:00Z", "America/New_York")).toBe("2025-11-02T05:30");
    expect(end(small, "2025-11-02T06:10:00Z", "America/New_York")).toBe("2025-11-02T06:30");
  });
});
