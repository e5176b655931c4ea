/** What a member can see of themselves: records, read and brought to what charts are drawn from. */
import { besideData, type BesideData } from "#core/chart-data-beside.ts";
import { confidenceData, type ConfidenceData, type ConfidenceSnapshot } from "#core/chart-data-confidence.ts";
import { daysData, type DaysData } from "#core/chart-data-days.ts";
import { feelingData, type FeelingData } from "#core/chart-data-feeling.ts";
import { helpedByLines, helpedByPractices, helpsData, type HelpsData } from "#core/chart-data-helps.ts";
import { monthData, type MonthData } from "#core/chart-data-month.ts";
import {
  urgeCurvesData,
  urgeHeatData,
  type UrgeCurvesData,
  type UrgeHeatData,
} from "#core/chart-data-urges.ts";
import {
  monthSpan,
  spanOf,
  sumOfWeek,
  type ChartSpan,
  type Period,
  type ZoneSpan,
} from "#core/chart-data.ts";
import { addDays, civil, dateOf, dayOf } from "#core/days.ts";
import type { Goal } from "#core/days-lived.ts";
import { summarise } from "#core/drill-summary.ts";
import type { LocalDate } from "#core/ids.ts";
import { allEntries } from "#core/plan.ts";
import type { RecordKind } from "#core/records.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { present } from "./plans.ts";
import type { Kept, Person, Span } from "./store.ts";

export interface MonthOf {
  year: number;
  /** 1 to 12. */
  month: number;
}

/** What rows of *what helps* are called. */
export interface HelpNames {
  /** Practice id → title. */
  practices: Record<string, string>;
  /** In the order of the plan, in the member's own words. */
  lines: { id: string; text: string }[];
}

/** Records that features of their own keep. */
export interface ProgressSources {
  practiceNames(person: Person): Record<string, string>;
  goals(person: Person): Promise<readonly Goal[]>;
  /** Confidence by kind, from the monthly snapshot. */
  snapshots(person: Person): Promise<readonly ConfidenceSnapshot[]>;
}

export interface ProgressCases {
  feeling(person: Person, period: Period): Promise<FeelingData>;
  heat(person: Person, period: Period): Promise<UrgeHeatData>;
  curves(person: Person, period: Period): Promise<UrgeCurvesData>;
  beside(person: Person, period: Period): Promise<BesideData>;
  helps(person: Person): Promise<{ data: HelpsData; names: HelpNames }>;
  confidence(person: Person): Promise<ConfidenceData>;
  /** One for each goal. */
  days(person: Person): Promise<DaysData[]>;
  month(person: Person, month: MonthOf): Promise<{ data: MonthData; names: HelpNames }>;
  /** The month that today lies in, for this member. */
  thisMonth(person: Person): MonthOf;
}

const dayMs = 86_400_000;
/** Where somebody was when they answered is not known here: their day may begin this much earlier or later. */
const leeway = 3 * dayMs;
/** Records opened in one go; between two of them others are answered. */
const pageSize = 500;

export function progressCases(
  { store, now }: Pick<Deps, "store" | "now">,
  sources: ProgressSources,
): ProgressCases {
  const todayOf = (person: Person): LocalDate => localDate(now(), person.zone, person.dayStart);

  /** Every record of a kind, newest first. */
  async function all<K extends RecordKind>(person: Person, kind: K, within?: ChartSpan): Promise<Kept<K>[]> {
    const found = new Map<string, Kept<K>>();
    const from = within && within.from * dayMs - leeway;
    let to = within && (within.to + 1) * dayMs + leeway;
    for (;;) {
      const span: Span = {
        limit: pageSize,
        ...(from === undefined ? {} : { from }),
        ...(to === undefined ? {} : { to }),
      };
      const page = await store.asMember(person.id, (q) => q.records.list(kind, span));
      const before = found.size;
      for (const kept of page) found.set(kept.id, kept);
      const oldest = page.at(-1);
      if (!oldest || page.length < pageSize) return [...found.values()];
      // Records of the same instant may lie on both sides of the cut, so the next page takes that instant once more.
      to = found.size === before ? oldest.at : oldest.at + 1;
    }
  }

  const sumsOf = async (person: Person) => (await all(person, "week")).map(({ body }) => sumOfWeek(body));
  const firstDay = (dates: readonly LocalDate[]): number | undefined =>
    dates.length === 0 ? undefined : dayOf(dates.reduce((a, b) => (a < b ? a : b)));
  const spanFor = (person: Person, period: Period, dates: readonly LocalDate[]): ChartSpan =>
    spanOf(period, dayOf(todayOf(person)), firstDay(dates));

  /** Records of a kind and the span they are looked at over; `all` begins with the first of them. */
  async function over<K extends "checkin" | "urge">(person: Person, kind: K, period: Period) {
    const sums = await sumsOf(person);
    const records = await all(person, kind, period === "all" ? undefined : spanFor(person, period, []));
    const dates = [...records.map(({ localDate }) => localDate), ...sums.map(({ week }) => week)];
    return { records, sums, span: spanFor(person, period, dates) };
  }

  const zonesOf = (person: Person): ZoneSpan[] => [{ from: 0, zone: person.zone }];

  async function helps(person: Person, within?: ChartSpan): Promise<{ data: HelpsData; names: HelpNames }> {
    const runs = await all(person, "practice", within);
    const uses = await all(person, "plan-use", within);
    const urges = await all(person, "urge", within);
    const plan = await store.asMember(person.id, present);
    return {
      data: helpsData([...helpedByPractices(runs), ...helpedByLines(uses, urges)]),
      names: {
        practices: sources.practiceNames(person),
        lines: allEntries(plan).map(({ id, text }) => ({ id, text })),
      },
    };
  }

  async function confidence(person: Person): Promise<ConfidenceData> {
    const runs = await all(person, "drill");
    const weeks = (await all(person, "week")).map(({ body }) => body);
    return confidenceData(
      await sources.snapshots(person),
      runs.map(({ body }) => summarise(body)),
      weeks,
    );
  }

  const daysUntil = async (person: Person, today: LocalDate): Promise<DaysData[]> =>
    (await sources.goals(person)).filter(({ since }) => since <= today).map((goal) => daysData(goal, today));

  async function month(
    person: Person,
    { year, month }: MonthOf,
  ): Promise<{ data: MonthData; names: HelpNames }> {
    const span = monthSpan(year, month);
    const { data, names } = await helps(person, span);
    const { rows } = await confidence(person);
    const after = addDays(dateOf(span.to), 1);
    const today = todayOf(person);
    const goals = await daysUntil(person, today < after ? today : after);
    return {
      names,
      data: monthData({
        year,
        month,
        checkIns: await all(person, "checkin", span),
        urges: await all(person, "urge", span),
        sums: await sumsOf(person),
        zones: zonesOf(person),
        helps: data,
        // Rated in this month, or not for this page.
        confidence: rows.filter(
          ({ now }) => now && now.at >= (span.from - 1) * dayMs && now.at < (span.to + 2) * dayMs,
        ),
        // The day after a month that is over is none of its days.
        goals: today < after ? goals : goals.map((goal) => ({ ...goal, marks: goal.marks.slice(0, -1) })),
      }),
    };
  }

  return {
    feeling: async (person, period) => {
      const { records, sums, span } = await over(person, "checkin", period);
      return feelingData(records, sums, span);
    },
    heat: async (person, period) => {
      const { records, sums, span } = await over(person, "urge", period);
      return urgeHeatData(records, sums, zonesOf(person), span);
    },
    curves: async (person, period) => {
      const { records, span } = await over(person, "urge", period);
      return urgeCurvesData(records, span);
    },
    beside: async (person, period) => {
      const { records, span } = await over(person, "checkin", period);
      return besideData(records, span);
    },
    helps: (person) => helps(person),
    confidence,
    days: (person) => daysUntil(person, todayOf(person)),
    month,
    thisMonth: (person) => {
      const { year, month } = civil(dayOf(todayOf(person)));
      return { year, month };
    },
  };
}
