/**
 * What is left of a week once its answers are gone: how often each number was given, and how often each thing was
 * done. No words, no times of day, no order. Two sums of the same week can be put together without a loss, so it does
 * not matter in how many goes a week was summed up.
 */
import type { CheckIn, State } from "./check-in.ts";
import type { Confidence } from "./confidence.ts";
import { dateOf, dayOf, mondayOf } from "./days.ts";
import type { DrillRun } from "./drill.ts";
import { summarise } from "./drill-summary.ts";
import type { LocalDate } from "./ids.ts";
import type { Lapse } from "./lapse.ts";
import type { PlanUse } from "./plan.ts";
import type { PracticeRun } from "./practice.ts";
import { riskKinds, type RiskKind } from "./risk.ts";
import type { Scale, Screening } from "./screening.ts";
import type { Urge } from "./urge.ts";

/** How often each value was given: value → times. */
export type Tally = Record<string, number>;

export interface DrillSum {
  kind: RiskKind;
  rung: number;
  /** Played to the end. */
  completed: number;
  /** Confidence before and after, where both were given. */
  before: Tally;
  after: Tally;
}

export interface Week {
  version: number;
  /** A Monday. */
  week: LocalDate;
  checkIns: number;
  states: Partial<Record<State, number>>;
  access: Tally;
  mood: Tally;
  urge: Tally;
  sleep: Tally;
  urges: number;
  /** Highest number of each urge. */
  peaks: Tally;
  /** Ended practices, by id. */
  practices: Tally;
  /** Drills, by id of the scenario. */
  drills: Record<string, DrillSum>;
  /** Uses of lines of the plan, by id of the line. */
  lines: Tally;
  lapses: number;
  /** Totals of the longer check-ins. */
  scales: Partial<Record<Scale, Tally>>;
  /** Answers to "how sure are you", by kind of situation; absent in sums made before it was asked. */
  confidence?: Partial<Record<RiskKind, Tally>>;
}

export const weekVersion = 1;

/** Records that fade: answers and notes. Plan, goals, days and settings stay until they are deleted. */
export interface Fading {
  checkin: CheckIn;
  urge: Urge;
  lapse: Lapse;
  practice: PracticeRun;
  drill: DrillRun;
  "plan-use": PlanUse;
  screening: Screening;
  confidence: Confidence;
}
export const fadingKinds = [
  "checkin",
  "urge",
  "lapse",
  "practice",
  "drill",
  "plan-use",
  "screening",
  "confidence",
] as const satisfies (keyof Fading)[];
export type FadingKind = (typeof fadingKinds)[number];

/** One record that fades, with its kind. */
export type FadingRecord = { [K in FadingKind]: { kind: K; body: Fading[K] } }[FadingKind];

export const weekOf = (date: LocalDate): LocalDate => dateOf(mondayOf(dayOf(date)));

export const emptyWeek = (week: LocalDate): Week => ({
  version: weekVersion,
  week,
  checkIns: 0,
  states: {},
  access: {},
  mood: {},
  urge: {},
  sleep: {},
  urges: 0,
  peaks: {},
  practices: {},
  drills: {},
  lines: {},
  lapses: 0,
  scales: {},
});

/** The week with one record more in it. */
export function addToWeek(week: Week, record: FadingRecord): Week {
  switch (record.kind) {
    case "checkin":
      return addCheckIn(week, record.body);
    case "urge": {
      const peak = Math.max(...record.body.readings.map(({ intensity }) => intensity));
      return { ...week, urges: week.urges + 1, peaks: counted(week.peaks, peak) };
    }
    case "lapse":
      return { ...week, lapses: week.lapses + 1 };
    case "practice":
      return record.body.ended ? { ...week, practices: counted(week.practices, record.body.practice) } : week;
    case "drill":
      return addDrill(week, record.body);
    case "plan-use":
      return { ...week, lines: counted(week.lines, record.body.lineId) };
    case "screening": {
      const { scale, total } = record.body;
      return { ...week, scales: { ...week.scales, [scale]: counted(week.scales[scale] ?? {}, total) } };
    }
    case "confidence":
      return { ...week, confidence: addConfidence(week.confidence, record.body) };
  }
}

function addCheckIn(week: Week, { state, access, mood, urge, sleep }: CheckIn): Week {
  return {
    ...week,
    checkIns: week.checkIns + 1,
    states: counted(week.states, state),
    access: counted(week.access, access),
    mood: counted(week.mood, mood),
    urge: counted(week.urge, urge),
    sleep: counted(week.sleep, sleep),
  };
}

function addConfidence(sums: Week["confidence"], { values }: Confidence): Week["confidence"] {
  const next = { ...sums };
  for (const kind of riskKinds)
    if (values[kind] !== undefined) next[kind] = counted(next[kind] ?? {}, values[kind]);
  return next;
}

function addDrill(week: Week, run: DrillRun): Week {
  const { scenario, completed, before, after } = summarise(run);
  const sum = week.drills[scenario.id] ?? {
    kind: scenario.kind,
    rung: scenario.rung,
    completed: 0,
    before: {},
    after: {},
  };
  const rated = before.confidence !== undefined && after.confidence !== undefined;
  const next: DrillSum = {
    ...sum,
    completed: sum.completed + (completed ? 1 : 0),
    before: rated ? counted(sum.before, before.confidence) : sum.before,
    after: rated ? counted(sum.after, after.confidence) : sum.after,
  };
  return { ...week, drills: { ...week.drills, [scenario.id]: next } };
}

/** One more of a value; an answer that was left open counts nowhere. */
function counted<T extends Tally>(tally: T, value: string | number | undefined): T {
  return value === undefined ? tally : { ...tally, [value]: (tally[value] ?? 0) + 1 };
}

/** Two sums of the same week as one. */
export function mergeWeeks(one: Week, other: Week): Week {
  const drills = { ...one.drills };
  for (const [id, sum] of Object.entries(other.drills)) {
    const known = drills[id];
    drills[id] = known
      ? {
          ...known,
          completed: known.completed + sum.completed,
          before: added(known.before, sum.before),
          after: added(known.after, sum.after),
        }
      : sum;
  }
  return {
    ...one,
    checkIns: one.checkIns + other.checkIns,
    states: added(one.states, other.states),
    access: added(one.access, other.access),
    mood: added(one.mood, other.mood),
    urge: added(one.urge, other.urge),
    sleep: added(one.sleep, other.sleep),
    urges: one.urges + other.urges,
    peaks: added(one.peaks, other.peaks),
    practices: added(one.practices, other.practices),
    drills,
    lines: added(one.lines, other.lines),
    lapses: one.lapses + other.lapses,
    scales: addedEach(one.scales, other.scales),
    ...(one.confidence || other.confidence
      ? { confidence: addedEach(one.confidence ?? {}, other.confidence ?? {}) }
      : {}),
  };
}

function addedEach<K extends string>(
  one: Partial<Record<K, Tally>>,
  other: Partial<Record<K, Tally>>,
): Partial<Record<K, Tally>> {
  const sums = { ...one };
  for (const name of Object.keys(other) as K[]) sums[name] = added(one[name] ?? {}, other[name] ?? {});
  return sums;
}

function added<T extends Tally>(one: T, other: T): T {
  const sum: Tally = { ...one };
  for (const [value, times] of Object.entries(other)) sum[value] = (sum[value] ?? 0) + times;
  return sum as T;
}

/** The numbers behind a tally, lowest first: for a median or a range. */
export function spread(tally: Tally): number[] {
  return Object.entries(tally)
    .flatMap(([value, times]) => Array.from({ length: times }, () => Number(value)))
    .toSorted((a, b) => a - b);
}
