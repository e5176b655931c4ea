/** A scenario's graph as text, for authors. */
import { walkScene } from "#core/drill-graph.ts";
import { nodeOf } from "#core/drill-scenario.ts";
import type { Condition, DrillNode, Scenario, Target, Telling } from "#core/drill-scenario.ts";

/** One paragraph for each screen, in the order a reader meets them. */
export function drawScenario(scenario: Scenario): string {
  const { states, edges } = walkScene(scenario);
  const order = [...new Set([...states.values()].map(({ node }) => node))].sort(
    (a, b) => depthOf(scenario, a) - depthOf(scenario, b),
  );
  const ends = order.filter((id) => nodeOf(scenario, id).ending !== undefined);
  const head = `${scenario.title} (${scenario.kind}, rung ${scenario.rung}): ${order.length} screens, ${ends.length} endings, ${states.size} states, ${edges.length} ways`;
  return [head, ...order.map((id) => drawNode(id, nodeOf(scenario, id)))].join("\n\n");
}

/** Fewest choices from the start; far beyond everything for a screen that no way leads to. */
function depthOf(scenario: Scenario, wanted: string): number {
  let front = [scenario.start];
  const seen = new Set(front);
  for (let depth = 0; front.length > 0; depth += 1) {
    if (front.includes(wanted)) return depth;
    front = [...new Set(front.flatMap((id) => nextOf(nodeOf(scenario, id))))].filter((id) => !seen.has(id));
    for (const id of front) seen.add(id);
  }
  return Number.MAX_SAFE_INTEGER;
}

const nextOf = ({ choices, own }: DrillNode): string[] =>
  [...choices.map((choice) => choice.next), ...(own ? [own.next] : [])].flatMap(namesOf);
const namesOf = (target: Target): string[] =>
  typeof target === "string" ? [target] : target.map(({ to }) => to);

function drawNode(id: string, node: DrillNode): string {
  const mark = node.ending === undefined ? "" : `  ■ ${node.ending}`;
  const choices = node.choices.map((choice, i) => {
    const set = choice.set ? `  +${choice.set.join(" +")}` : "";
    const when = choice.when ? `  ${show(choice.when)}` : "";
    return `  c${i + 1} ${choice.label}  [${choice.tags.join(" ")}]${when}${set}\n     → ${showTarget(choice.next)}`;
  });
  const own = node.own ? [`  own line or words\n     → ${showTarget(node.own.next)}`] : [];
  return [`${id}${mark}`, ...tellings(node.text), ...choices, ...own].join("\n");
}

function tellings(text: Telling): string[] {
  if (typeof text === "string") return [`  “${text}”`];
  return text.map((part) => `  ${part.when ? `${show(part.when)} ` : ""}“${part.text}”`);
}

function showTarget(target: Target): string {
  if (typeof target === "string") return target;
  return target.map(({ when, to }) => (when ? `${to} ${show(when)}` : to)).join(", else ");
}

function show({ flags = [], not = [], plan = [], noPlan = [] }: Condition): string {
  const parts = [
    ...flags,
    ...not.map((flag) => `not ${flag}`),
    ...plan.map((facet) => `plan has ${facet}`),
    ...noPlan.map((facet) => `plan has no ${facet}`),
  ];
  return `(if ${parts.join(" and ")})`;
}
