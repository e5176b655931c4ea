/**
 * Days lived towards a member's own goal, and the times they came back. Nothing is ever set to zero: a lapse and a
 * pause are entries beside the days, and the days already lived stay lived.
 *
 * A day counts once it is over. So what is shown in the evening cannot be taken back by what is entered that night.
 */
import { dayOf } from "./days.ts";
import type { LocalDate } from "./ids.ts";

/** From the first day not counted to the first day counted again; without `until` it goes on. */
export interface Pause {
  from: LocalDate;
  until?: LocalDate;
}

export interface Goal {
  version: number;
  /** In the member's own words: "alcohol-free", "my plan", "gentle with myself". */
  words: string;
  since: LocalDate;
  /** Days on which there was a lapse. */
  lapses: LocalDate[];
  /** "Stopped, will start again later." */
  pauses: Pause[];
  /** Milestones that were already shown, so that each is shown once. */
  shown: string[];
  /** What one day is worth in money or time, if the member likes to count it. */
  worth?: { each: number; unit: string };
}

export interface DaysLived {
  /** Days that are over, were no lapse and lay in no pause. */
  lived: number;
  /** Days that are over, pauses left out: "78 of 79". */
  of: number;
  /** Times a day was lived again after a lapse or a pause. */
  returned: number;
  /** Days in a row, for members who switched that on. */
  longest: number;
  current: number;
  /** Whether it stands still today. */
  paused: boolean;
  /** `lived` times what a day is worth. */
  saved?: { amount: number; unit: string };
}

export interface Milestone {
  /** `days-30`, `returned-1`. */
  id: string;
  kind: "days" | "returned";
  count: number;
}

export const goalVersion = 1;
const dayMarks = [1, 3, 7, 14, 30, 60, 90, 180, 270] as const;
const returnMarks = [1, 3, 5, 10, 20] as const;

export function startGoal(words: string, since: LocalDate): Goal {
  return { version: goalVersion, words, since, lapses: [], pauses: [], shown: [] };
}

/** Notes a lapse. The same day twice is one entry. */
export function noteLapse(goal: Goal, on: LocalDate): Goal {
  return goal.lapses.includes(on) ? goal : { ...goal, lapses: [...goal.lapses, on].sort() };
}

/** Takes an entry back, as one may for 48 hours. */
export function withdrawLapse(goal: Goal, on: LocalDate): Goal {
  return { ...goal, lapses: goal.lapses.filter((day) => day !== on) };
}

/** "Stopped, will start again later." A goal that stands still already stays so. */
export function pauseGoal(goal: Goal, from: LocalDate): Goal {
  return openPause(goal) ? goal : { ...goal, pauses: [...goal.pauses, { from }] };
}

/** Starts again; the days from before are all still there. */
export function resumeGoal(goal: Goal, on: LocalDate): Goal {
  const open = openPause(goal);
  if (!open) return goal;
  const until = on < open.from ? open.from : on;
  return { ...goal, pauses: goal.pauses.map((pause) => (pause === open ? { ...pause, until } : pause)) };
}

/** Everything a screen about one goal can say. `today` is the member's own local date. */
export function daysLived(goal: Goal, today: LocalDate): DaysLived {
  const counts = { lived: 0, of: 0, returned: 0, longest: 0, current: 0 };
  const lapses = new Set(goal.lapses.map(dayOf));
  const pauses = goal.pauses.map(({ from, until }) => ({
    from: dayOf(from),
    until: until === undefined ? Infinity : dayOf(until),
  }));
  let away = false;
  for (let day = dayOf(goal.since); day < dayOf(today); day++) {
    if (pauses.some((pause) => pause.from <= day && day < pause.until)) {
      away = counts.lived > 0;
      counts.current = 0;
    } else if (lapses.has(day)) {
      counts.of++;
      away = true;
      counts.current = 0;
    } else {
      counts.of++;
      counts.lived++;
      if (away) counts.returned++;
      away = false;
      counts.current++;
      counts.longest = Math.max(counts.longest, counts.current);
    }
  }
  const open = openPause(goal);
  return { ...counts, paused: open !== undefined && open.from <= today, ...savings(goal, counts.lived) };
}

/**
 * What was reached by today and not shown yet, at most one of each kind: whoever begins with two years behind them is
 * not shown nine smaller ones first. All that were passed are marked as shown in the goal that comes back.
 */
export function reachMilestones(goal: Goal, today: LocalDate): { goal: Goal; reached: Milestone[] } {
  const { lived, returned } = daysLived(goal, today);
  const fresh = [passed("days", lived, dayMarks), passed("returned", returned, returnMarks)].map((kind) =>
    kind.filter(({ id }) => !goal.shown.includes(id)),
  );
  const shown = fresh.flat().map(({ id }) => id);
  if (shown.length === 0) return { goal, reached: [] };
  return {
    goal: { ...goal, shown: [...goal.shown, ...shown] },
    reached: fresh.flatMap((kind) => kind.slice(-1)),
  };
}

/** Every milestone that these counts have passed, smallest first: days, then returns. */
export function milestonesUpTo(lived: number, returned: number): Milestone[] {
  return [...passed("days", lived, dayMarks), ...passed("returned", returned, returnMarks)];
}

function passed(kind: Milestone["kind"], count: number, marks: readonly number[]): Milestone[] {
  const years =
    kind === "days" ? Array.from({ length: Math.floor(count / 365) }, (_, year) => (year + 1) * 365) : [];
  return [...marks, ...years]
    .filter((mark) => mark <= count)
    .sort((a, b) => a - b)
    .map((mark) => ({ id: `${kind}-${mark}`, kind, count: mark }));
}

function openPause(goal: Goal): Pause | undefined {
  return goal.pauses.find((pause) => pause.until === undefined);
}

function savings({ worth }: Goal, lived: number): Pick<DaysLived, "saved"> {
  if (!worth) return {};
  // Cents, so that 0.1 a day does not show as 0.30000000000000004 after three.
  return { saved: { amount: Math.round(worth.each * lived * 100) / 100, unit: worth.unit } };
}
