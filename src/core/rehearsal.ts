/**
 * What comes when: spaced rehearsal over the drills a member has done. Nothing of it is stored; it is worked out from
 * the runs themselves, so an erased run leaves no trace in it. The rules in words are in docs/drills.md.
 */
import type { Scenario } from "./drill-scenario.ts";
import type { DrillSummary } from "./drill-summary.ts";
import type { Refusal } from "./gates.ts";
import type { EpochMs } from "./ids.ts";
import { riskKinds } from "./risk.ts";
import type { RiskKind } from "./risk.ts";

const dayMs = 86_400_000;
/** After a hard run a scenario rests for a week at least. */
export const restMs = 7 * dayMs;
/** What was last done this long ago comes as a booster. */
export const boosterMs = 30 * dayMs;
/** Confidence that grew by this much, with a line of one's own plan, is *easy*. */
export const easyFrom = 20;
/** Where a kind stands that nobody has rated yet. */
const middling = 50;

export type RehearsalGrade = "hard" | "good" | "easy";

/** Memory of one scenario, as the spacing keeps it: plain JSON, opaque here. */
export interface RehearsalCard {
  due: EpochMs;
  last: EpochMs;
  stability: number;
  difficulty: number;
  reps: number;
}

/** The library that spaces, behind one function: pure, the same history gives the same dates. */
export interface Spacing {
  next(card: RehearsalCard | undefined, grade: RehearsalGrade, now: EpochMs): RehearsalCard;
}

/** `hard-for-now`: confidence fell or the urge rose. It is no grade: it must not bring the scene back sooner. */
export function gradeOf(run: DrillSummary): RehearsalGrade | "hard-for-now" {
  const { confidenceChange = 0, urgeChange = 0, usedLine } = run;
  if (confidenceChange < 0 || urgeChange > 0) return "hard-for-now";
  if (confidenceChange >= easyFrom && usedLine) return "easy";
  return confidenceChange > 0 || usedLine ? "good" : "hard";
}

/** What is offered right after a run that was hard for now. */
export const offersAfter = (run: DrillSummary): ("practice" | "easier-rung")[] =>
  gradeOf(run) === "hard-for-now" ? ["practice", "easier-rung"] : [];

interface Practised {
  card?: RehearsalCard;
  due: EpochMs;
  last: EpochMs;
  times: number;
}

interface KindStanding {
  done: number;
  /** Highest rung that comes unasked. */
  rung: 1 | 2;
  /** Newest rating, from a drill or from the monthly snapshot. */
  confidence?: number;
  /** The last run was hard for now. */
  resting: boolean;
}

export interface Rehearsal {
  scenarios: ReadonlyMap<string, Practised>;
  kinds: ReadonlyMap<RiskKind, KindStanding>;
  rungOneDone: number;
}

/**
 * Where a member's rehearsal stands.
 * @param runs every run of theirs, in any order; unfinished ones count for nothing
 * @param snapshot their newest confidence by kind, where they gave it apart from drills
 */
export function rehearsalOf(
  runs: readonly DrillSummary[],
  spacing: Spacing,
  snapshot?: { at: EpochMs; values: Partial<Record<RiskKind, number>> },
): Rehearsal {
  const scenarios = new Map<string, Practised>();
  const kinds = new Map(riskKinds.map((kind) => [kind, freshKind()]));
  const done = runs
    .filter((run) => run.completed && run.scenario.audience === "member")
    .sort((a, b) => a.at - b.at);
  for (const run of done) {
    const { id, kind } = run.scenario;
    scenarios.set(id, practise(scenarios.get(id), run, spacing));
    kinds.set(kind, standing(kinds.get(kind) ?? freshKind(), run));
  }
  for (const kind of riskKinds) {
    const rated = done.findLast((run) => run.scenario.kind === kind && run.after.confidence !== undefined);
    const confidence = snapshot?.values[kind];
    if (snapshot && confidence !== undefined && (rated?.at ?? 0) <= snapshot.at)
      kinds.set(kind, { ...(kinds.get(kind) ?? freshKind()), confidence });
  }
  return { scenarios, kinds, rungOneDone: done.filter((run) => run.scenario.rung === 1).length };
}

const freshKind = (): KindStanding => ({ done: 0, rung: 1, resting: false });

function practise(held: Practised | undefined, run: DrillSummary, spacing: Spacing): Practised {
  const grade = gradeOf(run);
  const times = (held?.times ?? 0) + 1;
  if (grade !== "hard-for-now") {
    const card = spacing.next(held?.card, grade, run.at);
    return { card, due: card.due, last: run.at, times };
  }
  // It waits at least as long as it would have after a good run, and as long as it waited last time.
  const good = spacing.next(held?.card, "good", run.at).due - run.at;
  const before = held ? held.due - held.last : 0;
  return { ...held, due: run.at + Math.max(restMs, good, before), last: run.at, times };
}

function standing(held: KindStanding, run: DrillSummary): KindStanding {
  const resting = gradeOf(run) === "hard-for-now";
  const { rung } = run.scenario;
  const { confidence = held.confidence } = run.after;
  return {
    done: held.done + 1,
    rung: resting ? (rung === 3 ? 2 : 1) : rung === 1 && held.rung === 1 ? 2 : held.rung,
    resting,
    ...(confidence === undefined ? {} : { confidence }),
  };
}

/** Why this drill comes now, for the member to read. */
export interface WhyNow {
  /** `easier`: the last of this kind was hard. `due`: to keep what was practised. `booster`: after a month or more. */
  reason: "new" | "due" | "booster" | "easier";
  kind: RiskKind;
  /** Drills of this kind done so far, and the newest confidence in it. */
  done: number;
  confidence?: number;
  /** When this very scene was last done. */
  last?: EpochMs;
  /** What put the kind first: fewest drills, or of those the lowest confidence. */
  first: "least-practised" | "least-confident";
}

export interface Chosen {
  scenario: Scenario;
  why: WhyNow;
}

/**
 * The drills that could come next, the one that does first; none when nothing is new or due, or every gate is shut.
 * After the first of each kind comes the second of each, so that whoever wants another gets another kind.
 * @param gate the refusals of a scenario (`drillGate`, bound to the member and the way)
 */
export function chooseDrills(
  scenarios: readonly Scenario[],
  rehearsal: Rehearsal,
  gate: (scenario: Scenario) => readonly Refusal[],
  now: EpochMs,
): Chosen[] {
  const order = kindsInOrder(rehearsal);
  const byKind = order.map((kind, place) => {
    const standing = rehearsal.kinds.get(kind) ?? freshKind();
    return readyOf(kind, standing, scenarios, rehearsal, now)
      .filter((scenario) => gate(scenario).length === 0)
      .map((scenario) => ({
        scenario,
        why: whyNow(scenario, standing, rehearsal, { now, order, place }),
      }));
  });
  const rounds = Math.max(0, ...byKind.map((list) => list.length));
  return Array.from({ length: rounds }, (_, round) => byKind.flatMap((list) => list[round] ?? [])).flat();
}

/** Of one kind, what is new or due and not too steep: what is due first. */
function readyOf(
  kind: RiskKind,
  { rung }: KindStanding,
  scenarios: readonly Scenario[],
  rehearsal: Rehearsal,
  now: EpochMs,
): Scenario[] {
  return scenarios
    .filter((s) => s.audience === "member" && s.kind === kind && s.rung <= rung)
    .filter((s) => (rehearsal.scenarios.get(s.id)?.due ?? now) <= now)
    .toSorted(
      (a, b) => urgency(a, rehearsal) - urgency(b, rehearsal) || a.rung - b.rung || (a.id < b.id ? -1 : 1),
    );
}

/** Least practised first, among those the least confident. */
function kindsInOrder({ kinds }: Rehearsal): RiskKind[] {
  const of = (kind: RiskKind) => kinds.get(kind) ?? freshKind();
  return riskKinds.toSorted(
    (a, b) => of(a).done - of(b).done || (of(a).confidence ?? middling) - (of(b).confidence ?? middling),
  );
}

/** What was practised and is due comes before what is new, the longest due first. */
function urgency({ id }: Scenario, { scenarios }: Rehearsal): number {
  return scenarios.get(id)?.due ?? Number.MAX_SAFE_INTEGER;
}

function whyNow(
  { id, kind }: Scenario,
  { done, confidence, resting }: KindStanding,
  rehearsal: Rehearsal,
  { now, order, place }: { now: EpochMs; order: readonly RiskKind[]; place: number },
): WhyNow {
  const last = rehearsal.scenarios.get(id)?.last;
  const practised = last === undefined ? "new" : now - last >= boosterMs ? "booster" : "due";
  const next = order.slice(place + 1).find((other) => other !== kind);
  const tied = next !== undefined && rehearsal.kinds.get(next)?.done === done;
  return {
    reason: resting ? "easier" : practised,
    kind,
    done,
    first: tied ? "least-confident" : "least-practised",
    ...(confidence === undefined ? {} : { confidence }),
    ...(last === undefined ? {} : { last }),
  };
}
