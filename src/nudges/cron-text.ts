/**
 * Cron lines as moderators type them: five fields of wall time, expanded by node-cron, whose own clock is not used.
 *
 * Refused, each with what would be right: a sixth field, day of month beside day of week (cron programs disagree about
 * what that means), `W` and `L-n`, steps longer than their field, dates that no year has.
 */
import { validateDetailed } from "node-cron";
import type { CronFault, CronField } from "#core/cron-fault.ts";
import type { CronFields, Rule } from "#core/recurrence.ts";

interface Field {
  name: CronField;
  low: number;
  high: number;
}

const fields: [Field, Field, Field, Field, Field] = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "monthday", low: 1, high: 31 },
  { name: "month", low: 1, high: 12 },
  { name: "weekday", low: 0, high: 7 },
];
const lengthLimit = 200;
const nicknames: Record<string, string> = {
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
  "@monthly": "0 0 1 * *",
  "@weekly": "0 0 * * 0",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
};

/** Reads a cron line into a rule, or says which part of it is wrong. */
export function readCron(text: string): { rule: Extract<Rule, { kind: "cron" }> } | { fault: CronFault } {
  const line = text.trim().replaceAll(/\s+/g, " ");
  if (line === "") return { fault: { code: "cron-empty" } };
  if (line.length > lengthLimit) return { fault: { code: "cron-too-long", limit: lengthLimit } };
  const plain = nicknames[line.toLowerCase()] ?? line;
  if (plain.startsWith("@")) return { fault: { code: "cron-unsupported", value: line } };
  const parts = plain.split(" ");
  if (parts.length !== 5) return { fault: { code: "cron-fields", count: parts.length } };
  const fault = firstFault(parts);
  if (fault) return { fault };
  return { rule: { kind: "cron", text: line, fields: expand(parts) } };
}

function firstFault(parts: string[]): CronFault | undefined {
  for (const [index, field] of fields.entries()) {
    for (const value of parts[index]!.split(",")) {
      const fault = elementFault(field, index, value, parts[index]!);
      if (fault) return fault;
    }
  }
  const { monthDays, weekdays } = expand(parts);
  if (monthDays && weekdays) return { code: "cron-both-days", monthDay: parts[2]!, weekday: parts[4]! };
  // With all elements sound, only a day that none of the months has is left for node-cron to refuse.
  if (!validateDetailed(parts.join(" ")).valid)
    return { code: "cron-impossible-day", value: `${parts[2]} ${parts[3]}` };
  return undefined;
}

/** Looks at one element of one field's list by itself, so that the answer can quote it. */
function elementFault(field: Field, index: number, value: string, whole: string): CronFault | undefined {
  const { name, low, high } = field;
  if (/^(?:l-\d+|\d*w|lw)$/i.test(value) && name === "monthday") return { code: "cron-unsupported", value };
  const alone = ["*", "*", "*", "*", "*"].with(index, value);
  if (value === "" || !validateDetailed(alone.join(" ")).valid)
    return { code: "cron-field", field: name, value: value || whole, low, high };
  const step = /\/(\d+)$/.exec(value);
  const longest = high - low + (name === "weekday" ? 0 : 1);
  if (step && Number(step[1]) > longest) return { code: "cron-step", field: name, value, high: longest };
  return undefined;
}

function expand(parts: string[]): CronFields {
  // An impossible day is an answer of its own, so days are expanded apart from months.
  const { minute, hour, dayOfMonth, dayOfWeek } = validated([...parts.slice(0, 3), "*", parts[4]!]);
  const { month } = validated(["*", "*", "*", parts[3]!, "*"]);
  const monthDays = dayOfMonth.map((day) => (day === "L" ? -1 : Number(day)));
  const weekdays = dayOfWeek.map(readWeekday);
  return {
    minutes: distinct(minute),
    hours: distinct(hour),
    monthDays: isComplete(monthDays, 31) ? null : distinct(monthDays),
    months: isComplete(month, 12) ? null : distinct(month),
    weekdays:
      weekdays.every(({ nth }) => nth === null) && distinct(weekdays.map((one) => one.weekday)).length === 7
        ? null
        : weekdays,
    interval: /^\*(?:\/\d+)?$/.test(parts[1]!),
  };
}

function validated(parts: string[]) {
  const { fields: expanded, errors } = validateDetailed(parts.join(" "));
  if (!expanded) throw new Error(`Cron elements were sound but not the line: ${errors[0]?.message}`);
  return expanded;
}

/** `1`, `1#2` (the second Monday) or `1L` (the last). */
function readWeekday(token: number | string): { weekday: number; nth: number | null } {
  const match = /^(\d)(?:#(\d)|(L))?$/i.exec(String(token));
  if (!match) throw new Error(`node-cron gave an unknown weekday: ${token}`);
  const nth = match[3] ? -1 : match[2] ? Number(match[2]) : null;
  return { weekday: Number(match[1]) % 7, nth };
}

function isComplete(values: number[], size: number): boolean {
  return distinct(values).filter((value) => value !== -1).length === size;
}

function distinct(values: number[]): number[] {
  return [...new Set(values)].toSorted((a, b) => a - b);
}
