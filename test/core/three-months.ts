/** Three months of drills on a moving clock: two a week, by nudge. */
import { loadLibrary } from "#content/library.ts";
import { dayMs, drillGate, type GateFacts } from "#core/gates.ts";
import type { DrillSummary } from "#core/drill-summary.ts";
import { chooseDrills, rehearsalOf, type Chosen } from "#core/rehearsal.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { fsrsSpacing } from "#nudges/spacing.ts";

const weeks = 13;
/** The tenth run: confidence falls. */
const heavyRun = 9;

/** One row of the table in docs/drills.md for each drill. */
export async function threeMonths(): Promise<string[]> {
  const bank = (await loadLibrary()).scenarios.all("en");
  const runs: DrillSummary[] = [];
  const rows: string[] = [];
  let now = Date.UTC(2026, 2, 3, 18);
  for (let nudge = 0; nudge < weeks * 2; nudge++) {
    const chosen = comesNow(bank, runs, now);
    if (!chosen) throw new Error("nothing comes");
    const heavy = nudge === heavyRun;
    const date = new Date(now).toISOString().slice(0, 10);
    const { kind, rung } = chosen.scenario;
    rows.push(`| ${date} | ${kind} | ${rung} | ${chosen.why.reason}${heavy ? ", and it was heavy" : ""} |`);
    runs.push(doneAt(chosen.scenario, now, heavy ? -10 : 10));
    now += (nudge % 2 === 0 ? 3 : 4) * dayMs;
  }
  return rows;
}

function comesNow(bank: readonly Scenario[], runs: DrillSummary[], now: number): Chosen | undefined {
  const rehearsal = rehearsalOf(runs, fsrsSpacing);
  const facts: GateFacts = {
    now,
    minute: 18 * 60,
    wishes: { invited: true, excludedTopics: [], never: [], hours: null },
    readings: [],
    recent: runs.map(({ at }) => ({ at, way: "nudge" as const })).filter(({ at }) => now - at < 7 * dayMs),
    rungOneDone: rehearsal.rungOneDone,
  };
  return chooseDrills(bank, rehearsal, (scenario) => drillGate(scenario, "nudge", facts), now)[0];
}

/** A completed run with a line of the plan used, from a confidence of 40. */
export function doneAt(scenario: Scenario, at: number, change: number, usedLine = true): DrillSummary {
  return {
    scenario,
    at,
    completed: true,
    before: { confidence: 40 },
    after: { confidence: 40 + change },
    confidenceChange: change,
    usedLine,
    drifted: false,
    used: false,
  };
}
