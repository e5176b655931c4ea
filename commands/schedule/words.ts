/** A schedule in one sentence: what, when, by whose clock, and where. Shared with what members see of it. */
import { channelMention, inlineCode } from "discord.js";
import { parseDate } from "#core/days.ts";
import type { LocalDate } from "#core/ids.ts";
import type { DatePattern, Rule } from "#core/recurrence.ts";
import type { ScheduleDraft } from "#core/schedule.ts";
import { cityOf } from "#locale/cities.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

export const kinds = ["checkin", "drill", "practice", "prompt", "lesson", "look-back", "text"] as const;
/** Sets of prompts that a schedule can draw from. */
export const promptSets = ["notice", "activation", "connection", "reflect"] as const;

/**
 * All of it: "A check-in, every weekday at 08:00, on each member's own clock, by direct message to those who join."
 * @param reader whose eyes it is for: a moderator's, or those of the member whom it reaches
 */
export const sentenceOf = (
  t: Translate,
  draft: ScheduleDraft,
  reader: "moderator" | "member" = "moderator",
): string =>
  t("schedule.sentence", {
    what: whatOf(t, draft, reader),
    when: markup(whenOf(t, draft.rule)),
    window: reader === "member" ? 0 : draft.windowMin,
    clock:
      draft.zone === null && reader === "member"
        ? t.plain("schedule.clock.yours")
        : clockWords(t, draft.zone),
    where: markup(draft.way === "dm" && reader === "member" ? t("schedule.where.you") : whereOf(t, draft)),
  });

/** Short, for lists and choices: "Check-in · every weekday at 08:00". */
export const shortOf = (t: Translate, { kind, rule }: Pick<ScheduleDraft, "kind" | "rule">): string =>
  t.plain("schedule.short", { what: t.plain(`schedule.kind.${kind}`), when: whenOf(t, rule, true) });

export function whatOf(
  t: Translate,
  { kind, content }: Pick<ScheduleDraft, "kind" | "content">,
  reader: "moderator" | "member",
): string {
  if (kind === "text" && reader === "member") return t.plain("schedule.what-text");
  const set = promptSets.find((one) => one === content["set"]);
  if (kind === "prompt" && set)
    return t.plain("schedule.what-prompt", { set: t.plain(`schedule.set.${set}`) });
  return t.plain(`schedule.what.${kind}`);
}

export const clockWords = (t: Translate, zone: string | null): string =>
  zone === null ? t.plain("schedule.clock.own") : t.plain("schedule.clock.city", { city: cityOf(zone) });

/** @returns markup */
export function whereOf(t: Translate, { way, channelId }: Pick<ScheduleDraft, "way" | "channelId">): string {
  if (way === "dm") return t.plain("schedule.where.dm");
  if (channelId === null) return t.plain("schedule.where.no-channel");
  return t("schedule.where.channel", { channel: markup(channelMention(channelId)) });
}

/** When it comes round, with its first and last date. @returns markup, unless it is to be plain */
export function whenOf(t: Translate, rule: Rule, plain = false): string {
  const { from, until } = rule;
  const times =
    rule.kind === "cron" ? cronWords(t, rule.text, plain) : timesWords(t, rule.dates, timesOf(t, rule));
  if (from && until)
    return t.plain("schedule.span.both", { times, from: dateWords(t, from), until: dateWords(t, until) });
  if (from) return t.plain("schedule.span.from", { times, from: dateWords(t, from) });
  return until ? t.plain("schedule.span.until", { times, until: dateWords(t, until) }) : times;
}

const cronWords = (t: Translate, text: string, plain: boolean): string =>
  t.plain("schedule.when.cron", { line: plain ? text : inlineCode(text) });

const timesOf = (t: Translate, rule: Extract<Rule, { kind: "times" }>): string =>
  list(
    t,
    rule.times
      .map(({ at }) => at)
      .toSorted((a, b) => a - b)
      .map(clockOf),
  );

function timesWords(t: Translate, dates: DatePattern, times: string): string {
  const { weekdays = [], everyWeeks, nth, monthDays } = dates;
  const days = daysOf(t, weekdays);
  if (monthDays)
    return t.plain("schedule.when.month-days", {
      days: list(
        t,
        monthDays.map((day) => dayWords(t, day)),
      ),
      times,
    });
  if (nth)
    return t.plain("schedule.when.nth", {
      nth: list(
        t,
        nth.map((one) => t.plain(`schedule.nth.${nthKey(one)}`)),
      ),
      days,
      times,
    });
  if (everyWeeks && everyWeeks.every > 1)
    return t.plain("schedule.when.weeks", { every: everyWeeks.every, days, times });
  if (weekdays.length === 0 || weekdays.length === 7) return t.plain("schedule.when.every-day", { times });
  if (isWorkweek(weekdays)) return t.plain("schedule.when.weekdays", { times });
  return t.plain("schedule.when.days", { days, times });
}

const isWorkweek = (weekdays: number[]): boolean =>
  weekdays.length === 5 && [1, 2, 3, 4, 5].every((day) => weekdays.includes(day));

/** From Monday on; "every day" when it is all of them. */
export function daysOf(t: Translate, weekdays: number[]): string {
  if (weekdays.length === 0 || weekdays.length === 7) return t.plain("schedule.any-day");
  return list(
    t,
    mondayFirst.filter((day) => weekdays.includes(day)).map((day) => weekdayName(day, t.locale)),
  );
}
export const mondayFirst = [1, 2, 3, 4, 5, 6, 0];

const nthKeys = { "-1": "last", "1": "1", "2": "2", "3": "3", "4": "4", "5": "5" } as const;
const nthKey = (nth: number) => nthKeys[String(nth) as keyof typeof nthKeys];
const dayWords = (t: Translate, day: number): string =>
  day === -1 ? t.plain("schedule.last-day") : String(day);

const list = (t: Translate, words: string[]): string =>
  new Intl.ListFormat(t.locale, { style: "long", type: "conjunction" }).format(words);

/** "2 March 2026" in the reader's language. */
export function dateWords(t: Translate, date: LocalDate): string {
  const day = parseDate(date);
  if (day === undefined) return date;
  return dateFormat(t.locale, { dateStyle: "long", timeZone: "UTC" }).format(day * 86_400_000);
}
