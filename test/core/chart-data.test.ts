/** From records to what charts are drawn from: gaps stay gaps, clocks change, and nothing is told that is not there. */
import { describe, expect, it } from "vitest";
import { spanOf, zoneAt, type Answer, type WeekSum } from "#core/chart-data.ts";
import { confidenceData } from "#core/chart-data-confidence.ts";
import { feelingData } from "#core/chart-data-feeling.ts";
import { helpedByLines, helpsData, type Helped } from "#core/chart-data-helps.ts";
import { insightsData, type ServerWeek } from "#core/chart-data-insights.ts";
import { monthData } from "#core/chart-data-month.ts";
import { heatSteps, urgeCurvesData, urgeHeatData } from "#core/chart-data-urges.ts";
import type { CheckIn, State } from "#core/check-in.ts";
import { dateOf, dayOf } from "#core/days.ts";
import type { Urge } from "#core/urge.ts";
import { localDate } from "#core/wall-clock.ts";

const today = dayOf("2026-04-02");
const noZone = [{ from: 0, zone: "UTC" }];

function checkIn(date: string, access?: number, state: State = "within"): Answer<CheckIn> {
  const body: CheckIn = { version: 1, state, ...(access === undefined ? {} : { access }) };
  return { at: Date.parse(`${date}T12:00:00Z`), localDate: date, body };
}

function urge(
  iso: string,
  zone: string,
  readings: [minute: number, intensity: number][] = [[0, 6]],
  guess?: number,
) {
  const at = Date.parse(iso);
  const body: Urge = {
    version: 1,
    readings: readings.map(([minute, intensity]) => ({ at: at + minute * 60_000, intensity })),
    ...(guess === undefined ? {} : { guess }),
  };
  return { id: iso, at, localDate: localDate(at, zone), body };
}

const sum = (week: string, checkIns: number, urges = 0, access?: WeekSum["access"]): WeekSum => ({
  week,
  checkIns,
  states: { "too-little": 0, within: checkIns, "too-much": 0 },
  ...(access ? { access } : {}),
  urges,
});

describe("feeling", () => {
  it("has no mark where there was no answer: a missed day is no zero", () => {
    const data = feelingData(
      [checkIn("2026-03-30", 3), checkIn("2026-04-01", 5)],
      [],
      spanOf("weeks", today),
    );
    expect(data.points.map(({ from, access }) => [dateOf(from), access?.middle])).toEqual([
      ["2026-03-30", 3],
      ["2026-04-01", 5],
    ]);
  });

  it("keeps a check-in without a number as a state, and out of the range", () => {
    const data = feelingData(
      [checkIn("2026-04-01"), checkIn("2026-04-01", 0, "too-little")],
      [],
      spanOf("weeks", today),
    );
    expect(data.points[0]).toMatchObject({ checkIns: 2, answers: 1, access: { low: 0, middle: 0, high: 0 } });
    expect(data.states).toEqual({ "too-little": 1, within: 1, "too-much": 0 });
  });

  it("makes one mark of a hundred check-ins on one day", () => {
    const many = Array.from({ length: 100 }, (_, index) => checkIn("2026-04-02", index % 11));
    const data = feelingData(many, [], spanOf("weeks", today));
    expect(data.points).toHaveLength(1);
    expect(data.points[0]).toMatchObject({ checkIns: 100, access: { low: 0, middle: 5, high: 10 } });
  });

  it("has 130 marks at most in ten years, each a month", () => {
    const days = Array.from({ length: 3650 }, (_, index) =>
      checkIn(dateOf(today - 3649 + index), index % 11),
    );
    const data = feelingData(days, [], spanOf("all", today, today - 3649));
    expect(data.size).toBe("month");
    expect(data.points.length).toBeLessThanOrEqual(130);
    expect(data.checkIns).toBe(3650);
  });

  it("goes on from weekly sums to days, and says from when", () => {
    const kept = [sum("2025-12-29", 4, 0, { count: 4, low: 1, middle: 2, high: 4 }), sum("2026-01-05", 0)];
    const data = feelingData([checkIn("2026-04-01", 6)], kept, spanOf("quarter", dayOf("2026-03-29")));
    expect(data.points.map(({ access }) => access?.middle)).toEqual([2]);
    expect(dateOf(data.sumsUntil!)).toBe("2026-01-05");
  });

  it("tells a wider range from a narrower one, and says nothing on little", () => {
    const from = (day: number, values: number[]) =>
      values.map((value, index) => checkIn(dateOf(day + index), value));
    const narrow = from(today - 27, [3, 3, 3, 3, 3, 3]);
    const wide = from(today - 6, [1, 8, 2, 7, 1, 8]);
    const change = (list: Answer<CheckIn>[]) => feelingData(list, [], spanOf("weeks", today)).spread?.change;
    expect(change([...narrow, ...wide])).toBe("wider");
    expect(change([...narrow, ...from(today - 6, [3, 3, 4, 3, 3, 3])])).toBe("alike");
    expect(change([...narrow, ...wide.slice(0, 5)])).toBeUndefined();
  });
});

describe("when urges come", () => {
  it("counts an hour as the wall showed it, on both sides of a change of the clocks", () => {
    // Both Sundays at 20:30 in Berlin; the clocks went forward on the 29th of March.
    const list = ["2026-03-22T19:30:00Z", "2026-03-29T18:30:00Z"].map((iso) => urge(iso, "Europe/Berlin"));
    const { cells } = urgeHeatData(list, [], [{ from: 0, zone: "Europe/Berlin" }], spanOf("weeks", today));
    expect(cells[0]![20]).toBe(2);
    expect(cells.flat().reduce((total, count) => total + count, 0)).toBe(2);
  });

  it("counts both passes of the hour that comes twice as that hour", () => {
    const list = ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"].map((iso) => urge(iso, "Europe/Berlin"));
    const { cells } = urgeHeatData(
      list,
      [],
      [{ from: 0, zone: "Europe/Berlin" }],
      spanOf("weeks", dayOf("2025-11-01")),
    );
    expect(cells[0]![2]).toBe(2);
  });

  it("keeps each urge on the clock of the zone that was lived by then", () => {
    const moved = Date.parse("2026-03-20T00:00:00Z");
    const zones = [
      { from: 0, zone: "America/New_York" },
      { from: moved, zone: "Asia/Tokyo" },
    ];
    expect([zoneAt(zones, moved - 1), zoneAt(zones, moved)]).toEqual(["America/New_York", "Asia/Tokyo"]);
    const list = [
      urge("2026-03-18T12:00:00Z", "America/New_York"),
      urge("2026-03-25T12:00:00Z", "Asia/Tokyo"),
    ];
    const { cells } = urgeHeatData(list, [], zones, spanOf("weeks", today));
    expect([cells[3]![8], cells[3]![21]]).toEqual([1, 1]);
  });

  it("remembers of older weeks how many, not when", () => {
    const data = urgeHeatData([], [sum("2026-03-09", 0, 5)], noZone, spanOf("weeks", today));
    expect(data).toMatchObject({ total: 0, withoutHour: 5 });
    expect(data.counts).toEqual([{ from: dayOf("2026-03-09"), count: 5 }]);
  });

  it("calls a part of the day the busiest only where it stands out of enough", () => {
    const evening = Array.from({ length: 8 }, (_, index) => urge(`2026-03-${10 + index}T20:00:00Z`, "UTC"));
    const busiest = (list: typeof evening) => urgeHeatData(list, [], noZone, spanOf("weeks", today)).busiest;
    expect(busiest(evening)).toMatchObject({ part: "evening", count: 8 });
    expect(busiest(evening.slice(1))).toBeUndefined();
  });

  it("has as many shades as there are counts, four at most, without a hole between", () => {
    for (const most of [1, 3, 4, 5, 9, 40]) {
      const list = Array.from({ length: most }, () => urge("2026-03-10T20:00:00Z", "UTC"));
      const steps = heatSteps(urgeHeatData(list, [], noZone, spanOf("weeks", today)));
      expect(steps.length).toBe(Math.min(4, most));
      expect(steps[0]!.from).toBe(1);
      steps.slice(1).forEach((step, index) => expect(step.from).toBe(steps[index]!.to! + 1));
    }
  });
});

describe("how urges went on", () => {
  const wave = (day: number, readings: [number, number][], guess?: number) =>
    urge(`2026-03-${day}T20:00:00Z`, "UTC", readings, guess);

  it("lays only those over one another that were read twice", () => {
    const data = urgeCurvesData(
      [
        wave(10, [[0, 7]]),
        wave(11, [
          [0, 8],
          [15, 5],
        ]),
      ],
      spanOf("weeks", today),
    );
    expect(data).toMatchObject({ urges: 2, curvesInAll: 1 });
    expect(data.middle).toBeUndefined();
  });

  it("shows the middle from three on, of what was read near enough to the minute", () => {
    const data = urgeCurvesData(
      [
        wave(10, [
          [0, 8],
          [16, 5],
        ]),
        wave(11, [
          [0, 6],
          [14, 6],
        ]),
        wave(12, [
          [0, 9],
          [21, 2],
        ]),
        wave(13, [
          [0, 4],
          [15, 3],
        ]),
      ],
      spanOf("weeks", today),
    );
    expect(data.middle).toEqual([
      { minute: 0, intensity: 7 },
      { minute: 15, intensity: 4 },
    ]);
  });

  it("holds the guess beside what came", () => {
    const data = urgeCurvesData(
      [
        wave(
          10,
          [
            [0, 8],
            [15, 5],
          ],
          9,
        ),
        wave(11, [[0, 5]], 4),
      ],
      spanOf("weeks", today),
    );
    expect(data.pairs).toMatchObject([{ guess: 9, outcome: 5 }]);
    expect(data.guesses).toEqual({ total: 1, lower: 1, same: 0, higher: 0 });
  });
});

describe("what helps", () => {
  const times = (id: string, count: number, before: number, after: number): Helped[] =>
    Array.from({ length: count }, () => ({ id, kind: "practice", measure: "access", before, after }));

  it("puts one good evening behind what was tried often", () => {
    const data = helpsData([
      ...times("once", 1, 0, 10),
      ...times("often", 3, 2, 4),
      ...times("flat", 5, 3, 3),
    ]);
    expect(data.access.map(({ id }) => id)).toEqual(["often", "flat", "once"]);
  });

  it("counts a line to the urge it was used in, up to an hour, and a drill to none", () => {
    const wave = urge("2026-03-10T20:00:00Z", "UTC", [
      [0, 8],
      [30, 4],
    ]);
    const use = (minute: number, drillId?: string) => ({
      at: wave.at + minute * 60_000,
      localDate: "2026-03-10",
      body: { lineId: "line", ...(drillId ? { drillId } : {}) },
    });
    expect(helpedByLines([use(10)], [wave])).toMatchObject([{ before: 8, after: 4 }]);
    expect(helpedByLines([use(61), use(10, "drill")], [wave])).toEqual([]);
  });
});

describe("confidence", () => {
  it("shows all eight kinds in their own order, whatever was answered", () => {
    const { rows } = confidenceData([{ at: 1, values: { conflict: 40 } }], []);
    expect(rows).toHaveLength(8);
    expect(rows.filter(({ now }) => now)).toMatchObject([{ kind: "conflict", now: { value: 40 } }]);
    expect(rows.find(({ kind }) => kind === "conflict")).not.toHaveProperty("before");
  });
});

describe("a month", () => {
  it("has each of its days, also those without an answer", () => {
    const data = monthData({
      year: 2028,
      month: 2,
      checkIns: [checkIn("2028-02-29", 4), checkIn("2028-03-01", 9)],
      urges: [],
      sums: [],
      zones: noZone,
      helps: helpsData([]),
      confidence: [],
      goals: [],
    });
    expect(data.days).toHaveLength(29);
    expect(data.daysNoticed).toBe(1);
    expect(data.days.at(-1)).toMatchObject({ access: 4, urges: 0 });
  });
});

describe("what moderators see", () => {
  const week = (people: number, states: [number, number, number], sent = 0): ServerWeek => ({
    week: "2026-03-23",
    people,
    states: { "too-little": states[0], within: states[1], "too-much": states[2] },
    delivery: { sent, late: 0, expired: 0, failed: 9, held: 0 },
  });
  const shown = (one: ServerWeek) => insightsData([one]).weeks[0]!;

  it("cannot tell nine from none, nor 43 from 47", () => {
    expect(shown(week(9, [9, 0, 0], 9))).toEqual(shown(week(0, [0, 0, 0], 0)));
    expect(shown(week(43, [43, 0, 0]))).toEqual(shown(week(47, [47, 0, 0])));
  });

  it("shares only where ten stand behind each part: a sliver would point at someone", () => {
    expect(shown(week(30, [10, 10, 10])).states).toEqual({ "too-little": 30, within: 30, "too-much": 30 });
    expect(shown(week(39, [20, 10, 9])).states).toBeUndefined();
  });
});
