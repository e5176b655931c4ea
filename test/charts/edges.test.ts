/** What a chart may be handed: nothing, one answer, ten years, any script, and a name of any length. */
import { describe, expect, it } from "vitest";
import type { HelpNames } from "#app/progress.ts";
import { besideWords } from "#commands/progress/words/beside.ts";
import { confidenceWords } from "#commands/progress/words/confidence.ts";
import { daysWords } from "#commands/progress/words/days.ts";
import { feelingWords } from "#commands/progress/words/feeling.ts";
import { helpsWords } from "#commands/progress/words/helps.ts";
import { insightsWords } from "#commands/progress/words/insights.ts";
import { monthWords } from "#commands/progress/words/month.ts";
import { curvesWords, heatWords } from "#commands/progress/words/urges.ts";
import { draw } from "#charts/draw.ts";
import { drawable, fit, widthOf, wrap } from "#charts/letters.ts";
import { rasterise } from "#charts/raster.ts";
import { contentOf, write, type SvgNode } from "#charts/svg.ts";
import { spanOf } from "#core/chart-data.ts";
import { besideData } from "#core/chart-data-beside.ts";
import { confidenceData } from "#core/chart-data-confidence.ts";
import { daysData } from "#core/chart-data-days.ts";
import { feelingData } from "#core/chart-data-feeling.ts";
import { helpsData } from "#core/chart-data-helps.ts";
import { insightsData } from "#core/chart-data-insights.ts";
import { monthData } from "#core/chart-data-month.ts";
import type { Picture } from "#core/chart-data-picture.ts";
import { urgeCurvesData, urgeHeatData } from "#core/chart-data-urges.ts";
import { dateOf, dayOf } from "#core/days.ts";
import { translator } from "#locale/sentences.ts";
import {
  exampleCheckIns,
  exampleGoal,
  exampleToday,
  exampleUrges,
  exampleZone,
  exampleZones,
} from "#scripts/chart-examples.ts";

const t = translator("en");
const locale = "en-GB";
const style = { theme: "light", locale } as const;
const today = dayOf(exampleToday);
const names: HelpNames = { practices: {}, lines: [] };
const about = { locale, labels: "own", zone: exampleZone, names } as const;

/** Every chart of one member. @param days how long ago they began; 0: today is the first answer, -1: none yet */
function charts(days: number): Picture[] {
  const checkIns = days < 0 ? [] : days === 0 ? exampleCheckIns(9).slice(-1) : exampleCheckIns(days + 1);
  const urges = days < 0 ? [] : exampleUrges(days + 1);
  const span = spanOf("all", today, today - Math.max(0, days));
  const feeling = feelingData(checkIns, [], span);
  const heat = urgeHeatData(urges, [], exampleZones, span);
  const curves = urgeCurvesData(urges, span);
  const beside = besideData(checkIns, span);
  const helps = helpsData([]);
  const confidence = confidenceData([], []);
  const insights = insightsData([]);
  const goal = daysData(exampleGoal(Math.max(0, days)), exampleToday);
  const { rows } = confidence;
  const sources = { checkIns, urges, sums: [], zones: exampleZones, helps, confidence: rows, goals: [goal] };
  const month = monthData({ year: 2026, month: 3, ...sources });
  return [
    { chart: "feeling", data: feeling, words: feelingWords(t, feeling, locale) },
    { chart: "heat", data: heat, words: heatWords(t, heat, about) },
    { chart: "curves", data: curves, words: curvesWords(t, curves, locale, "own") },
    { chart: "beside", data: beside, words: besideWords(t, beside, locale, {}) },
    { chart: "helps", data: helps, words: helpsWords(t, helps, about.names, "own") },
    { chart: "confidence", data: confidence, words: confidenceWords(t, confidence) },
    { chart: "insights", data: insights, words: insightsWords(t, insights) },
    { chart: "days", data: goal, words: daysWords(t, goal, about) },
    { chart: "month", data: month, layout: "phone", words: monthWords(t, month, about) },
    { chart: "month", data: month, layout: "paper", words: monthWords(t, month, about) },
  ];
}

const said = (node: SvgNode): string[] =>
  node.children.flatMap((child) => (typeof child === "string" ? [child] : said(child)));

describe.each([
  ["no answer yet", -1],
  ["one answer", 0],
  ["ten years", 3650],
])("with %s", (_, days) => {
  it.each(charts(days).map((picture) => [picture.chart, picture] as const))("draws %s", (_name, picture) => {
    const tree = draw(picture, style);
    expect(write(tree)).not.toMatch(/NaN|undefined|Infinity/);
    expect(Number(tree.attrs["height"])).toBeLessThan(1600);
  });
});

describe("with little to see", () => {
  it("says how little, and when to come back", () => {
    const [feeling] = charts(0);
    expect(said(draw(feeling!, style)).join(" ")).toContain(
      "One check-in so far. In a week there is more to see.",
    );
  });

  it("draws no line over a day that was missed", () => {
    const kept = exampleCheckIns(28);
    const data = feelingData(kept, [], spanOf("weeks", today));
    const tree = draw({ chart: "feeling", data, words: feelingWords(t, data, locale) }, style);
    const joined = (write(tree).match(/class="line" d="([^"]+)"/)?.[1] ?? "").split("M").length - 1;
    const days = new Set(kept.map(({ localDate }) => localDate));
    const neighbours = [...days].filter((date) => days.has(dateOf(dayOf(date) + 1))).length;
    expect(joined).toBe(neighbours);
    expect(joined).toBeLessThan(days.size - 1);
  });
});

describe("words in any script", () => {
  const names = [
    "Тише едешь — дальше будешь",
    "今日も一歩ずつ",
    "خطوة بخطوة كل يوم",
    "हर दिन एक कदम",
    "ทีละวัน",
    "👩🏽‍🚀 one day 🌱🌱🌱",
    "‮backwards‬ and \u0000\u200f hidden",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".repeat(3),
    '<script>alert(1)</script> & "quotes"',
  ];

  it.each(names)("draws a goal called %j, within its width", (words) => {
    const data = daysData(exampleGoal(60, words), exampleToday);
    const tree = draw({ chart: "days", data, words: daysWords(t, data, about) }, style);
    const titles = said(tree);
    expect(
      titles.some((line) => line !== "" && drawable(words).startsWith(line.replace(/…$/, "").trim())),
    ).toBe(true);
    expect(write(tree)).not.toContain("<script>");
    expect(rasterise(tree, 1).length).toBeGreaterThan(1000);
  });

  it("cuts between letters that belong together, never through one", () => {
    const family = "👩‍👩‍👧‍👦".repeat(20);
    const cut = fit(family, 200, 14);
    expect(cut.endsWith("…")).toBe(true);
    expect([...new Intl.Segmenter().segment(cut.slice(0, -1))].every(({ segment }) => segment === "👩‍👩‍👧‍👦")).toBe(
      true,
    );
    expect(widthOf(cut, 14)).toBeLessThanOrEqual(200);
  });

  it("wraps at words, and keeps a full stop with its word", () => {
    const lines = wrap("One small thing. Then another. Then rest for a while.", 120, 14, 5);
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => !/^[.,]/.test(line) && widthOf(line, 14) <= 120)).toBe(true);
    expect(lines.join(" ")).toBe("One small thing. Then another. Then rest for a while.");
  });

  it("puts an open box where no font has the letter, and drops what turns lines round", () => {
    expect(drawable("a\u{1F0A1}b\u202Ec")).toMatch(/^a.bc$/u);
    expect(contentOf({ tag: "text", attrs: {}, children: ["plain"] })).toBe("plain");
  });
});
