/** Draws every chart from made-up data into docs/charts/, in light and dark: `node scripts/charts.ts [folder] [scale]`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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
import { dayOf } from "#core/days.ts";
import { draw } from "#charts/draw.ts";
import { rasterise } from "#charts/raster.ts";
import type { ThemeName } from "#charts/theme.ts";
import { besideWords } from "#commands/progress/words/beside.ts";
import { confidenceWords } from "#commands/progress/words/confidence.ts";
import { daysWords } from "#commands/progress/words/days.ts";
import { feelingWords } from "#commands/progress/words/feeling.ts";
import { helpsWords } from "#commands/progress/words/helps.ts";
import { insightsWords } from "#commands/progress/words/insights.ts";
import { monthWords } from "#commands/progress/words/month.ts";
import { curvesWords, heatWords } from "#commands/progress/words/urges.ts";
import { translator } from "#locale/sentences.ts";
import {
  exampleCheckIns,
  exampleDrills,
  exampleGoal,
  exampleHelps,
  exampleServerWeeks,
  exampleSnapshots,
  exampleToday,
  exampleUrges,
  exampleZone,
  exampleZones,
  planLines,
  practiceNames,
  routineNames,
} from "./chart-examples.ts";

const t = translator("en");
const locale = "en-GB";
const today = dayOf(exampleToday);
const names = { practices: practiceNames, lines: planLines };
const urgeContext = { locale, labels: "own", zone: exampleZone } as const;

function feeling(period: "weeks" | "year", days: number): Picture {
  const data = feelingData(exampleCheckIns(days), [], spanOf(period, today));
  return { chart: "feeling", data, words: feelingWords(t, data, locale) };
}

function month(layout: "phone" | "paper"): Picture {
  const confidence = confidenceData(exampleSnapshots(), exampleDrills());
  const data = monthData({
    year: 2026,
    month: 3,
    checkIns: exampleCheckIns(60),
    urges: exampleUrges(60),
    sums: [],
    zones: exampleZones,
    helps: helpsData(exampleHelps()),
    confidence: confidence.rows,
    goals: [daysData(exampleGoal(130), "2026-04-01")],
  });
  return { chart: "month", data, layout, words: monthWords(t, data, { ...urgeContext, names }) };
}

/** Every chart by the name of its file. */
export function examplePictures(): Record<string, Picture> {
  const span = spanOf("quarter", today);
  const heat = urgeHeatData(exampleUrges(91), [], exampleZones, span);
  const curves = urgeCurvesData(exampleUrges(91), span);
  const helps = helpsData(exampleHelps());
  const confidence = confidenceData(exampleSnapshots(), exampleDrills());
  const days = daysData(exampleGoal(250), exampleToday);
  const years = daysData(exampleGoal(1900), exampleToday);
  const beside = besideData(exampleCheckIns(28), spanOf("weeks", today));
  const insights = insightsData(exampleServerWeeks(10));
  const few = feelingData(exampleCheckIns(3), [], spanOf("weeks", today));
  return {
    feeling: feeling("weeks", 28),
    "feeling-year": feeling("year", 364),
    "feeling-few": { chart: "feeling", data: few, words: feelingWords(t, few, locale) },
    heat: { chart: "heat", data: heat, words: heatWords(t, heat, urgeContext) },
    curves: { chart: "curves", data: curves, words: curvesWords(t, curves, locale, "own") },
    helps: { chart: "helps", data: helps, words: helpsWords(t, helps, names, "own") },
    confidence: { chart: "confidence", data: confidence, words: confidenceWords(t, confidence) },
    days: { chart: "days", data: days, words: daysWords(t, days, { locale, labels: "own" }) },
    "days-years": { chart: "days", data: years, words: daysWords(t, years, { locale, labels: "own" }) },
    beside: { chart: "beside", data: beside, words: besideWords(t, beside, locale, routineNames) },
    insights: { chart: "insights", data: insights, words: insightsWords(t, insights) },
    month: month("phone"),
    "month-paper": month("paper"),
  };
}

/** Where the docs keep them, and at how many pixels a unit. */
export const chartFolder = join(import.meta.dirname, "../docs/charts");
export const chartScale = 2;

/** What is printed is printed on white. */
export const themesOf = (name: string): ThemeName[] =>
  name.endsWith("paper") ? ["light"] : ["light", "dark"];

if (import.meta.main) {
  const [folder = chartFolder, scale = chartScale] = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const [name, picture] of Object.entries(examplePictures())) {
    for (const theme of themesOf(name)) {
      const png = rasterise(draw(picture, { theme, locale }), Number(scale));
      writeFileSync(join(folder, `${name}-${theme}.png`), png);
      console.log(`${name}-${theme}.png ${Math.round(png.length / 1024)} kB`);
    }
  }
}
