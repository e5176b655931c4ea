/** From what was picked or typed to a change of the draft. */
import type { DraftCases } from "#app/schedule-drafts.ts";
import { Fault } from "#app/fault.ts";
import { timeIn } from "#commands/settings/nudge-page.ts";
import { addDays, parseDate } from "#core/days.ts";
import type { EpochMs, LocalDate } from "#core/ids.ts";
import type { DatePattern, Rule } from "#core/recurrence.ts";
import { retime, type ScheduleDraft, type ScheduleKind } from "#core/schedule.ts";
import { localDate } from "#core/wall-clock.ts";
import { findCities } from "#locale/cities.ts";
import { isZone } from "#core/zone.ts";
import { kinds, promptSets } from "./words.ts";

type Before = Parameters<Parameters<DraftCases["change"]>[2]>[0];
type Changes = Partial<ScheduleDraft>;
type Times = Extract<Rule, { kind: "times" }>;

/** Times that can come a day; more are refused with a sentence that says how many are fine. */
export const timesAtMost = 3;
const eight = 8 * 60;

/** What a pick in one of the lists changes. @throws {Fault} stale-button for what no list holds */
export function picked(field: string | undefined, values: string[], before: Before, now: EpochMs): Changes {
  const [value = ""] = values;
  switch (field) {
    case "what":
      return whatChange(value, before.body);
    case "set":
      return { content: { set: promptSets.find((set) => set === value) ?? promptSets[0] } };
    case "piece":
      return { content: value === "any" ? {} : { piece: value } };
    case "times":
      return { rule: withTimes(before.body.rule, values.map(Number)) };
    case "days":
      return { rule: onDays(before.body.rule, values.map(Number)) };
    case "clock":
      return { zone: value === "own" ? null : value };
    case "where":
      return value === "channel" ? { way: "channel" } : { way: "dm" };
    case "often":
      return { rule: often(before.body.rule, value, today(before, now)) };
    case "window":
      return { windowMin: Number(value) };
    case "quiet":
      return { policy: value === "move" ? { quiet: "move" } : {} };
    default:
      throw new Fault("stale-button");
  }
}

function whatChange(value: string, before: ScheduleDraft): Changes {
  const kind = kinds.find((one) => one === value);
  if (!kind) throw new Fault("stale-button");
  return kind === before.kind ? {} : { kind, content: usualContent(kind) };
}

const usualContent = (kind: ScheduleKind): Record<string, unknown> =>
  kind === "prompt" ? { set: promptSets[0] } : {};

/** A rule of plain times; a cron line gives way to it, with the times it had where it had few. */
function plain(rule: Rule): Times {
  const { from, until } = rule;
  const bounds = { ...(from ? { from } : {}), ...(until ? { until } : {}) };
  if (rule.kind === "times") return rule;
  return { kind: "times", times: [{ slot: 0, at: eight }], dates: {}, ...bounds };
}

function withTimes(rule: Rule, times: number[]): Times {
  const before = plain(rule);
  const sorted = [...new Set(times)].toSorted((a, b) => a - b);
  return { ...before, times: retime(before.times, sorted) };
}

/** One time more. */
export function addTime(rule: Rule, text: string): Times {
  const before = plain(rule);
  return withTimes(before, [...before.times.map(({ at }) => at), timeIn(text)]);
}

/** Times as they are typed, in a row. @throws {Fault} bad-time */
export const typedTimes = (rule: Rule, text: string): Times =>
  withTimes(
    rule,
    text
      .split(/\s*(?:,|;|\band\b|&)\s*/)
      .filter(Boolean)
      .map(timeIn),
  );

function onDays(rule: Rule, weekdays: number[]): Times {
  const before = plain(rule);
  const { monthDays: _, ...dates } = before.dates;
  const all = weekdays.length === 7 && !dates.nth;
  if (all && !dates.everyWeeks) return { ...before, dates: {} };
  return { ...before, dates: { ...dates, weekdays: weekdays.toSorted((a, b) => a - b) } };
}

const names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** Days as they are typed: "weekdays", "mon wed fri", "every day". @throws {Fault} bad-days */
export function typedDays(rule: Rule, text: string): Times {
  const words = text.toLowerCase().trim();
  if (/^(?:every ?day|daily|all)$/.test(words)) return onDays(rule, [0, 1, 2, 3, 4, 5, 6]);
  const days = words
    .split(/[\s,;]+|\band\b/)
    .filter(Boolean)
    .flatMap((word) => daysCalled(word, text));
  if (days.length === 0) throw new Fault("bad-days", { text });
  return onDays(rule, [...new Set(days)]);
}

function daysCalled(word: string, text: string): number[] {
  if (/^(?:weekdays?|workdays?|mon-fri)$/.test(word)) return [1, 2, 3, 4, 5];
  if (/^weekends?$/.test(word)) return [6, 0];
  const day = names.findIndex((name) => word.startsWith(name));
  if (day < 0) throw new Fault("bad-days", { text });
  return [day];
}

/** `1` each week, `2` every other one, `2+` the same from next week on, `nth1` the first of the month, `nth-1` the last. */
function often(rule: Rule, value: string, date: LocalDate): Times {
  const before = plain(rule);
  const { weekdays } = before.dates;
  const [, every = "", later] = /^(\d)(\+)?$/.exec(value) ?? [];
  const nth = /^nth(-?\d)$/.exec(value)?.[1];
  const days = weekdays ? { weekdays } : {};
  if (nth) return { ...before, dates: { weekdays: weekdays ?? [1], nth: [Number(nth)] } };
  if (!every) throw new Fault("stale-button");
  const dates: DatePattern =
    every === "1"
      ? days
      : { ...days, everyWeeks: { every: Number(every), anchor: later ? addDays(date, 7) : date } };
  return { ...before, dates };
}

/** "1, 15, last" as days of the month. @throws {Fault} bad-month-days */
export function monthDays(rule: Rule, text: string): Times {
  const before = plain(rule);
  const days = text
    .toLowerCase()
    .split(/[\s,;]+|\band\b/)
    .filter(Boolean)
    .map((word) =>
      word === "last" ? -1 : Number(/^(\d{1,2})(?:st|nd|rd|th|\.)?$/.exec(word)?.[1] ?? Number.NaN),
    );
  if (days.length === 0 || days.some((day) => !(day === -1 || (day >= 1 && day <= 31))))
    throw new Fault("bad-month-days", { text });
  return { ...before, dates: { monthDays: [...new Set(days)] } };
}

/** First and last date, either left empty. @throws {Fault} rule-bad-date */
export function between(rule: Rule, from: string, until: string): Rule {
  const { from: _from, until: _until, ...rest } = rule;
  const bounds = { ...bound("from", from), ...bound("until", until) };
  return { ...rest, ...bounds };
}

function bound<N extends "from" | "until">(name: N, text: string): Partial<Record<N, LocalDate>> {
  const value = text.trim();
  if (!value) return {};
  const [, year, month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value) ?? [];
  const date = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : value;
  if (parseDate(date) === undefined) throw new Fault("rule-bad-date", { value });
  return { [name]: date } as Partial<Record<N, LocalDate>>;
}

/** A zone picked from the list, or a place typed without picking: the best match counts. @throws {Fault} unknown-zone */
export function zoneCalled(text: string): string {
  if (isZone(text)) return text;
  const [city] = findCities(text, 1);
  if (!city) throw new Fault("unknown-zone", { name: text });
  return city.zone;
}

/** The date where the schedule lives. */
const today = ({ body, serverZone }: Before, now: EpochMs): LocalDate =>
  localDate(now, body.zone ?? serverZone);
