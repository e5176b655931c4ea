/** What a press of a drill brings for the plan: lines that were used, a line written on the spot, the takeaway. */
import type { DrillFact } from "#core/drill.ts";
import { addEntry, allEntries, editEntry, sectionLimit, type Plan } from "#core/plan.ts";
import type { RiskKind } from "#core/risk.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { changePlan } from "./plans.ts";
import type { MemberTables, Person, Steps } from "./store.ts";

export interface PlanBrought {
  /** The plan after it. */
  plan: Plan;
  /** A sentence found no room among the if–then lines: the run alone keeps it. */
  full: boolean;
}

export function* bringToPlan(
  q: MemberTables,
  deps: Pick<Deps, "now" | "newId">,
  person: Person,
  drillId: string,
  facts: readonly DrillFact[],
): Steps<PlanBrought> {
  for (const fact of facts)
    if (fact.fact === "line-used" && fact.line.id) {
      const at = deps.now();
      const day = localDate(at, person.zone, person.dayStart);
      const body = { lineId: fact.line.id, drillId };
      yield* q.records.add("plan-use", { id: deps.newId(), at, localDate: day, body });
    }
  let full = false;
  const plan = yield* changePlan(q, deps, person, (before) =>
    facts.reduce((so, fact) => {
      const next = withSentence(so, fact, deps.newId);
      full ||= next === undefined;
      return next ?? so;
    }, before),
  );
  return { plan, full };
}

/** The plan with what a fact adds to it or mends in it; undefined when there is no room. */
function withSentence(plan: Plan, fact: DrillFact, newId: () => string): Plan | undefined {
  if (fact.fact === "line-written") return withLine(plan, newId(), fact.kind, fact.line);
  if (fact.fact !== "takeaway") return plan;
  const { cue, response, mends } = fact.takeaway;
  // The line may have been deleted meanwhile: then the mended one is a new one.
  if (mends !== undefined && allEntries(plan).some(({ id }) => id === mends))
    return editEntry(plan, mends, [cue, response]);
  return withLine(plan, newId(), fact.kind, fact.takeaway);
}

function withLine(
  plan: Plan,
  id: string,
  kind: RiskKind,
  { cue, response }: { cue: string; response: string },
): Plan | undefined {
  const same = plan.ifThen.some((line) => line.cue === cue && line.response === response);
  if (same) return plan;
  if (plan.ifThen.length >= sectionLimit("if-then")) return undefined;
  return addEntry(plan, "if-then", id, [cue, response, kind]);
}
