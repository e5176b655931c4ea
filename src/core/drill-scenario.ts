/**
 * The scene of a drill, as content: a graph of screens, and a close that brings the member back to now.
 * Plain JSON. Texts hold no markdown; `{slot|neutral words}` is filled from the member's plan (`drill-slots.ts`).
 */
import type { State } from "./check-in.ts";
import type { RiskKind } from "./risk.ts";
import type { Cue } from "./urge.ts";

/** What a choice does in the scene. *drift* goes along with the urge in thought, *use* in deed: both are allowed. */
export const choiceTags = [
  "leave",
  "delay",
  "call",
  "say-no",
  "soothe",
  "plan",
  "name-it",
  "use-my-line",
  "drift",
  "use",
] as const;
export type ChoiceTag = (typeof choiceTags)[number];

/** Situations that cut across the eight kinds. */
export const themes = [
  "numbness",
  "boredom",
  "loneliness",
  "payday",
  "anniversary",
  "travel",
  "online",
  "sleeplessness",
  "after-a-lapse",
] as const;
export type Theme = (typeof themes)[number];

/** What a scene may touch, so that members can leave it out. */
export const topics = [
  "family",
  "partner",
  "children",
  "friends",
  "work",
  "money",
  "health",
  "pain",
  "sleep",
  "grief",
  "parties",
  "travel",
  "home-alone",
  "online",
  "lapse",
  "anger",
] as const;
export type Topic = (typeof topics)[number];

/** What a scenario may know of a plan: only whether there is such a thing in it. */
export const planFacets = [
  /** An if–then line for this kind of situation. */
  "line-for-this",
  /** Any line at all that could be used. */
  "line",
  "person",
  "reason",
  "first15",
  "safer-place",
  "lapse-plan",
] as const;
export type PlanFacet = (typeof planFacets)[number];

/** All that is named must hold. */
export interface Condition {
  /** Flags that earlier choices set. */
  flags?: string[];
  /** Flags that no earlier choice set. */
  not?: string[];
  plan?: PlanFacet[];
  noPlan?: PlanFacet[];
}

/** The engine's own flags: usable in conditions, never to be set by a scenario. */
export const engineFlags = ["drifted", "used", "own-line", "own-words"] as const;

/** One text, or several of which the first that fits is told; the last has no condition. */
export type Telling = string | { when?: Condition; text: string }[];
/** One screen, or several of which the first that fits comes next; the last has no condition. */
export type Target = string | { when?: Condition; to: string }[];

export interface DrillChoice {
  /** ≤ 80 characters. */
  label: string;
  tags: ChoiceTag[];
  next: Target;
  /** The consequence, told on the next screen. */
  feedback: string;
  when?: Condition;
  set?: string[];
}

/** How a scene can end. None is the right one. */
export const endings = ["moved-through", "left", "with-someone", "waited", "open", "went-along"] as const;
export type Ending = (typeof endings)[number];

export interface DrillNode {
  text: Telling;
  /** What kind of thing sets the urge off on this screen. */
  cue?: Cue;
  /** What the mind says, shown apart. */
  thought?: string;
  /** Seconds that the scene counts down on entering; the member may go on earlier or later. */
  timer?: number;
  /** 2 to 5; none at an ending. */
  choices: DrillChoice[];
  /** Where a line of the member's own plan, or something else in their own words, leads. None at an ending. */
  own?: { next: Target; feedback: string };
  ending?: Ending;
}

export interface Scenario {
  id: string;
  version: number;
  /** Of this text in this language; a run is held to it. */
  hash: string;
  locale: string;
  title: string;
  audience: "member" | "supporter";
  kind: RiskKind;
  themes: Theme[];
  /** 1 is the gentlest. */
  rung: 1 | 2 | 3;
  minutes: number;
  /** One honest line, said before it begins. */
  preview: string;
  contentNotes: string[];
  topics: Topic[];
  /** Words of the situation, for finding the line of a plan that fits. */
  words: string[];
  start: string;
  nodes: Record<string, DrillNode>;
  close: DrillClose;
  author: string;
  review: string;
  provenance: string;
}

export interface DrillClose {
  orientation: string;
  /** A minute's practice for each state. */
  minute: Record<State, string>;
  /** If–then lines to keep, as suggestions. */
  takeaways: { cue: string; response: string }[];
}

/** What conditions are judged by. */
export interface Circumstances {
  flags: readonly string[];
  facets: readonly PlanFacet[];
}

export function holds(when: Condition | undefined, { flags, facets }: Circumstances): boolean {
  if (!when) return true;
  return (
    (when.flags ?? []).every((flag) => flags.includes(flag)) &&
    !(when.not ?? []).some((flag) => flags.includes(flag)) &&
    (when.plan ?? []).every((facet) => facets.includes(facet)) &&
    !(when.noPlan ?? []).some((facet) => facets.includes(facet))
  );
}

export function tellingIn(telling: Telling, circumstances: Circumstances): string {
  if (typeof telling === "string") return telling;
  return telling.find((part) => holds(part.when, circumstances))?.text ?? "";
}

export function targetIn(target: Target, circumstances: Circumstances): string {
  if (typeof target === "string") return target;
  return target.find((way) => holds(way.when, circumstances))?.to ?? "";
}

/** A run that points at a screen that is not there goes on to the close instead of ending in nothing. */
const lostNode: DrillNode = { text: "", choices: [], ending: "open" };

export function nodeOf(scenario: Scenario, id: string): DrillNode {
  return Object.hasOwn(scenario.nodes, id) ? (scenario.nodes[id] ?? lostNode) : lostNode;
}

/** The choices open on a screen, with the ids they are pressed by: `c1` is the first in the file, hidden or not. */
export function openChoices(
  node: DrillNode,
  circumstances: Circumstances,
): { id: `c${number}`; choice: DrillChoice }[] {
  return node.choices
    .map((choice, i) => ({ id: `c${i + 1}` as const, choice }))
    .filter(({ choice }) => holds(choice.when, circumstances));
}
