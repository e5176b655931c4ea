import { describe, expect, it } from "vitest";
import type { DrillWay } from "#core/drill.ts";
import { dayMs, drillGate, memberGate, staysWith, type GateFacts, type GateReason } from "#core/gates.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { small } from "./drill-fixtures.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 2, 4, 18);
const open: GateFacts = {
  now,
  minute: 18 * 60,
  wishes: { invited: true, excludedTopics: [], never: [], hours: null },
  readings: [],
  recent: [],
  rungOneDone: 2,
};
const rung = (of: 1 | 2 | 3): Scenario => ({ ...small, rung: of });

function reasons(way: DrillWay, change: Partial<GateFacts> = {}, scenario = small): GateReason[] {
  return drillGate(scenario, way, { ...open, ...change }).map(({ reason }) => reason);
}
const wishes = (change: Partial<GateFacts["wishes"]>) => ({ wishes: { ...open.wishes, ...change } });

describe("a drill", () => {
  it("comes when nothing speaks against it", () => {
    for (const way of ["asked", "nudge", "group"] as const) expect(reasons(way)).toEqual([]);
  });

  it("comes unasked only to those who want that, at their hours", () => {
    expect(reasons("nudge", wishes({ invited: false }))).toEqual(["not-opted-in"]);
    expect(reasons("asked", wishes({ invited: false }))).toEqual([]);
    expect(reasons("group", wishes({ invited: false }))).toEqual([]);
    const evening = wishes({ hours: { from: 18 * 60, to: 21 * 60 } });
    expect(reasons("nudge", { ...evening, minute: 18 * 60 })).toEqual([]);
    expect(reasons("nudge", { ...evening, minute: 21 * 60 })).toEqual(["outside-hours"]);
    expect(reasons("nudge", { ...evening, minute: 17 * 60 + 59 })).toEqual(["outside-hours"]);
    const night = wishes({ hours: { from: 22 * 60, to: 60 } });
    expect(reasons("nudge", { ...night, minute: 30 })).toEqual([]);
    expect(reasons("nudge", { ...night, minute: 60 })).toEqual(["outside-hours"]);
    expect(reasons("asked", { ...night, minute: 60 })).toEqual([]);
  });

  it("waits for 72 hours after a lapse, however it comes", () => {
    const lastLapseAt = now - 72 * hour;
    for (const way of ["asked", "nudge", "group"] as const) {
      expect(reasons(way, { lastLapseAt: lastLapseAt + 1 })).toEqual(["after-lapse"]);
      expect(reasons(way, { lastLapseAt })).toEqual([]);
    }
    const [refusal] = memberGate({ ...open, lastLapseAt: now - hour });
    expect(refusal).toEqual({ reason: "after-lapse", offers: ["practice"], until: now + 71 * hour });
  });

  it("waits at an urge of 7 or more, and while it is too much", () => {
    const urge = (of: number, ago: number) => ({ at: now - ago, urge: of });
    expect(reasons("asked", { readings: [urge(7, hour)] })).toEqual(["urge-high"]);
    expect(reasons("asked", { readings: [urge(6, hour)] })).toEqual([]);
    expect(reasons("asked", { readings: [urge(10, 6 * hour)] })).toEqual([]);
    // The newest number counts, wherever it was given, and in whatever order they come.
    expect(reasons("asked", { readings: [urge(9, 2 * hour), urge(3, hour)] })).toEqual([]);
    expect(reasons("asked", { readings: [urge(3, hour), urge(9, 2 * hour)] })).toEqual([]);
    // A check-in without a number does not take an urge back.
    const steady = { at: now - 1, state: "within" as const };
    expect(reasons("asked", { readings: [steady, urge(8, hour)] })).toEqual(["urge-high"]);
    expect(reasons("nudge", { readings: [{ at: now - 1, state: "too-much" }] })).toEqual(["too-much"]);
    expect(reasons("nudge", { readings: [{ at: now - 2, state: "too-much" }, steady] })).toEqual([]);
  });

  it("leaves out what the member left out", () => {
    expect(reasons("asked", wishes({ never: ["small"] }))).toEqual(["never-again"]);
    expect(reasons("asked", wishes({ excludedTopics: ["home-alone"] }))).toEqual(["excluded-topic"]);
    expect(reasons("asked", wishes({ excludedTopics: ["family"], never: ["other"] }))).toEqual([]);
  });

  it("climbs after two gentle ones, and to the top only by asking", () => {
    expect(reasons("asked", { rungOneDone: 1 }, rung(2))).toEqual(["rung-2-locked"]);
    expect(reasons("asked", { rungOneDone: 1 }, rung(3))).toEqual(["rung-2-locked"]);
    expect(reasons("nudge", {}, rung(2))).toEqual([]);
    expect(reasons("nudge", {}, rung(3))).toEqual(["rung-3-by-request"]);
    expect(reasons("asked", {}, rung(3))).toEqual([]);
    expect(reasons("group", {}, rung(2))).toEqual(["group-rung"]);
    const supporter: Scenario = { ...rung(2), audience: "supporter" };
    expect(reasons("asked", { rungOneDone: 0 }, supporter)).toEqual([]);
  });

  it("keeps a day between unasked ones, and brings two in seven days", () => {
    const recent = (way: DrillWay, ...daysAgo: number[]) => ({
      recent: daysAgo.map((days) => ({ way, at: now - days * dayMs })),
    });
    expect(reasons("nudge", recent("asked", 0.9))).toEqual(["too-soon"]);
    expect(reasons("nudge", recent("nudge", 1))).toEqual([]);
    expect(reasons("nudge", recent("nudge", 2, 6.9))).toEqual(["week-full"]);
    expect(reasons("nudge", recent("nudge", 2, 7))).toEqual([]);
    expect(reasons("nudge", recent("asked", 2, 3, 4, 5))).toEqual([]);
    expect(reasons("asked", recent("nudge", 0.1, 0.2, 0.3))).toEqual([]);
    expect(reasons("group", recent("nudge", 0.5, 3))).toEqual(["too-soon", "week-full"]);
  });
});

describe("after a drill", () => {
  it("stays with whoever's urge rose by three or is at seven", () => {
    expect(staysWith({ urge: 2 }, { urge: 5 })).toBe("rose");
    expect(staysWith({ urge: 3 }, { urge: 5 })).toBeUndefined();
    expect(staysWith({}, { urge: 7 })).toBe("high");
    expect(staysWith({ urge: 2 }, {})).toBeUndefined();
  });
});
