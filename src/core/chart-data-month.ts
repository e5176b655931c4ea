/** A month on one page: every day as one mark, and the few numbers that go with it. */
import { groupBy, medianOf, monthSpan, type Answer, type ChartSpan } from "./chart-data.ts";
import type { ConfidenceRow } from "./chart-data-confidence.ts";
import type { DaysData } from "./chart-data-days.ts";
import { feelingData, type FeelingData } from "./chart-data-feeling.ts";
import type { HelpsData } from "./chart-data-helps.ts";
import { urgeCurvesData, urgeHeatData, type UrgeCurvesData, type UrgeHeatData } from "./chart-data-urges.ts";
import { states, type CheckIn, type State } from "./check-in.ts";
import { dayOf, type DayNumber } from "./days.ts";
import type { Urge } from "./urge.ts";
import type { WeekSum, ZoneSpan } from "./chart-data.ts";

export interface MonthDay {
  day: DayNumber;
  /** The state named most often that day; the last one where two share it. */
  state?: State;
  /** Middle of the day's answers, 0 to 10. */
  access?: number;
  urges: number;
}

export interface MonthData {
  year: number;
  /** 1 to 12. */
  month: number;
  span: ChartSpan;
  /** All days of the month, those without an answer too. */
  days: MonthDay[];
  daysNoticed: number;
  urges: number;
  /** Urges that the member said they did not act on. */
  notActedOn: number;
  feeling: FeelingData;
  heat: UrgeHeatData;
  curves: UrgeCurvesData;
  helps: HelpsData;
  /** Kinds with an answer in this month. */
  confidence: ConfidenceRow[];
  /** One for each goal that is counted. */
  goals: DaysData[];
}

export interface MonthInput {
  year: number;
  month: number;
  checkIns: readonly Answer<CheckIn>[];
  urges: readonly Answer<Urge>[];
  sums: readonly WeekSum[];
  zones: readonly ZoneSpan[];
  helps: HelpsData;
  confidence: ConfidenceRow[];
  goals: DaysData[];
}

/** Goals that a page has room for. */
const goalLimit = 4;

export function monthData(input: MonthInput): MonthData {
  const { year, month, helps, confidence, goals, zones, sums } = input;
  const span = monthSpan(year, month);
  const inMonth = ({ localDate }: { localDate: string }) =>
    dayOf(localDate) >= span.from && dayOf(localDate) <= span.to;
  const checkIns = groupBy(input.checkIns.filter(inMonth), ({ localDate }) => dayOf(localDate));
  const own = input.urges.filter(inMonth);
  const urges = groupBy(own, ({ localDate }) => dayOf(localDate));
  const days = Array.from({ length: span.to - span.from + 1 }, (_, index) => {
    const day = span.from + index;
    return monthDay(day, checkIns.get(day) ?? [], urges.get(day)?.length ?? 0);
  });
  return {
    year,
    month,
    span,
    days,
    daysNoticed: checkIns.size,
    urges: own.length,
    notActedOn: own.filter(({ body }) => body.acted === "no").length,
    feeling: feelingData(input.checkIns, sums, span),
    heat: urgeHeatData(input.urges, [], zones, span),
    curves: urgeCurvesData(input.urges, span),
    helps,
    confidence,
    goals: goals.slice(0, goalLimit),
  };
}

function monthDay(day: DayNumber, checkIns: Answer<CheckIn>[], urges: number): MonthDay {
  const sorted = checkIns.toSorted((a, b) => a.at - b.at);
  const count = (state: State) => sorted.filter(({ body }) => body.state === state).length;
  const most = Math.max(...states.map(count));
  const state = sorted.findLast(({ body }) => count(body.state) === most)?.body.state;
  const access = medianOf(sorted.flatMap(({ body }) => body.access ?? []));
  return { day, ...(state ? { state } : {}), ...(access === undefined ? {} : { access }), urges };
}
