import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "#core/days.ts";
import {
  daysLived,
  noteLapse,
  pauseGoal,
  reachMilestones,
  resumeGoal,
  startGoal,
  withdrawLapse,
} from "#core/days-lived.ts";
import type { Goal } from "#core/days-lived.ts";

const goal = startGoal("my plan", "2026-01-01");
const start = "2026-01-01";
const day = (n: number) => addDays(start, n);

/** A goal with some history, and a day to look at it. */
const history = fc
  .record({
    lapses: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 12 }),
    pauses: fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 40 })), {
      maxLength: 3,
    }),
    today: fc.integer({ min: 0, max: 260 }),
  })
  .map(({ lapses, pauses, today }) => {
    let made: Goal = goal;
    for (const lapse of lapses) made = noteLapse(made, day(lapse));
    for (const [from, length] of pauses) made = resumeGoal(pauseGoal(made, day(from)), day(from + length));
    return { made, today };
  });

describe("days lived", () => {
  it("counts a day once it is over", () => {
    expect(daysLived(goal, start).lived).toBe(0);
    expect(daysLived(goal, day(1)).lived).toBe(1);
  });

  it("shows 78 of 79 after one lapse, and the return", () => {
    const lapsed = noteLapse(goal, day(40));
    expect(daysLived(lapsed, day(79))).toMatchObject({
      lived: 78,
      of: 79,
      returned: 1,
      longest: 40,
      current: 38,
    });
  });

  it("takes nothing back for a lapse of today", () => {
    const before = daysLived(goal, day(30));
    expect(daysLived(noteLapse(goal, day(30)), day(30)).lived).toBe(before.lived);
  });

  it("keeps one entry for the same day twice, and lets it be withdrawn", () => {
    const twice = noteLapse(noteLapse(goal, day(3)), day(3));
    expect(twice.lapses).toEqual([day(3)]);
    expect(withdrawLapse(twice, day(3))).toEqual(goal);
  });

  it("stands still in a pause and goes on from the same number", () => {
    const paused = pauseGoal(goal, day(10));
    expect(daysLived(paused, day(50))).toMatchObject({ lived: 10, of: 10, paused: true });
    const again = resumeGoal(paused, day(50));
    expect(daysLived(again, day(55))).toMatchObject({ lived: 15, of: 15, returned: 1, paused: false });
  });

  it("pauses once and resumes once, however often it is pressed", () => {
    const paused = pauseGoal(goal, day(10));
    expect(pauseGoal(paused, day(12))).toEqual(paused);
    const again = resumeGoal(paused, day(20));
    expect(resumeGoal(again, day(25))).toEqual(again);
  });

  it("says what the days were worth without stray decimals", () => {
    const worth = { ...goal, worth: { each: 0.1, unit: "hours" } };
    expect(daysLived(worth, day(3)).saved).toEqual({ amount: 0.3, unit: "hours" });
  });

  it("counts nothing before the goal began, as after a journey across the date line", () => {
    expect(daysLived(goal, addDays(start, -1))).toMatchObject({ lived: 0, of: 0 });
  });

  it("never sets anything to zero: a lapse takes one day at most and pauses none, for any history", () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 260 }), ({ made, today }, on) => {
        const before = daysLived(made, day(today));
        const after = daysLived(noteLapse(made, day(on)), day(today));
        expect(after.of).toBe(before.of);
        expect(before.lived - after.lived).toBeLessThanOrEqual(on < today ? 1 : 0);
        expect(daysLived(pauseGoal(made, day(today)), day(today)).lived).toBe(before.lived);
      }),
      { numRuns: 2000 },
    );
  });

  it("only grows from day to day, and its figures agree with one another, for any history", () => {
    fc.assert(
      fc.property(history, ({ made, today }) => {
        const now = daysLived(made, day(today));
        const next = daysLived(made, day(today + 1));
        expect(next.lived - now.lived).toBeGreaterThanOrEqual(0);
        expect(next.lived - now.lived).toBeLessThanOrEqual(1);
        expect(next.returned).toBeGreaterThanOrEqual(now.returned);
        expect(now.lived).toBeLessThanOrEqual(now.of);
        expect(now.current).toBeLessThanOrEqual(now.longest);
        expect(now.longest).toBeLessThanOrEqual(now.lived);
        expect(now.returned).toBeLessThanOrEqual(made.lapses.length + made.pauses.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe("milestones", () => {
  it("are shown once", () => {
    const first = reachMilestones(goal, day(7));
    expect(first.reached.map(({ id }) => id)).toEqual(["days-7"]);
    expect(reachMilestones(first.goal, day(8)).reached).toEqual([]);
  });

  it("do not bring nine smaller ones first to somebody with two years behind them", () => {
    const { goal: shown, reached } = reachMilestones(startGoal("sober", "2024-01-01"), "2026-01-02");
    expect(reached).toEqual([{ id: "days-730", kind: "days", count: 730 }]);
    expect(shown.shown).toContain("days-90");
  });

  it("celebrate coming back as well", () => {
    const back = noteLapse({ ...goal, shown: ["days-1", "days-3"] }, day(4));
    expect(reachMilestones(back, day(6)).reached).toEqual([{ id: "returned-1", kind: "returned", count: 1 }]);
  });

  it("are not taken back and shown again when a lapse is entered later", () => {
    const { goal: shown } = reachMilestones(goal, day(7));
    const later = reachMilestones(noteLapse(shown, day(6)), day(8)).reached;
    expect(later.filter(({ kind }) => kind === "days")).toEqual([]);
  });
});
