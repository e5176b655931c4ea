/** Days lived towards a goal, one by one: what was lived stays lived, whatever came between. */
import { daysLived, milestonesUpTo, type DaysLived, type Goal, type Milestone } from "./days-lived.ts";
import { dayOf, type DayNumber } from "./days.ts";
import type { LocalDate } from "./ids.ts";

/** `open` is a day that is not over yet. */
export type DayMark = "lived" | "lapse" | "paused" | "open";

export interface ReachedMilestone extends Milestone {
  day: DayNumber;
}

export interface DaysData {
  /** The goal in the member's own words. */
  goal: string;
  /** The first day; `marks[n]` is the day n days later, the last one is today. */
  from: DayNumber;
  marks: DayMark[];
  /** Days lived again after a lapse or a pause. */
  returns: DayNumber[];
  milestones: ReachedMilestone[];
  counts: Pick<DaysLived, "lived" | "of" | "returned" | "paused">;
}

/** @param today the member's own local date; a goal that begins later has no days yet */
export function daysData(goal: Goal, today: LocalDate): DaysData {
  const [from, last] = [dayOf(goal.since), dayOf(today)];
  const lapses = new Set(goal.lapses.map(dayOf));
  const pauses = goal.pauses.map(({ from: start, until }) => ({
    from: dayOf(start),
    until: until === undefined ? Infinity : dayOf(until),
  }));
  const marks: DayMark[] = [];
  const returns: DayNumber[] = [];
  const livedOn: DayNumber[] = [];
  let away = false;
  for (let day = from; day <= last; day++) {
    const paused = pauses.some((pause) => pause.from <= day && day < pause.until);
    const mark = paused ? "paused" : day === last ? "open" : lapses.has(day) ? "lapse" : "lived";
    marks.push(mark);
    if (mark === "lived") {
      if (away) returns.push(day);
      livedOn.push(day);
      away = false;
    } else if (mark === "lapse" || (mark === "paused" && livedOn.length > 0)) {
      away = true;
    }
  }
  const { lived, of, returned, paused } = daysLived(goal, today);
  return {
    goal: goal.words,
    from,
    marks,
    returns,
    milestones: milestonesUpTo(lived, returned).map((milestone) => ({
      ...milestone,
      day: (milestone.kind === "days" ? livedOn : returns)[milestone.count - 1]!,
    })),
    counts: { lived, of, returned, paused },
  };
}
