/** A coping plan: what to do in the first fifteen minutes, who to reach, if–then lines, reasons. */
import type { EpochMs, LocalDate } from "./ids.ts";
import { riskKinds, type RiskKind } from "./risk.ts";
import { hash } from "./schedule.ts";

export interface IfThen {
  id: string;
  cue: string;
  response: string;
  /** The kind of situation it was made for, where that is known. */
  kind?: RiskKind;
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
  "supporters",
] as const;
export type PlanList = (typeof planLists)[number];
/** Every section a member can add to. */
export const planSections = ["first15", "people", "if-then", ...planLists.slice(1)] as const;
export type PlanSection = (typeof planSections)[number];

export interface Plan {
  version: number;
  people: PlanPerson[];
  ifThen: IfThen[];
  lists: Partial<Record<PlanList, PlanLine[]>>;
  /** Local date of the next review. */
  reviewOn?: LocalDate;
  /** When it was last read over. */
  reviewedAt?: EpochMs;
}

/** Why a plan is worth reading over: its date has come, or something hard happened since. */
export type ReviewReason = "date" | "lapse";

/** @param lastLapse when the newest one was */
export function reviewDue(
  plan: Plan,
  today: LocalDate,
  lastLapse: EpochMs | undefined,
): ReviewReason | undefined {
  if (isEmpty(plan)) return undefined;
  if (lastLapse !== undefined && lastLapse > (plan.reviewedAt ?? 0)) return "lapse";
  return plan.reviewOn !== undefined && plan.reviewOn <= today ? "date" : undefined;
}

/** A line of the plan that was used, and what for. */
export interface PlanUse {
  lineId: string;
  urgeId?: string;
  drillId?: string;
}

export const planVersion = 1;
export const emptyPlan: Plan = { version: planVersion, people: [], ifThen: [], lists: {} };

/** The first fifteen minutes hold three lines at most: more cannot be read while shaking. */
export const sectionLimit = (section: PlanSection): number => (section === "first15" ? 3 : 12);

/** One entry of a section as text for a list. */
export interface PlanEntry {
  id: string;
  section: PlanSection;
  text: string;
}

/** What a member hands in for a section: the first field is required. The third of an if–then line is its kind. */
export type EntryFields = [first: string, second?: string, third?: string];

export function entriesOf(plan: Plan, section: PlanSection): PlanEntry[] {
  if (section === "people") {
    return plan.people.map(({ id, name, how, say }) => ({
      id,
      section,
      text: [name, how, say && `“${say}”`].filter(Boolean).join(" · "),
    }));
  }
  if (section === "if-then") {
    return plan.ifThen.map(({ id, cue, response }) => ({ id, section, text: `If ${cue}, then ${response}` }));
  }
  return (plan.lists[section] ?? []).map(({ id, text }) => ({ id, section, text }));
}

export const allEntries = (plan: Plan): PlanEntry[] =>
  planSections.flatMap((section) => entriesOf(plan, section));

export const isEmpty = (plan: Plan): boolean => allEntries(plan).length === 0;

/** The plan with one entry more, at the end of its section. Room is the caller's to check (`sectionLimit`). */
export function addEntry(
  plan: Plan,
  section: PlanSection,
  id: string,
  [first, second, third]: EntryFields,
): Plan {
  if (section === "people") {
    const person: PlanPerson = {
      id,
      name: first,
      ...(second ? { how: second } : {}),
      ...(third ? { say: third } : {}),
    };
    return { ...plan, people: [...plan.people, person] };
  }
  if (section === "if-then") {
    const kind = riskKinds.find((risk) => risk === third);
    return {
      ...plan,
      ifThen: [...plan.ifThen, { id, cue: first, response: second ?? "", ...(kind ? { kind } : {}) }],
    };
  }
  return {
    ...plan,
    lists: { ...plan.lists, [section]: [...(plan.lists[section] ?? []), { id, text: first }] },
  };
}

/** The plan with the words of one entry changed; the same plan when there is none of that id. */
export function editEntry(plan: Plan, id: string, [first, second, third]: EntryFields): Plan {
  const reworded = <T extends { id: string }>(list: T[], next: (entry: T) => T) =>
    list.map((entry) => (entry.id === id ? next(entry) : entry));
  const person = (): PlanPerson => ({
    id,
    name: first,
    ...(second ? { how: second } : {}),
    ...(third ? { say: third } : {}),
  });
  const lists = Object.fromEntries(
    Object.entries(plan.lists).map(([name, lines]) => [name, reworded(lines, () => ({ id, text: first }))]),
  );
  const ifThen = reworded(plan.ifThen, (line) => ({ ...line, cue: first, response: second ?? "" }));
  return { ...plan, people: reworded(plan.people, person), ifThen, lists };
}

/** The plan with an entry at another place of its section: 0 is the first, beyond the end is the last. */
export function moveEntry(plan: Plan, id: string, to: number): Plan {
  const moved = <T extends { id: string }>(list: T[]) => {
    const from = list.findIndex((entry) => entry.id === id);
    const entry = list[from];
    return entry ? list.toSpliced(from, 1).toSpliced(to, 0, entry) : list;
  };
  const lists = Object.fromEntries(Object.entries(plan.lists).map(([name, lines]) => [name, moved(lines)]));
  return { ...plan, people: moved(plan.people), ifThen: moved(plan.ifThen), lists };
}

/** The plan without an entry; the same plan when there is none of that id. */
export function removeEntry(plan: Plan, id: string): Plan {
  const without = <T extends { id: string }>(list: T[]) => list.filter((entry) => entry.id !== id);
  const lists = Object.fromEntries(Object.entries(plan.lists).map(([name, list]) => [name, without(list)]));
  return { ...plan, people: without(plan.people), ifThen: without(plan.ifThen), lists };
}

/** A few letters that stand for what a line said: short enough for a custom id, and nothing of the words in it. */
export const fingerprint = (text: string): string => hash(text).toString(36);

/** What an entry's fields hold at present, to be put in other words. */
export function fieldsOf(plan: Plan, id: string): EntryFields | undefined {
  const person = plan.people.find((one) => one.id === id);
  if (person) return [person.name, person.how, person.say];
  const line = plan.ifThen.find((one) => one.id === id);
  if (line) return [line.cue, line.response];
  const entry = allEntries(plan).find((one) => one.id === id);
  return entry && [entry.text];
}

/** What *do line 1* and *another line* walk through: the first fifteen minutes, then the if–then lines. */
export const actionLines = (plan: Plan): PlanEntry[] => [
  ...entriesOf(plan, "first15"),
  ...entriesOf(plan, "if-then"),
];
