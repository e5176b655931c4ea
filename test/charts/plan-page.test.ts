import { describe, expect, it } from "vitest";
import { planSheet } from "#charts/plan-page.ts";
import { contentOf, type SvgNode } from "#charts/svg.ts";
import { themes } from "#charts/theme.ts";
import { planSections, type PlanSection } from "#core/plan.ts";
import type { PlanPage } from "#core/plan-page.ts";

const headings = Object.fromEntries(planSections.map((section) => [section, section])) as Record<
  PlanSection,
  string
>;
const words = {
  title: "My plan",
  subtitle: "",
  alt: "",
  headings,
  cue: "If",
  response: "then",
  danger: "In danger: 112",
};
const nothing: PlanPage = { first15: [], people: [], ifThen: [], reasons: [], rest: [] };
const look = { theme: themes.light, locale: "en" };

const all = (node: SvgNode): SvgNode[] => [
  node,
  ...node.children.flatMap((child) => (typeof child === "string" ? [] : all(child))),
];
const scaleOf = (sheet: SvgNode): number =>
  Number(
    /scale\(([\d.]+)\)/.exec(String(all(sheet).find(({ tag }) => tag === "g")?.attrs["transform"]))?.[1],
  );
const lowest = (sheet: SvgNode): number => {
  const inside = all(sheet).find(({ tag }) => tag === "g");
  const ends = all(inside!).map(({ tag, attrs }) =>
    tag === "rect" ? Number(attrs["y"]) + Number(attrs["height"]) : tag === "text" ? Number(attrs["y"]) : 0,
  );
  return Math.max(...ends) * scaleOf(sheet) + 46;
};

describe("the printed plan", () => {
  const line = "my brother brings up the past at dinner and everybody at the table goes quiet at once";
  const full: PlanPage = {
    first15: [line, line, line],
    people: Array.from({ length: 12 }, () => ({ name: "Dee", how: line, say: line })),
    ifThen: Array.from({ length: 12 }, () => ({ cue: line, response: line })),
    reasons: Array.from({ length: 12 }, () => line),
    rest: planSections
      .slice(4)
      .map((section) => ({ section, lines: Array.from({ length: 12 }, () => line) })),
  };

  it.each<[string, PlanPage]>([
    ["one line", { ...nothing, first15: ["Out of the room."] }],
    ["everything there can be", full],
  ])("holds %s on one sheet, above the number at its foot", (_, data) => {
    const sheet = planSheet(data, words, look);
    expect(Number(sheet.attrs["height"]) / Number(sheet.attrs["width"])).toBeCloseTo(Math.SQRT2, 2);
    expect(lowest(sheet)).toBeLessThan(Number(sheet.attrs["height"]) - 46 - 32);
    expect(
      all(sheet)
        .filter(({ tag }) => tag === "text")
        .map(contentOf),
    ).toContain("In danger: 112");
  });

  it("sets a short plan large, and says all of a long one", () => {
    const short = planSheet({ ...nothing, first15: ["Out of the room."] }, words, look);
    const long = planSheet(full, words, look);
    expect(scaleOf(short)).toBeGreaterThan(1.5);
    expect(scaleOf(long)).toBeLessThan(0.5);
    const said = all(long)
      .filter(({ tag }) => tag === "text")
      .map(contentOf);
    expect(said.filter((text) => text.includes("…"))).toEqual([]);
    expect(said.filter((text) => text.startsWith("“my brother")).length).toBe(12);
  });

  it("leaves out what is empty", () => {
    const texts = all(planSheet({ ...nothing, reasons: ["the rain"] }, words, look)).map(contentOf);
    expect(texts).toContain("reasons");
    expect(texts).not.toContain("people");
  });
});
