/**
 * Places, people and words of the member's own plan, put into a scene where they gave them.
 * `{person|a friend}` reads "Sam" or "a friend". What is risky for a member is named from rung 2 on; rung 1 stays general.
 */
import type { Plan, PlanList } from "./plan.ts";

export const slotNames = [
  "person",
  "safer-place",
  "reason",
  "goal",
  "risky-place",
  "risky-person",
  "risky-time",
  "risky-feeling",
] as const;
export type SlotName = (typeof slotNames)[number];
export type Slots = Partial<Record<SlotName, string>>;

/** Longer entries are sentences and do not fit into one: the neutral words stand instead. */
export const slotLimit = 40;

const slot = /\{([a-z-]+)\|([^{}|]*)\}/g;
const lists: Partial<Record<SlotName, PlanList>> = {
  "safer-place": "safer-places",
  reason: "reasons",
  "risky-place": "risky-places",
  "risky-person": "risky-people",
  "risky-time": "risky-times",
  "risky-feeling": "risky-feelings",
};

/** Fills every slot; neutral words where the member gave none. */
export function fillSlots(text: string, slots: Slots): string {
  return text.replace(slot, (_, name: string, neutral: string) => {
    const known = slotNames.find((slotName) => slotName === name);
    const own = known && slots[known];
    // Where the neutral words begin a sentence, so do the member's.
    if (own && /^\p{Lu}/u.test(neutral)) return own.charAt(0).toUpperCase() + own.slice(1);
    return own ?? neutral;
  });
}

/** Slots of a text: name and neutral words, as written. */
export function slotsIn(text: string): { name: string; neutral: string }[] {
  return [...text.matchAll(slot)].map(([, name, neutral]) => ({ name: name ?? "", neutral: neutral ?? "" }));
}

/** The longest a text can get, whatever a member's plan holds. */
export function longestLength(text: string): number {
  return text.replace(slot, (_, __, neutral: string) => "x".repeat(Math.max(slotLimit, neutral.length)))
    .length;
}

/** Chooses what fills each slot in this run; the same seed and plan choose the same. */
export function chooseSlots(plan: Plan, rung: number, seed: number, goal?: string): Slots {
  const chosen: Slots = {};
  for (const name of slotNames) {
    if (name.startsWith("risky-") && rung < 2) continue;
    const fitting = candidates(plan, name, goal).map(oneLine).filter(fits);
    const picked = fitting[hash(`${seed}:${name}`) % Math.max(1, fitting.length)];
    if (picked !== undefined) chosen[name] = picked;
  }
  return chosen;
}

function candidates(plan: Plan, name: SlotName, goal?: string): string[] {
  if (name === "person") return plan.people.map((person) => person.name);
  if (name === "goal") return goal === undefined ? [] : [goal];
  const list = lists[name];
  return list ? (plan.lists[list] ?? []).map((line) => line.text) : [];
}

const oneLine = (text: string) => text.replace(/[{}|\s]+/g, " ").trim();
const fits = (text: string) => text.length > 0 && text.length <= slotLimit;

/** FNV-1a, 32 bits: the same on every machine. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}
