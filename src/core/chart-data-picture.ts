/**
 * A picture to be drawn: its kind, its data, and every word in it, in the member's language. It is plain JSON, so that
 * it can be handed to another thread, and the same picture is known again by its content.
 */
import type { BesideData } from "./chart-data-beside.ts";
import type { ConfidenceData } from "./chart-data-confidence.ts";
import type { DaysData } from "./chart-data-days.ts";
import type { FeelingData } from "./chart-data-feeling.ts";
import type { HelpsData } from "./chart-data-helps.ts";
import type { InsightsData } from "./chart-data-insights.ts";
import type { MonthData } from "./chart-data-month.ts";
import type { UrgeCurvesData, UrgeHeatData } from "./chart-data-urges.ts";
import type { State } from "./check-in.ts";
import type { PlanSection } from "./plan.ts";
import type { PlanPage } from "./plan-page.ts";
import type { RiskKind } from "./risk.ts";

export interface CommonWords {
  title: string;
  /** The span in words. */
  subtitle: string;
  /** Said in the picture when there is little or nothing to see, or something to know about it. */
  note?: string;
  /** What the picture says, for whoever does not see it. */
  alt: string;
}

export interface FeelingWords extends CommonWords {
  /** Ends of the scale. */
  high: string;
  low: string;
  lanes: Record<State, string>;
  /** What a dot is, and what a band is. */
  dot: string;
  band: string;
}

export interface HeatWords extends CommonWords {
  /** What each shade stands for, lightest first; as many as `heatSteps` gives. */
  steps: string[];
  /** Above the bars beneath. */
  counts: string;
}

export interface CurvesWords extends CommonWords {
  /** One line each: a single urge, the middle of all. */
  curve: string;
  middle: string;
  /** Under the time axis. */
  minutes: string;
  pairs: string;
  guess: string;
  outcome: string;
  high: string;
  low: string;
}

export interface HelpsWords extends CommonWords {
  access: string;
  urge: string;
  /** Name and number of times for each row, by `kind id`. */
  rows: Record<string, { name: string; times: string }>;
  before: string;
  after: string;
  more?: string;
}

export interface ConfidenceWords extends CommonWords {
  kinds: Record<RiskKind, string>;
  /** "3 drills", by kind; absent where there was none. */
  drills: Partial<Record<RiskKind, string>>;
  before: string;
  now: string;
  drill: string;
  high: string;
  low: string;
}

export interface DaysWords extends CommonWords {
  /** Large: the days lived. */
  lived: string;
  /** Beside it: of how many, how often returned. */
  beside: string[];
  /** By milestone id. */
  milestones: Record<string, string>;
  legend: { lived: string; week: string; lapse: string; paused: string; returned: string; milestone: string };
}

export interface BesideWords extends CommonWords {
  access: string;
  sleep: string;
  routines: Record<string, string>;
}

export interface MonthWords extends CommonWords {
  /** Left of each part, in the order of the page; a part without data has none. */
  parts: {
    calendar: string;
    feeling: FeelingWords;
    heat?: HeatWords;
    curves?: CurvesWords;
    helps?: HelpsWords;
    confidence?: ConfidenceWords;
    days: DaysWords[];
  };
  /** A few sentences at the top. */
  facts: string[];
  lanes: Record<State, string>;
  /** What the height of a day's fill is, and what a small mark beneath it is. */
  fill: string;
  urge: string;
}

export interface InsightsWords extends CommonWords {
  people: string;
  few: string;
  states: string;
  lanes: Record<State, string>;
  delivery: string;
  /** Sent, late, expired, failed of the newest week, as short lines. */
  deliveries: string[];
}

/** Seconds of one breath. */
export interface PacerData {
  in: number;
  out: number;
}

export interface PacerWords extends CommonWords {
  in: string;
  out: string;
}

export interface PlanPageWords extends CommonWords {
  headings: Record<PlanSection, string>;
  /** Before each half of an if–then line. */
  cue: string;
  response: string;
  /** At the foot: the number of the member's country, where they chose one. */
  danger?: string;
}

/** The words of a short card; its title stands in its words. */
export interface CardData {
  paragraphs: string[];
  tryThis: string;
}

export type Picture =
  | { chart: "feeling"; data: FeelingData; words: FeelingWords }
  | { chart: "heat"; data: UrgeHeatData; words: HeatWords }
  | { chart: "curves"; data: UrgeCurvesData; words: CurvesWords }
  | { chart: "helps"; data: HelpsData; words: HelpsWords }
  | { chart: "confidence"; data: ConfidenceData; words: ConfidenceWords }
  | { chart: "days"; data: DaysData; words: DaysWords }
  | { chart: "beside"; data: BesideData; words: BesideWords }
  | { chart: "month"; data: MonthData; words: MonthWords; layout: "phone" | "paper" }
  | { chart: "card"; data: CardData; words: CommonWords }
  | { chart: "pacer"; data: PacerData; words: PacerWords }
  | { chart: "plan"; data: PlanPage; words: PlanPageWords }
  | { chart: "insights"; data: InsightsData; words: InsightsWords };

export interface PictureStyle {
  /** `page`: both at once, in an SVG whose browser picks. */
  theme: "light" | "dark" | "page";
  /** For dates, hours and weekdays on the axes. */
  locale: string;
}
