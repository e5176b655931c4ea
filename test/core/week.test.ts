import fc from "fast-check";
import { expect, it } from "vitest";
import { states } from "#core/check-in.ts";
import { addToWeek, emptyWeek, mergeWeeks, spread, weekOf, type FadingRecord } from "#core/week.ts";

const ten = fc.integer({ min: 0, max: 10 });
const record: fc.Arbitrary<FadingRecord> = fc.oneof(
  fc.record({
    kind: fc.constant("checkin" as const),
    body: fc.record(
      {
        version: fc.constant(1),
        state: fc.constantFrom(...states),
        access: ten,
        mood: fc.integer({ min: -3, max: 3 }),
      },
      { requiredKeys: ["version", "state"] },
    ),
  }),
  fc.record({
    kind: fc.constant("urge" as const),
    body: fc.record({
      version: fc.constant(1),
      readings: fc.array(fc.record({ at: fc.nat(), intensity: ten }), { minLength: 1, maxLength: 4 }),
    }),
  }),
  fc.record({ kind: fc.constant("lapse" as const), body: fc.record({ version: fc.constant(1) }) }),
  fc.record({
    kind: fc.constant("plan-use" as const),
    body: fc.record({ lineId: fc.constantFrom("a", "b") }),
  }),
  fc.record({
    kind: fc.constant("screening" as const),
    body: fc.record({
      version: fc.constant(1),
      scale: fc.constantFrom("phq-2" as const, "sleep" as const),
      total: ten,
    }),
  }),
);
const empty = emptyWeek("2026-03-02");
const sumOf = (records: FadingRecord[]) => records.reduce((week, one) => addToWeek(week, one), empty);

it("comes out the same in however many goes a week is summed up, and in any order", () => {
  fc.assert(
    fc.property(fc.array(record), fc.array(record), (one, other) => {
      const whole = sumOf([...one, ...other]);
      expect(mergeWeeks(sumOf(one), sumOf(other))).toEqual(whole);
      expect(mergeWeeks(sumOf(other), sumOf(one))).toEqual(whole);
    }),
    { numRuns: 2_000 },
  );
});

it("keeps every number that was given, and no word", () => {
  const week = sumOf([
    { kind: "checkin", body: { version: 1, state: "within", access: 3, note: "words", words: ["numb"] } },
    { kind: "checkin", body: { version: 1, state: "within", access: 10, mood: -2 } },
    {
      kind: "urge",
      body: {
        version: 1,
        readings: [
          { at: 1, intensity: 4 },
          { at: 2, intensity: 9 },
        ],
        cues: { place: "there" },
      },
    },
  ]);
  expect(spread(week.access)).toEqual([3, 10]);
  expect(spread(week.mood)).toEqual([-2]);
  expect(week).toMatchObject({ checkIns: 2, states: { within: 2 }, urges: 1, peaks: { "9": 1 } });
  expect(JSON.stringify(week)).not.toMatch(/words|numb|there/);
});

it.each([
  ["2026-03-02", "2026-03-02"],
  ["2026-03-08", "2026-03-02"],
  ["2026-01-01", "2025-12-29"],
])("%s lies in the week from %s", (date, monday) => {
  expect(weekOf(date)).toBe(monday);
});
