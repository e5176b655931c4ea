/** Which calendar days a compiled rule falls on, whatever the zone. */
import { civil, daysInMonth, weekdayOfDay, type DayNumber } from "./days.ts";
import { everyNth, lastDayBit, lastNth, type CompiledRule } from "./recurrence.ts";

/** The Gregorian calendar repeats after 400 years: a rule that found no day by then never will. */
const horizon = 146_097;

/** The first day from `day` on that the rule falls on; undefined when there is none. */
export function nextDay(rule: CompiledRule, day: DayNumber): DayNumber | undefined {
  let candidate = Math.max(day, rule.from);
  if (rule.everyDay) return candidate;
  const last = Math.min(candidate + horizon, rule.until);
  while (candidate <= last) {
    const skip = daysToSkip(rule, candidate);
    if (skip === 0) return candidate;
    candidate += skip;
  }
  return undefined;
}

/** 0 when the rule falls on this day, else how many days to go on before looking again. */
function daysToSkip(rule: CompiledRule, day: DayNumber): number {
  const nth = rule.weekdays ? rule.weekdays[weekdayOfDay(day)]! : everyNth;
  if (nth === 0) return 1;
  if (rule.everyWeeks > 1) {
    const weeks = Math.floor((day - rule.anchorMonday) / 7);
    const over = ((weeks % rule.everyWeeks) + rule.everyWeeks) % rule.everyWeeks;
    if (over !== 0) return rule.anchorMonday + (weeks - over + rule.everyWeeks) * 7 - day;
  }
  if (nth === everyNth && rule.monthDays === 0 && rule.months === 0) return 0;
  const date = civil(day);
  const length = daysInMonth(date.year, date.month);
  if (rule.months !== 0 && (rule.months & (1 << date.month)) === 0) return length - date.day + 1;
  if (rule.monthDays !== 0 && !onMonthDay(rule.monthDays, date.day, length)) return 1;
  return onNth(nth, date.day, length) ? 0 : 1;
}

function onMonthDay(mask: number, day: number, length: number): boolean {
  return (mask & (1 << day)) !== 0 || (day === length && (mask & lastDayBit) !== 0);
}

function onNth(mask: number, day: number, length: number): boolean {
  if ((mask & (1 << Math.floor((day - 1) / 7))) !== 0) return true;
  return day + 7 > length && (mask & lastNth) !== 0;
}
