import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fadedDrills } from "#core/drill-faded.ts";
import { dayMs } from "#core/gates.ts";
import { chooseDrills, gradeOf, offersAfter, rehearsalOf, restMs } from "#core/rehearsal.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { emptyWeek } from "#core/week.ts";
import { fsrsSpacing } from "#nudges/spacing.ts";
import { small } from "./drill-fixtures.ts";
import { doneAt, threeMonths } from "./three-months.ts";

const start = Date.UTC(2026, 2, 2, 18);
const scene = (id: string, change: Partial<Scenario> = {}): Scenario => ({
  ...small,
  id,
  hash: id,
  ...change,
});
const anything = () => [];
const dueInDays = (runs: Parameters<typeof rehearsalOf>[0], id = "a") => {
  const { scenarios } = rehearsalOf(runs, fsrsSpacing);
  const found = scenarios.get(id)!;
  return Math.round((found.due - found.last) / dayMs);
};

describe("the grade of a run", () => {
  it("comes from the change in confidence and from whether a line was used", () => {
    const run = (change: number, usedLine: boolean) => gradeOf(doneAt(scene("a"), start, change, usedLine));
    expect([run(20, true), run(20, false), run(10, false), run(0, true), run(0, false)]).toEqual([
      "easy",
      "good",
      "good",
      "good",
      "hard",
    ]);
    expect(run(-10, true)).toBe("hard-for-now");
    expect(gradeOf({ ...doneAt(scene("a"), start, 20), urgeChange: 1 })).toBe("hard-for-now");
    expect(offersAfter(doneAt(scene("a"), start, -10))).toEqual(["practice", "easier-rung"]);
    expect(offersAfter(doneAt(scene("a"), start, 10))).toEqual([]);
  });
});

describe("spaced rehearsal", () => {
  it("brings a scene back after days, then weeks, then months", () => {
    const runs = [];
    const waits: number[] = [];
    let at = start;
    for (let time = 0; time < 6; time++) {
      runs.push(doneAt(scene("a"), at, 10));
      const wait = dueInDays(runs);
      waits.push(wait);
      at += wait * dayMs;
    }
    expect(waits).toEqual([3, 14, 57, 120, 120, 120]);
  });

  it("never brings a heavy one sooner, and never higher", () => {
    const good = doneAt(scene("a"), start, 10);
    const heavy = doneAt(scene("a"), start + 2 * dayMs, -10);
    expect(dueInDays([heavy])).toBe(restMs / dayMs);
    expect(dueInDays([good, heavy])).toBeGreaterThanOrEqual(
      dueInDays([good, doneAt(scene("a"), start + 2 * dayMs, 10)]),
    );
    const steep = scene("b", { rung: 2 });
    const easy = scene("c");
    const after = rehearsalOf([good, { ...heavy, scenario: steep }], fsrsSpacing);
    const [next] = chooseDrills([steep, easy], after, anything, start + 200 * dayMs);
    expect(next).toMatchObject({ scenario: { id: "c" }, why: { reason: "easier" } });
  });

  it("brings the least practised kind first, then the least sure, and another kind to who wants another", () => {
    const urges = [scene("u1"), scene("u2")];
    const quarrel = scene("q", { kind: "conflict" });
    const toast = scene("t", { kind: "good-times" });
    const runs = [doneAt(urges[0]!, start, 10), doneAt({ ...quarrel, id: "q0" }, start, 30)];
    const ids = chooseDrills(
      [...urges, quarrel, toast],
      rehearsalOf(runs, fsrsSpacing),
      anything,
      start + dayMs,
    ).map(({ scenario }) => scenario.id);
    expect(ids).toEqual(["t", "u2", "q"]);
  });

  it("takes the newest word on confidence, from a drill or from the monthly look", () => {
    const runs = [doneAt(scene("a"), start, 10)];
    const sure = (at: number) =>
      rehearsalOf(runs, fsrsSpacing, { at, values: { urges: 20, conflict: 30 } }).kinds;
    expect(sure(start + 1).get("urges")?.confidence).toBe(20);
    expect(sure(start - 1).get("urges")?.confidence).toBe(50);
    expect(sure(start - 1).get("conflict")?.confidence).toBe(30);
  });

  it("goes by what the gates let through", () => {
    const gate = ({ id }: Scenario) => (id === "u1" ? [{ reason: "never-again" as const, offers: [] }] : []);
    const chosen = chooseDrills([scene("u1"), scene("u2")], rehearsalOf([], fsrsSpacing), gate, start);
    expect(chosen.map(({ scenario }) => scenario.id)).toEqual(["u2"]);
    expect(chooseDrills([], rehearsalOf([], fsrsSpacing), anything, start)).toEqual([]);
  });

  it("brings a booster a month later, and nothing before it is due", () => {
    const rehearsal = rehearsalOf([doneAt(scene("a"), start, 10)], fsrsSpacing);
    expect(chooseDrills([scene("a")], rehearsal, anything, start + dayMs)).toEqual([]);
    const reason = (days: number) =>
      chooseDrills([scene("a")], rehearsal, anything, start + days * dayMs)[0]?.why.reason;
    expect([reason(3), reason(29), reason(30)]).toEqual(["due", "due", "booster"]);
  });

  it("counts what only weekly sums remember, and leaves supporters' scenes out", () => {
    const sum = { kind: "urges" as const, rung: 1, completed: 2, before: { 40: 2 }, after: { 50: 1, 60: 1 } };
    const week = {
      ...emptyWeek("2026-03-02"),
      drills: { a: sum, helper: sum, gone: { ...sum, completed: 1 } },
    };
    const helper = scene("helper", { audience: "supporter" });
    const faded = fadedDrills(week, [scene("a"), helper]);
    const rehearsal = rehearsalOf(faded, fsrsSpacing);
    expect(rehearsal.rungOneDone).toBe(3);
    expect(rehearsal.kinds.get("urges")).toMatchObject({ done: 3, confidence: 50 });
    expect([...rehearsal.scenarios.keys()]).toEqual(["a", "gone"]);
  });

  it("goes over three months as docs/drills.md says", async () => {
    const document = readFileSync(join(import.meta.dirname, "../../docs/drills.md"), "utf8");
    const rows = await threeMonths();
    expect(rows).toHaveLength(26);
    expect(document.match(/^\| 2026-.*\|$/gm)).toEqual(rows);
  });
});
