/**
 * Which line of a plan fits a scene best. The rule, as a member may read it:
 * 1. if–then lines made for this kind of situation;
 * 2. then lines that share words with the scene, those sharing most first;
 * 3. then the other if–then lines, then the first fifteen minutes, then what helps in the state the member is in.
 * Among equals the more often used, then the order of the plan.
 */
import type { State } from "./check-in.ts";
import type { PlanFacet, Scenario } from "./drill-scenario.ts";
import type { Plan, PlanList } from "./plan.ts";

export interface RankedLine {
  id: string;
  /** What the member would do. */
  text: string;
  /** Of an if–then line. */
  cue?: string;
  why: "made-for-this" | "shared-words" | "in-plan";
}

/** How often each line was used, by its id. */
export type LineUses = Readonly<Record<string, number>>;

interface Candidate {
  line: RankedLine;
  /** Smaller comes first. */
  tier: number;
  shared: number;
}

/** All lines that could be used in this scene, the best-matching first. */
export function rankLines(plan: Plan, scenario: Scenario, state?: State, uses: LineUses = {}): RankedLine[] {
  const scene = scenario.words.flatMap(wordsOf);
  const found = [
    ...plan.ifThen.map((line) => ifThenCandidate(line, scenario, scene)),
    ...listCandidates(plan, "first15", 2, scene),
    ...(state === "too-much" ? listCandidates(plan, "when-too-much", 3, scene) : []),
    ...(state === "too-little" ? listCandidates(plan, "when-too-little", 3, scene) : []),
  ];
  const used = ({ line }: Candidate) => uses[line.id] ?? 0;
  return found
    .sort((a, b) => a.tier - b.tier || b.shared - a.shared || used(b) - used(a))
    .map(({ line }) => line);
}

function ifThenCandidate(
  { id, cue, response, kind }: Plan["ifThen"][number],
  scenario: Scenario,
  scene: readonly string[],
): Candidate {
  const shared = countShared(cue, scene);
  const why = kind === scenario.kind ? "made-for-this" : shared > 0 ? "shared-words" : "in-plan";
  const tier = { "made-for-this": -1, "shared-words": 0, "in-plan": 1 }[why];
  return { line: { id, cue, text: response, why }, tier, shared };
}

function listCandidates(plan: Plan, list: PlanList, tier: number, scene: readonly string[]): Candidate[] {
  return (plan.lists[list] ?? []).map(({ id, text }) => {
    const shared = countShared(text, scene);
    return {
      line: { id, text, why: shared > 0 ? "shared-words" : "in-plan" },
      tier: shared > 0 ? 0 : tier,
      shared,
    };
  });
}

/** What a scenario's conditions may know of this plan. */
export function facetsOf(plan: Plan, scenario: Scenario): PlanFacet[] {
  const lines = rankLines(plan, scenario);
  const has = (list: PlanList) => (plan.lists[list] ?? []).length > 0;
  const facets: [PlanFacet, boolean][] = [
    ["line-for-this", lines.some((line) => line.why !== "in-plan" && line.cue !== undefined)],
    ["line", lines.length > 0],
    ["person", plan.people.length > 0],
    ["reason", has("reasons")],
    ["first15", has("first15")],
    ["safer-place", has("safer-places")],
    ["lapse-plan", has("lapse-plan")],
  ];
  return facets.filter(([, there]) => there).map(([facet]) => facet);
}

/** How many words of a line name the situation. */
function countShared(text: string, scene: readonly string[]): number {
  return new Set(wordsOf(text).filter((word) => scene.some((other) => sameWord(word, other)))).size;
}

/** Words of four letters and more: shorter ones carry little meaning. */
const wordsOf = (text: string) => text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];

/** `walk`, `walks` and `walking` are one word here; `party` and `partner` are not. */
function sameWord(a: string, b: string): boolean {
  return (a.startsWith(b) || b.startsWith(a)) && Math.abs(a.length - b.length) <= 3;
}
