/**
 * Weeks by which a server's sums are counted: Monday to Sunday in UTC, the same for everybody. By the server's own clock,
 * a moderator could set it back on a Monday and see a week that was shown already go on counting.
 */
import { addDays, dateOf, mondayOf } from "./days.ts";
import type { EpochMs, LocalDate } from "./ids.ts";

const dayMs = 86_400_000;

/** The Monday of the week that an instant lies in. */
export const serverWeekOf = (at: EpochMs): LocalDate => dateOf(mondayOf(Math.floor(at / dayMs)));

/**
 * Name of the mark on a week in which counting was switched on or off: it is not shown. Else a moderator could have only
 * those counted who answer in a minute of their choosing.
 */
export const cutMark = "cut";

/** Mondays of whole weeks that are over, from the one in which `since` lies, oldest first, at most so many. */
export function weeksOver(since: EpochMs, now: EpochMs, most: number): LocalDate[] {
  const first = serverWeekOf(since);
  const weeks: LocalDate[] = [];
  for (
    let week = addDays(serverWeekOf(now), -7);
    week >= first && weeks.length < most;
    week = addDays(week, -7)
  )
    weeks.unshift(week);
  return weeks;
}
