/** Drills that only weekly sums still know of, as summaries: rehearsal goes on over months, answers do not stay as long. */
import { dayMs } from "./gates.ts";
import type { Scenario } from "./drill-scenario.ts";
import type { DrillSummary } from "./drill-summary.ts";
import { dayOf } from "./days.ts";
import { spread, type Tally, type Week } from "./week.ts";

/**
 * One summary for each completed drill of a week, all in its middle. Whether a line of the plan was used is forgotten,
 * so it counts as not used.
 * @param scenarios tell whose they are: a sum does not say whether a drill was for supporters
 */
export function fadedDrills(week: Week, scenarios: readonly Scenario[]): DrillSummary[] {
  const at = (dayOf(week.week) + 3.5) * dayMs;
  return Object.entries(week.drills).flatMap(([id, { kind, rung, completed, before, after }]) => {
    const known = scenarios.find((scenario) => scenario.id === id);
    const [from, to] = [middle(before), middle(after)];
    const summary: DrillSummary = {
      scenario: {
        id,
        version: known?.version ?? 1,
        hash: "",
        locale: known?.locale ?? "en",
        kind,
        rung: rung === 1 || rung === 2 ? rung : 3,
        audience: known?.audience ?? "member",
      },
      at,
      completed: true,
      before: from === undefined ? {} : { confidence: from },
      after: to === undefined ? {} : { confidence: to },
      ...(from === undefined || to === undefined ? {} : { confidenceChange: to - from }),
      usedLine: false,
      drifted: false,
      used: false,
    };
    return Array.from({ length: completed }, () => summary);
  });
}

function middle(tally: Tally): number | undefined {
  const numbers = spread(tally);
  return numbers[Math.floor((numbers.length - 1) / 2)];
}
