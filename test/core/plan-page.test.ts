import { describe, expect, it } from "vitest";
import { addEntry, emptyPlan, planSections, reviewDue, type PlanSection } from "#core/plan.ts";
import { planPage, planText } from "#core/plan-page.ts";

const names = Object.fromEntries(planSections.map((section) => [section, `name of ${section}`])) as Record<
  PlanSection,
  string
>;
const plan = [
  ["first15", "Out of the room."],
  ["people", "Dee", "ring twice", "noise"],
  ["if-then", "the chat lights up", "the phone goes into the drawer"],
  ["risky-times", "Fridays"],
].reduce(
  (made, [section, ...fields], index) =>
    addEntry(made, section as PlanSection, String(index), fields as [string]),
  emptyPlan,
);

describe("a plan that is taken away", () => {
  it("is plain text under the names of its sections, without those that are empty", () => {
    expect(planText(plan, names, "My plan")).toBe(
      `My plan

NAME OF FIRST15
- Out of the room.

NAME OF PEOPLE
- Dee · ring twice · “noise”

NAME OF IF-THEN
- If the chat lights up, then the phone goes into the drawer

NAME OF RISKY-TIMES
- Fridays
`,
    );
  });

  it("has what comes first apart from what is read with more time", () => {
    const { first15, people, rest } = planPage(plan);
    expect(first15).toEqual(["Out of the room."]);
    expect(people).toEqual([{ name: "Dee", how: "ring twice", say: "noise" }]);
    expect(rest).toEqual([{ section: "risky-times", lines: ["Fridays"] }]);
  });
});

describe("reading a plan over", () => {
  it("is due on its date, after a lapse until it was done, and never for an empty plan", () => {
    const dated = { ...plan, reviewOn: "2026-04-01", reviewedAt: 100 };
    expect(reviewDue(dated, "2026-03-31", undefined)).toBeUndefined();
    expect(reviewDue(dated, "2026-04-01", undefined)).toBe("date");
    expect(reviewDue(dated, "2026-03-31", 101)).toBe("lapse");
    expect(reviewDue(dated, "2026-03-31", 99)).toBeUndefined();
    expect(reviewDue(emptyPlan, "2026-04-01", 101)).toBeUndefined();
  });
});
