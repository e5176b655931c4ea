/**
 * A week in a few lines: what was noticed, what came with what, and one question. It counts what the member wrote and
 * adds no verdict; what lay beside something else is said as beside, never as because.
 */
import { medianOf } from "./chart-data.ts";
import type { CheckIn, State } from "./check-in.ts";
import { addDays, dayOf } from "./days.ts";
import type { LocalDate } from "./ids.ts";
import type { Prompt } from "./prompt.ts";
import { movedSomething, type PracticeResult } from "./suggest.ts";

/** One check-in, with the day it belongs to. */
export interface DatedCheckIn {
  localDate: LocalDate;
  body: CheckIn;
}

export interface Beside {
  routine: string;
  /** Middle of access to feeling on days with the routine ticked, and on the others. */
  with: number;
  without: number;
}

export interface LookBack {
  from: LocalDate;
  to: LocalDate;
  checkIns: number;
  /** Days with at least one. */
  days: number;
  states: Partial<Record<State, number>>;
  /** Lowest and highest access to feeling. */
  access: { low: number; high: number } | undefined;
  /** Most often first, at most three of each; ids, or own words. */
  words: Counted[];
  body: Counted[];
  urges: number;
  /** Practices that were finished, and how often something moved. */
  practices: { practice: string; times: number; moved: number }[];
  /** Lines of the plan that were used. */
  lines: Counted[];
  beside: Beside | undefined;
}

export interface Counted {
  id: string;
  count: number;
}

/** Seven days, today among them. */
export const weekUntil = (today: LocalDate): { from: LocalDate; to: LocalDate } => ({
  from: addDays(today, -6),
  to: today,
});

const most = 3;
/** Days with and days without a routine before the two are put side by side. */
const daysToCompare = 2;

export function lookBack(
  span: { from: LocalDate; to: LocalDate },
  checkIns: readonly DatedCheckIn[],
  practices: readonly PracticeResult[],
  { urges, lines }: { urges: number; lines: readonly string[] },
): LookBack {
  const bodies = checkIns.map(({ body }) => body);
  const access = bodies.map((body) => body.access).filter((value) => value !== undefined);
  return {
    ...span,
    checkIns: bodies.length,
    days: new Set(checkIns.map(({ localDate }) => localDate)).size,
    states: Object.fromEntries(counted(bodies.map(({ state }) => state)).map(({ id, count }) => [id, count])),
    access: access.length > 0 ? { low: Math.min(...access), high: Math.max(...access) } : undefined,
    words: counted(bodies.flatMap((body) => body.words ?? [])).slice(0, most),
    body: counted(bodies.flatMap((body) => body.body ?? [])).slice(0, most),
    urges,
    practices: practicesOf(practices),
    lines: counted(lines).slice(0, most),
    beside: widestBeside(checkIns),
  };
}

function counted(values: readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([id, count]) => ({ id, count })).sort((a, b) => b.count - a.count);
}

function practicesOf(results: readonly PracticeResult[]): LookBack["practices"] {
  const byPractice = Map.groupBy(results, ({ practice }) => practice);
  return [...byPractice]
    .map(([practice, own]) => ({ practice, times: own.length, moved: own.filter(movedSomething).length }))
    .sort((a, b) => b.moved - a.moved || b.times - a.times)
    .slice(0, most);
}

/** The routine whose days lie furthest apart from the others in access to feeling; undefined with too few of either. */
function widestBeside(checkIns: readonly DatedCheckIn[]): Beside | undefined {
  const days = [...Map.groupBy(checkIns, ({ localDate }) => localDate).values()].flatMap((own) => {
    const access = medianOf(own.flatMap(({ body }) => body.access ?? []));
    return access === undefined
      ? []
      : [{ access, ticked: new Set(own.flatMap(({ body }) => body.routines ?? [])) }];
  });
  const routines = new Set(days.flatMap(({ ticked }) => [...ticked]));
  const found = [...routines].flatMap((routine): Beside[] => {
    const [on, off] = [true, false].map((has) => days.filter(({ ticked }) => ticked.has(routine) === has));
    if (!on || !off || on.length < daysToCompare || off.length < daysToCompare) return [];
    const middle = (list: typeof days) => medianOf(list.map(({ access }) => access)) ?? 0;
    return [{ routine, with: middle(on), without: middle(off) }];
  });
  const gap = ({ with: on, without: off }: Beside) => Math.abs(on - off);
  return found.filter((one) => gap(one) > 0).sort((a, b) => gap(b) - gap(a))[0];
}

/** One question for the week, another one each week, of those that suit where the member was last. */
export function weeklyQuestion(
  prompts: readonly Prompt[],
  week: LocalDate,
  state: State | undefined,
): Prompt | undefined {
  const fitting = prompts.filter(
    ({ kind, zoneFit }) => kind === "reflect" && (state === undefined || zoneFit.includes(state)),
  );
  return fitting[Math.floor(dayOf(week) / 7) % Math.max(1, fitting.length)];
}
