/** From what is wanted to what is shown: a picture with its words, and the same in sentences. */
import type { Period } from "#core/chart-data.ts";
import type { Picture } from "#core/chart-data-picture.ts";
import type { Context } from "#discord/context.ts";
import { besideLines, besideWords } from "./words/beside.ts";
import { confidenceLines, confidenceWords } from "./words/confidence.ts";
import { daysLines, daysWords } from "./words/days.ts";
import { feelingLines, feelingWords } from "./words/feeling.ts";
import { helpsLines, helpsWords } from "./words/helps.ts";
import { monthLines, monthWords } from "./words/month.ts";
import type { Labels } from "./words/say.ts";
import { curvesLines, curvesWords, heatLines, heatWords } from "./words/urges.ts";

export const charts = [
  "feeling",
  "heat",
  "curves",
  "helps",
  "confidence",
  "days",
  "beside",
  "month",
] as const;
export type Chart = (typeof charts)[number];

/** Everything that a button of the screen remembers. */
export interface Wanted {
  chart: Chart;
  period: Period;
  theme: "light" | "dark";
  /** Which goal, or how many months ago; both from 0. */
  nth: number;
}

export interface Shown {
  /** Undefined where there is nothing that could be drawn: no goal is counted yet. */
  picture?: Picture;
  /** Escaped, for the message. */
  lines: string[];
  /** How many goals there are. */
  goals: number;
}

/** What pictures are made from, and whose eyes they are for: through Discord a member's own words stay out of them. */
export interface Sources extends Pick<Context, "progress" | "person" | "t" | "words"> {
  labels?: Labels;
}

type Maker = (wanted: Wanted, sources: Sources) => Promise<Shown>;

const makers: Record<Chart, Maker> = {
  feeling: async ({ period }, { progress, person, t }) => {
    const data = await progress.feeling(person, period);
    const lines = feelingLines(t, data, t.locale);
    return { picture: { chart: "feeling", data, words: feelingWords(t, data, t.locale) }, lines, goals: 0 };
  },
  heat: async ({ period }, { progress, person, t, labels = "neutral" }) => {
    const data = await progress.heat(person, period);
    const about = { locale: t.locale, labels, zone: person.zone } as const;
    const lines = heatLines(t, data, about);
    return { picture: { chart: "heat", data, words: heatWords(t, data, about) }, lines, goals: 0 };
  },
  curves: async ({ period }, { progress, person, t, labels = "neutral" }) => {
    const data = await progress.curves(person, period);
    const words = curvesWords(t, data, t.locale, labels);
    return { picture: { chart: "curves", data, words }, lines: curvesLines(t, data), goals: 0 };
  },
  helps: async (_, { progress, person, t, labels = "neutral" }) => {
    const { data, names } = await progress.helps(person);
    const lines = helpsLines(t, t, data, names, labels);
    return { picture: { chart: "helps", data, words: helpsWords(t, data, names, labels) }, lines, goals: 0 };
  },
  confidence: async (_, { progress, person, t }) => {
    const data = await progress.confidence(person);
    const lines = confidenceLines(t, t, data);
    return { picture: { chart: "confidence", data, words: confidenceWords(t, data) }, lines, goals: 0 };
  },
  days: async ({ nth }, { progress, person, t, labels = "neutral" }) => {
    const goals = await progress.days(person);
    const data = goals[nth % Math.max(1, goals.length)];
    if (!data) return { lines: [t("progress.days.none")], goals: 0 };
    const number = goals.length > 1 ? (nth % goals.length) + 1 : undefined;
    const words = daysWords(t, data, { locale: t.locale, labels, number });
    return {
      picture: { chart: "days", data, words },
      lines: daysLines(t, data, t.locale),
      goals: goals.length,
    };
  },
  beside: async ({ period }, { progress, person, t, words: content }) => {
    const data = await progress.beside(person, period);
    const names = Object.fromEntries(
      content.routines(person.locale).routines.map(({ id, label }) => [id, label]),
    );
    const words = besideWords(t, data, t.locale, names);
    return { picture: { chart: "beside", data, words }, lines: besideLines(t, data, names), goals: 0 };
  },
  month: (wanted, sources) => monthShown(wanted, sources, "phone"),
};

export const make = (wanted: Wanted, sources: Sources): Promise<Shown> =>
  makers[wanted.chart](wanted, sources);

/** @param layout for a screen, or for one sheet of paper */
export async function monthShown(
  { nth }: Wanted,
  { progress, person, t, labels = "neutral" }: Sources,
  layout: "phone" | "paper",
): Promise<Shown & { picture: Picture }> {
  const { year, month } = progress.thisMonth(person);
  const months = year * 12 + month - 1 - nth;
  const { data, names } = await progress.month(person, {
    year: Math.floor(months / 12),
    month: (months % 12) + 1,
  });
  const about = { locale: t.locale, labels, zone: person.zone, names } as const;
  return {
    picture: { chart: "month", data, words: monthWords(t, data, about), layout },
    lines: monthLines(t, t, data, about),
    goals: 0,
  };
}
