/** Confidence by kind of situation, then and now, with the drills between. */
import { groupBy } from "./chart-data.ts";
import type { DrillSummary } from "./drill-summary.ts";
import type { EpochMs } from "./ids.ts";
import { riskKinds, type RiskKind } from "./risk.ts";

/** One answer to "how sure are you", 0 to 100: from the monthly snapshot, or before and after a drill. */
export interface ConfidenceAnswer {
  at: EpochMs;
  kind: RiskKind;
  value: number;
  from: "snapshot" | "drill-before" | "drill-after";
}

export interface ConfidenceRow {
  kind: RiskKind;
  /** The first answer; absent when there is only one, which is then `now`. */
  before?: { at: EpochMs; value: number };
  now?: { at: EpochMs; value: number };
  /** Confidence after each drill; undefined where it was left open. In order of time. */
  drills: (number | undefined)[];
}

export interface ConfidenceData {
  /** All eight kinds, in their own order: no kind is worse than another. */
  rows: ConfidenceRow[];
  answers: number;
  drills: number;
}

export function confidenceData(
  snapshots: readonly { at: EpochMs; values: Partial<Record<RiskKind, number>> }[],
  drills: readonly DrillSummary[],
): ConfidenceData {
  const done = drills.filter(({ completed, scenario }) => completed && scenario.audience === "member");
  const answers = [...snapshots.flatMap(snapshotAnswers), ...done.flatMap(drillAnswers)];
  const byKind = groupBy(
    answers.toSorted((a, b) => a.at - b.at),
    ({ kind }) => kind,
  );
  const rows = riskKinds.map((kind): ConfidenceRow => {
    const list = byKind.get(kind) ?? [];
    const [first, last] = [list[0], list.at(-1)];
    const drilled = done.filter(({ scenario }) => scenario.kind === kind).toSorted((a, b) => a.at - b.at);
    return {
      kind,
      ...(first && first !== last ? { before: { at: first.at, value: first.value } } : {}),
      ...(last ? { now: { at: last.at, value: last.value } } : {}),
      drills: drilled.map(({ after }) => after.confidence),
    };
  });
  return { rows, answers: answers.length, drills: done.length };
}

function snapshotAnswers({
  at,
  values,
}: {
  at: EpochMs;
  values: Partial<Record<RiskKind, number>>;
}): ConfidenceAnswer[] {
  return riskKinds.flatMap((kind) => {
    const value = values[kind];
    return value === undefined ? [] : [{ at, kind, value, from: "snapshot" as const }];
  });
}

function drillAnswers({ at, scenario: { kind }, before, after }: DrillSummary): ConfidenceAnswer[] {
  return [
    // A millisecond earlier, so that of one drill the reading after it is the newer one.
    ...(before.confidence === undefined
      ? []
      : [{ at: at - 1, kind, value: before.confidence, from: "drill-before" as const }]),
    ...(after.confidence === undefined
      ? []
      : [{ at, kind, value: after.confidence, from: "drill-after" as const }]),
  ];
}
