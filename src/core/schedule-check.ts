/** What can be wrong with a rule before it is saved, as codes; each has a sentence in the locale files. */
import { contactLimits } from "./contact-limits.ts";
import { parseDate } from "./days.ts";
import type { LocalDate } from "./ids.ts";
import { nextDay } from "./recurrence-days.ts";
import { compileRule, type CompiledRule, type DatePattern, type Rule } from "./recurrence.ts";

export type RuleFault =
  | { code: "rule-no-times" }
  | { code: "rule-bad-time"; value: number }
  | { code: "rule-no-days" }
  | { code: "rule-bad-day"; value: number }
  | { code: "rule-bad-weeks"; value: number; low: number; high: number }
  | { code: "rule-both-days" }
  | { code: "rule-bad-date"; value: string }
  | { code: "rule-ends-before-it-begins"; from: LocalDate; until: LocalDate }
  | { code: "rule-is-over"; until: LocalDate }
  | { code: "rule-never" }
  | { code: "rule-too-close"; minutes: number; allowed: number }
  | { code: "rule-too-often"; perDay: number; allowed: number };

export const rule = {
  /** Minutes between two occurrences at least. */
  spacing: 15,
  longestWeeks: 52,
} as const;

/**
 * The first fault of a rule, undefined when it is sound.
 * @param today the date where the rule begins to hold
 */
export function checkRule(
  candidate: Rule,
  today: LocalDate,
  perDayLimit: number = contactLimits.perDay,
): RuleFault | undefined {
  const fault =
    boundsFault(candidate, today) ?? (candidate.kind === "times" ? timesFault(candidate) : undefined);
  if (fault) return fault;
  const compiled = compileRule(candidate);
  const first = nextDay(compiled, parseDate(today) ?? 0);
  if (first === undefined || compiled.minutes.length === 0) return { code: "rule-never" };
  const minutes = closest(compiled, first);
  if (minutes < rule.spacing) return { code: "rule-too-close", minutes, allowed: rule.spacing };
  const perDay = compiled.minutes.length;
  return perDay > perDayLimit ? { code: "rule-too-often", perDay, allowed: perDayLimit } : undefined;
}

function boundsFault({ from, until }: Rule, today: LocalDate): RuleFault | undefined {
  for (const value of [from, until])
    if (value !== undefined && parseDate(value) === undefined) return { code: "rule-bad-date", value };
  if (until === undefined) return undefined;
  if (from !== undefined && from > until) return { code: "rule-ends-before-it-begins", from, until };
  return until < today ? { code: "rule-is-over", until } : undefined;
}

function timesFault({ times, dates }: Extract<Rule, { kind: "times" }>): RuleFault | undefined {
  if (times.length === 0) return { code: "rule-no-times" };
  const odd = times.find(({ at }) => !isWhole(at, 0, 1439));
  return odd ? { code: "rule-bad-time", value: odd.at } : patternFault(dates);
}

function patternFault({ weekdays, nth, monthDays, everyWeeks }: DatePattern): RuleFault | undefined {
  if ([weekdays, nth, monthDays].some((list) => list?.length === 0)) return { code: "rule-no-days" };
  if (monthDays && (weekdays || nth)) return { code: "rule-both-days" };
  const odd =
    weekdays?.find((day) => !isWhole(day, 0, 6)) ??
    nth?.find((value) => value !== -1 && !isWhole(value, 1, 5)) ??
    monthDays?.find((day) => day !== -1 && !isWhole(day, 1, 31));
  if (odd !== undefined) return { code: "rule-bad-day", value: odd };
  if (!everyWeeks) return undefined;
  if (!isWhole(everyWeeks.every, 1, rule.longestWeeks))
    return { code: "rule-bad-weeks", value: everyWeeks.every, low: 1, high: rule.longestWeeks };
  return parseDate(everyWeeks.anchor) === undefined
    ? { code: "rule-bad-date", value: everyWeeks.anchor }
    : undefined;
}

/** Minutes between the two closest occurrences; over midnight only if the rule ever falls on two days in a row. */
function closest({ minutes, ...compiled }: CompiledRule, firstDay: number): number {
  const gaps = [...minutes].map((minute, index) => minute - (minutes[index - 1] ?? -Infinity));
  const overnight = 1440 - minutes.at(-1)! + minutes[0]!;
  if (overnight < rule.spacing && hasNeighbours({ minutes, ...compiled }, firstDay)) gaps.push(overnight);
  return Math.min(...gaps);
}

function hasNeighbours(compiled: CompiledRule, firstDay: number): boolean {
  let day: number | undefined = firstDay;
  for (let looked = 0; looked < 400 && day !== undefined; looked++) {
    const next = nextDay(compiled, day + 1);
    if (next === day + 1) return true;
    day = next;
  }
  return false;
}

function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high;
}
