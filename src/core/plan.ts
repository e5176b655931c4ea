/** A coping plan: what to do in the first fifteen minutes, who to reach, if–then lines, reasons. */

export interface IfThen {
  id: string;
  cue: string;
  response: string;
}

export interface PlanPerson {
  id: string;
  name: string;
  /** How to reach them: a number, a handle, "knock on the door". */
  how?: string;
  /** What the member would say. */
  say?: string;
}

export interface PlanLine {
  id: string;
  text: string;
}

/** Sections that are simple lists of lines, in the order they are shown. */
export const planLists = [
  "first15",
  "reasons",
  "signs-thoughts",
  "signs-body",
  "signs-behaviour",
  "signs-flat",
  "risky-places",
  "risky-people",
  "risky-memories",
  "risky-feelings",
  "risky-times",
  "safer-places",
  "when-too-much",
  "when-too-little",
  "lapse-plan",
] as const;
export type PlanList = (typeof planLists)[number];

export interface Plan {
  version: number;
  people: PlanPerson[];
  ifThen: IfThen[];
  lists: Partial<Record<PlanList, PlanLine[]>>;
  /** Local date of the next review. */
  reviewOn?: string;
}

/** A line of the plan that was used, and what for. */
export interface PlanUse {
  lineId: string;
  urgeId?: string;
  drillId?: string;
}

export const planVersion = 1;
export const emptyPlan: Plan = { version: planVersion, people: [], ifThen: [], lists: {} };
