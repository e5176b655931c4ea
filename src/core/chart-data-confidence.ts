/** Confidence by kind of situation, then and now, with the drills between. */
import { groupBy, medianOf } from "./chart-data.ts";
import { dayOf } from "./days.ts";
import type { DrillSummary } from "./drill-summary.ts";
import type { EpochMs } from "./ids.ts";
import { riskKinds, type RiskKind } from "./risk.ts";
import { spread, type Week } from "./week.ts";

/** One answer to "how sure are you", 0 to 100: from the monthly snapshot, or before and after a drill. */
export interface ConfidenceAnswer {
  at: EpochMs;
  kind: RiskKind;
  value: number;
}

export interface ConfidenceRow {
  kind: RiskKind;
  /** The first answer; absent when there is only one, which is then `now`. */
  before?: { at: EpochMs; value: number };
  now?: { at: EpochMs; value: number };
  drills: number;
  /** Confidence after those drills that asked and were answered, in order of time. */
  after: number[];
}

export interface ConfidenceData {
  /** All eight kinds, in their own order: no kind is worse than another. */
  rows: ConfidenceRow[];
  answers: number;
  drills: number;
}

/** One drill, or one of those that only a weekly sum remembers. */
interface Drilled {
  at: EpochMs;
  kind: RiskKind;
  /** Confidence after it, where it was given. */
  after: number | undefined;
}

/** A member's answers for the eight kinds, at one time. */
export interface ConfidenceSnapshot {
  at: EpochMs;
  values: Partial<Record<RiskKind, number>>;
}

/** @param weeks sums of weeks whose drills are gone */
export function confidenceData(
  snapshots: readonly ConfidenceSnapshot[],
  drills: readonly DrillSummary[],
  weeks: readonly Week[] = [],
): ConfidenceData {
  const done = drills.filter(({ completed, scenario }) => completed && scenario.audience === "member");
  const answers = [
    ...weeks.flatMap(weekAnswers),
    ...snapshots.flatMap(snapshotAnswers),
    ...done.flatMap(drillAnswers),
  ];
  const drilled: Drilled[] = [
    ...weeks.flatMap(weekDrills),
    ...done.map(({ at, scenario: { kind }, after }) => ({ at, kind, after: after.confidence })),
  ].sort((a, b) => a.at - b.at);
  const byKind = groupBy(
    answers.toSorted((a, b) => a.at - b.at),
    ({ kind }) => kind,
  );
  const rows = riskKinds.map((kind): ConfidenceRow => {
    const list = byKind.get(kind) ?? [];
    const [first, last] = [list[0], list.at(-1)];
    const own = drilled.filter((drill) => drill.kind === kind);
    return {
      kind,
      ...(first && first !== last ? { before: { at: first.at, value: first.value } } : {}),
      ...(last ? { now: { at: last.at, value: last.value } } : {}),
      drills: own.length,
      after: own.flatMap(({ after }) => after ?? []),
    };
  });
  return { rows, answers: answers.length, drills: drilled.length };
}

const instantOf = ({ week }: Week): EpochMs => dayOf(week) * 86_400_000;

/** The middle of a week's answers by themselves, of those before its drills, then of those after. */
function weekAnswers(week: Week): ConfidenceAnswer[] {
  const said = riskKinds.flatMap((kind) => {
    const value = medianOf(spread(week.confidence?.[kind] ?? {}));
    return value === undefined ? [] : [{ at: instantOf(week), kind, value }];
  });
  const drilled = Object.values(week.drills).flatMap(({ kind, before, after }) =>
    [medianOf(spread(before)), medianOf(spread(after))].flatMap((value, index) =>
      value === undefined ? [] : [{ at: instantOf(week) + index, kind, value }],
    ),
  );
  return [...said, ...drilled];
}

function weekDrills(week: Week): Drilled[] {
  return Object.values(week.drills).flatMap(({ kind, completed, after }) => {
    const values = spread(after);
    return Array.from({ length: completed }, (_, index) => ({
      at: instantOf(week),
      kind,
      after: values[index],
    }));
  });
}

function snapshotAnswers({ at, values }: ConfidenceSnapshot): ConfidenceAnswer[] {
  return riskKinds.flatMap((kind) => {
    const value = values[kind];
    return value === undefined ? [] : [{ at, kind, value }];
  });
}

function drillAnswers({ at, scenario: { kind }, before, after }: DrillSummary): ConfidenceAnswer[] {
  return [
    // A millisecond earlier, so that of one drill the reading after it is the newer one.
    ...(before.confidence === undefined ? [] : [{ at: at - 1, kind, value: before.confidence }]),
    ...(after.confidence === undefined ? [] : [{ at, kind, value: after.confidence }]),
  ];
}
