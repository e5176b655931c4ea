/**
 * A scene as a graph of states: screen, flags that matter to some condition, and what the member's plan holds.
 * Walked whole, so that a scenario is known to have no way that hangs, circles or ends in nothing.
 */
import { nodeOf, openChoices, planFacets, targetIn } from "./drill-scenario.ts";
import type { Circumstances, Condition, DrillNode, PlanFacet, Scenario, Target } from "./drill-scenario.ts";

export interface SceneState extends Circumstances {
  key: string;
  node: string;
  flags: readonly string[];
  facets: readonly PlanFacet[];
}

export interface SceneEdge {
  from: SceneState;
  /** `c1` …, `line`, `write` (a line written on the spot) or `words`. */
  choice: string;
  to: SceneState;
}

export interface SceneWalk {
  states: Map<string, SceneState>;
  edges: SceneEdge[];
  /** Screens of a circle without a way out of time, in order; empty when there is none. */
  circle: string[];
  /** The walk was given up: more states than `limit`. */
  tooMany: boolean;
}

/** Every state that a member can reach, with every plan they can have. */
export function walkScene(scenario: Scenario, limit = 200_000): SceneWalk {
  const matters = flagsThatMatter(scenario);
  const walk: SceneWalk = { states: new Map(), edges: [], circle: [], tooMany: false };
  const waiting: SceneState[] = [];
  const reach = (state: SceneState): SceneState => {
    const known = walk.states.get(state.key);
    if (known) return known;
    walk.states.set(state.key, state);
    waiting.push(state);
    return state;
  };
  for (const facets of plansThatMatter(scenario)) reach(stateOf(scenario.start, [], facets));
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (walk.states.size > limit) return { ...walk, tooMany: true };
    for (const { choice, to } of waysFrom(scenario, state, matters)) {
      walk.edges.push({ from: state, choice, to: reach(to) });
    }
  }
  return { ...walk, circle: findCircle(walk) };
}

function stateOf(node: string, flags: readonly string[], facets: readonly PlanFacet[]): SceneState {
  return { key: `${node} ${flags.join("+")} ${facets.join("+")}`, node, flags, facets };
}

interface Way {
  choice: string;
  to: SceneState;
}

/** Ways out of a state, as the engine would take them. A target that is not there gives a state that is not there. */
function waysFrom(scenario: Scenario, state: SceneState, matters: Matters): Way[] {
  const node = nodeOf(scenario, state.node);
  if (node.ending) return [];
  const ways = openChoices(node, state).map(({ id, choice }): Way => {
    const engine = [
      ...(choice.tags.includes("drift") ? ["drifted"] : []),
      ...(choice.tags.includes("use") ? ["used"] : []),
    ];
    return {
      choice: id,
      to: follow(choice.next, state, [...(choice.set ?? []), ...engine], state.facets, matters),
    };
  });
  return [...ways, ...ownWays(node, state, matters)];
}

function ownWays({ own }: DrillNode, state: SceneState, matters: Matters): Way[] {
  if (!own) return [];
  const gained = matters.facets(["line", "line-for-this", ...state.facets]);
  return [
    { choice: "line", to: follow(own.next, state, ["own-line"], state.facets, matters) },
    { choice: "write", to: follow(own.next, state, ["own-line"], gained, matters) },
    { choice: "words", to: follow(own.next, state, ["own-words"], state.facets, matters) },
  ];
}

function follow(
  target: Target,
  state: SceneState,
  set: readonly string[],
  facets: readonly PlanFacet[],
  matters: Matters,
): SceneState {
  const flags = matters.flags([...state.flags, ...set]);
  return stateOf(targetIn(target, { flags, facets }), flags, facets);
}

interface Matters {
  /** Those that some condition asks for, each once, in a fixed order. */
  flags(flags: readonly string[]): string[];
  facets(facets: readonly PlanFacet[]): PlanFacet[];
}

function flagsThatMatter(scenario: Scenario): Matters {
  const conditions = conditionsOf(scenario).map(({ when }) => when);
  const flags = [
    ...new Set(conditions.flatMap((when) => [...(when.flags ?? []), ...(when.not ?? [])])),
  ].sort();
  const facets = facetsAsked(conditions);
  return {
    flags: (set) => flags.filter((flag) => set.includes(flag)),
    facets: (set) => facets.filter((facet) => set.includes(facet)),
  };
}

function facetsAsked(conditions: readonly Condition[]): PlanFacet[] {
  const asked = new Set(conditions.flatMap((when) => [...(when.plan ?? []), ...(when.noPlan ?? [])]));
  return planFacets.filter((facet) => asked.has(facet));
}

/** Every combination of the plan facets that the scene asks for. */
function plansThatMatter(scenario: Scenario): PlanFacet[][] {
  return facetsAsked(conditionsOf(scenario).map(({ when }) => when)).reduce<PlanFacet[][]>(
    (plans, facet) => plans.flatMap((plan) => [plan, [...plan, facet]]),
    [[]],
  );
}

/** Every condition in the scene, with its path in the file. */
export function conditionsOf(scenario: Scenario): { path: (string | number)[]; when: Condition }[] {
  return Object.entries(scenario.nodes).flatMap(([id, node]) => {
    const at = ["nodes", id];
    return [
      ...conditionsIn(node.text, [...at, "text"]),
      ...conditionsIn(node.own?.next, [...at, "own", "next"]),
      ...node.choices.flatMap((choice, i) => [
        ...conditionsIn([choice], [...at, "choices"], i),
        ...conditionsIn(choice.next, [...at, "choices", i, "next"]),
      ]),
    ];
  });
}

function conditionsIn(
  parts: string | readonly { when?: Condition }[] | undefined,
  path: (string | number)[],
  offset = 0,
): { path: (string | number)[]; when: Condition }[] {
  if (parts === undefined || typeof parts === "string") return [];
  return parts.flatMap(({ when }, i) => (when ? [{ path: [...path, i + offset, "when"], when }] : []));
}

/** Depth first, by hand: ten thousand screens in a row would be too deep for recursion. */
function findCircle({ states, edges }: SceneWalk): string[] {
  const next = new Map<string, SceneState[]>();
  for (const { from, to } of edges) {
    const list = next.get(from.key);
    if (list) list.push(to);
    else next.set(from.key, [to]);
  }
  const done = new Set<string>();
  for (const start of states.values()) {
    const circle = done.has(start.key) ? [] : circleFrom(start, next, done);
    if (circle.length > 0) return circle;
  }
  return [];
}

function circleFrom(start: SceneState, next: ReadonlyMap<string, SceneState[]>, done: Set<string>): string[] {
  const trail: { state: SceneState; tried: number }[] = [{ state: start, tried: 0 }];
  const onTrail = new Set([start.key]);
  for (let here = trail.at(-1); here; here = trail.at(-1)) {
    const to = next.get(here.state.key)?.[here.tried];
    here.tried += 1;
    if (!to) {
      done.add(here.state.key);
      onTrail.delete(here.state.key);
      trail.pop();
    } else if (onTrail.has(to.key)) {
      const nodes = trail.map(({ state }) => state);
      return [...nodes.slice(nodes.findIndex(({ key }) => key === to.key)), to].map(({ node }) => node);
    } else if (!done.has(to.key)) {
      trail.push({ state: to, tried: 0 });
      onTrail.add(to.key);
    }
  }
  return [];
}

/** True when a list of alternatives ends in one without condition, so that there is always one that fits. */
export function hasFallback(parts: string | readonly { when?: Condition }[]): boolean {
  return typeof parts === "string" || parts.at(-1)?.when === undefined;
}
