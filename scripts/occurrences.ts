/**
 * Prints when a rule comes round, one instant a line, by the same code that the bot uses.
 *
 *     npm run --silent occurrences -- --zone Europe/Berlin --at 08:00 --days mon,wed --from 2026-03-01 --count 5
 *     npm run --silent occurrences -- --zone America/New_York --cron "30 2 * * *" --from 2026-03-07T12:00:00Z --count 3
 *
 * `--from` is an ISO instant; without `Z` or an offset it is wall time in the zone. Occurrences are strictly later.
 */
import { parseArgs } from "node:util";
import type { CronFault, CronField } from "#core/cron-fault.ts";
import { parseDate } from "#core/days.ts";
import { nextDay } from "#core/recurrence-days.ts";
import { occurrences } from "#core/recurrence-next.ts";
import { compileRule, dailyRule, type Rule } from "#core/recurrence.ts";
import { instantOf } from "#core/wall-clock.ts";
import { isZone, similarZones } from "#core/zone.ts";
import { readCron } from "#nudges/cron-text.ts";

/** What the caller got wrong, in one sentence. */
class UsageError extends Error {}

interface Question {
  zone: string;
  rule: Rule;
  from: number;
  count: number;
}

const weekdayNames = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const countLimit = 100_000;

function main(args: string[]): void {
  const { zone, rule, from, count } = readQuestion(args);
  const compiled = compileRule(rule);
  if (nextDay(compiled, 0) === undefined) throw new UsageError("This rule never comes round.");
  const lines = occurrences(compiled, zone, from)
    .take(count)
    .map(({ instant }) => `${iso(instant)}\n`);
  process.stdout.write([...lines].join(""));
}

function readQuestion(args: string[]): Question {
  const options = readOptions(args);
  const zone = readZone(required(options.zone, "--zone"));
  if ((options.at === undefined) === (options.cron === undefined))
    throw new UsageError('Give either --at HH:MM or --cron "…", one of the two.');
  if (options.cron !== undefined && options.days !== undefined)
    throw new UsageError("--days goes with --at; a cron line names its days itself.");
  const rule = options.at
    ? dailyRule(options.at.map(readTime), options.days === undefined ? undefined : readDays(options.days))
    : readCronRule(options.cron ?? "");
  const from = readInstant(required(options.from, "--from"), zone);
  return { zone, rule, from, count: readCount(required(options.count, "--count")) };
}

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        zone: { type: "string" },
        at: { type: "string", multiple: true },
        cron: { type: "string" },
        days: { type: "string" },
        from: { type: "string" },
        count: { type: "string" },
      },
    }).values;
  } catch (error) {
    const [first] = (error instanceof Error ? error.message : String(error)).split(/(?<=\.)\s/);
    throw new UsageError(first ?? "These options cannot be read.");
  }
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`${name} is missing.`);
  return value;
}

function readZone(name: string): string {
  if (isZone(name)) return name;
  const [similar] = similarZones(name);
  const hint = similar ? `did you mean ${similar}?` : "use an IANA name such as Europe/Berlin.";
  throw new UsageError(`There is no time zone "${name}": ${hint}`);
}

function readTime(text: string): number {
  const match = /^(\d{1,2}):(\d\d)$/.exec(text);
  const [hour, minute] = [Number(match?.[1] ?? NaN), Number(match?.[2] ?? NaN)];
  if (!(hour <= 23 && minute <= 59)) throw new UsageError(`"${text}" is not a time from 00:00 to 23:59.`);
  return hour * 60 + minute;
}

function readDays(text: string): number[] {
  return text.split(",").map((word) => {
    const name = word.trim().toLowerCase();
    const day = weekdayNames.findIndex((known) => name.length >= 3 && known.startsWith(name));
    if (day < 0) throw new UsageError(`"${word}" is not a weekday: use mon, tue, wed, thu, fri, sat, sun.`);
    return day;
  });
}

function readInstant(text: string, zone: string): number {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/i.exec(
    text,
  );
  const [, date = "", hour = "00", minute = "00", second = "00", offset] = match ?? [];
  const inRange = Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
  const wrong = new UsageError(`"${text}" is not an ISO time such as 2026-03-29T00:30:00Z.`);
  if (parseDate(date) === undefined || !inRange) throw wrong;
  if (offset !== undefined) {
    const instant = Date.parse(text.replace(" ", "T").replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
    if (Number.isNaN(instant)) throw wrong;
    return instant;
  }
  const instant = instantOf(date, Number(hour) * 60 + Number(minute), zone);
  if (instant === undefined) throw new UsageError(`${date} does not exist in ${zone}.`);
  return instant + Number(second) * 1000;
}

function readCount(text: string): number {
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(count >= 1 && count <= countLimit))
    throw new UsageError(`--count must be a whole number from 1 to ${countLimit}, not "${text}".`);
  return count;
}

function readCronRule(text: string): Rule {
  const read = readCron(text);
  if ("fault" in read) throw new UsageError(cronSentence(read.fault));
  return read.rule;
}

const fieldNames: Record<CronField, string> = {
  minute: "The minute (first field)",
  hour: "The hour (second field)",
  monthday: "The day of the month (third field)",
  month: "The month (fourth field)",
  weekday: "The day of the week (fifth field)",
};
const alsoNames: Partial<Record<CronField, string>> = { month: " or jan to dec", weekday: " or sun to sat" };

function cronSentence(fault: CronFault): string {
  switch (fault.code) {
    case "cron-field": {
      const allowed = `${fault.low} to ${fault.high}${alsoNames[fault.field] ?? ""}`;
      return `${fieldNames[fault.field]} cannot be "${fault.value}": it takes ${allowed}, lists (1,2), ranges (1-5) and steps (*/2).`;
    }
    case "cron-step":
      return `${fieldNames[fault.field]} cannot be "${fault.value}": a step goes up to ${fault.high} there.`;
    case "cron-fields":
      return `A cron line has five fields (minute, hour, day of month, month, day of week), not ${fault.count}.`;
    case "cron-unsupported":
      return `"${fault.value}" is not supported in a cron line here.`;
    case "cron-both-days":
      return `A cron line cannot set both the day of the month (${fault.monthDay}) and the day of the week (${fault.weekday}), because programs disagree on what that means: put * in one of them.`;
    case "cron-impossible-day":
      return `This rule never comes round: no year has the day and month "${fault.value}".`;
    case "cron-empty":
      return "The cron line is empty.";
    default:
      return `The cron line is longer than ${fault.limit} characters.`;
  }
}

function iso(instant: number): string {
  return new Date(instant).toISOString().replace(".000Z", "Z");
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
