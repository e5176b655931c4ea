import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, civil, dateOf, dayNumber, daysBetween, mondayOf, parseDate, weekday } from "#core/days.ts";

describe("calendar dates", () => {
  it("agree with the language's own calendar for every year from 1 to 9999", () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (day) => {
        const reference = new Date(day * 86_400_000);
        expect(dateOf(day)).toBe(reference.toISOString().slice(0, 10));
        expect(weekday(dateOf(day))).toBe(reference.getUTCDay());
        const { year, month, day: dayOfMonth } = civil(day);
        expect(dayNumber(year, month, dayOfMonth)).toBe(day);
        expect(parseDate(dateOf(day))).toBe(day);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "2025-02-29",
    "2025-13-01",
    "2025-00-10",
    "2025-04-31",
    "2025-1-1",
    "25-01-01",
    "",
    "tomorrow",
    "2025-01-01T00:00",
  ])("refuses %j, which is no date", (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it("counts over leap days", () => {
    expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
    expect(addDays("2100-02-28", 1)).toBe("2100-03-01");
    expect(daysBetween("2024-01-01", "2025-01-01")).toBe(366);
  });

  it("begins a week on Monday", () => {
    expect(dateOf(mondayOf(parseDate("2026-03-01")!))).toBe("2026-02-23");
    expect(dateOf(mondayOf(parseDate("2026-03-02")!))).toBe("2026-03-02");
  });
});
