/**
 * What moderators see of a server: whole weeks that are over, rounded, from ten people on. The counts are rounded
 * here, before anything is drawn or said, so that no picture and no caption can hold an exact one.
 */
import { states, type State } from "./check-in.ts";
import type { LocalDate } from "./ids.ts";

/** Fewer people than this are never told apart from none. */
export const fewestPeople = 10;
const step = 5;

/** A count as moderators may see it. */
export type RoundedCount = number | "few";

/** Below ten *few*, from ten on the nearest five. */
export function roundedCount(count: number): RoundedCount {
  return count < fewestPeople ? "few" : Math.round(count / step) * step;
}

/** Exact figures of one week, as they were counted when members answered. */
export interface ServerWeek {
  /** A Monday; the week is over. */
  week: LocalDate;
  /** People who checked in. */
  people: number;
  /** People by the state they named first in that week. */
  states: Record<State, number>;
  delivery: { sent: number; late: number; expired: number; failed: number; held: number };
}

export interface InsightWeek {
  week: LocalDate;
  people: RoundedCount;
  /** Share of people in each state, in steps of ten per cent; only when enough stand behind every part. */
  states?: Record<State, number>;
  /** Shown always. Rounded like the rest: the number of messages would tell the number of people who get them. */
  delivery: Record<keyof ServerWeek["delivery"], RoundedCount>;
}

export interface InsightsData {
  /** Oldest first. */
  weeks: InsightWeek[];
}

/** Weeks that a picture has room for. */
export const insightWeekLimit = 12;

export function insightsData(weeks: readonly ServerWeek[]): InsightsData {
  const sorted = weeks.toSorted((a, b) => (a.week < b.week ? -1 : 1)).slice(-insightWeekLimit);
  return {
    weeks: sorted.map(({ week, people, states: counts, delivery }) => {
      const shares = sharesOf(counts);
      return {
        week,
        people: roundedCount(people),
        ...(shares ? { states: shares } : {}),
        delivery: {
          sent: roundedCount(delivery.sent),
          late: roundedCount(delivery.late),
          expired: roundedCount(delivery.expired),
          failed: roundedCount(delivery.failed),
          held: roundedCount(delivery.held),
        },
      };
    }),
  };
}

/** Shares only where each state was named by ten people at least: a sliver, and a missing one too, would point at someone. */
function sharesOf(counts: Record<State, number>): Record<State, number> | undefined {
  if (states.some((state) => counts[state] < fewestPeople)) return undefined;
  const total = states.reduce((sum, state) => sum + counts[state], 0);
  const share = (state: State) => Math.round((counts[state] / total) * 10) * 10;
  return { "too-little": share("too-little"), within: share("within"), "too-much": share("too-much") };
}
