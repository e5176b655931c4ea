import { describe, expect, it } from "vitest";
import { type DatePattern, type Rule } from "#core/recurrence.ts";
import { checkRule } from "#core/schedule-check.ts";
import { readCron } from "#nudges/cron-text.ts";

const today = "2026-05-04";
const on = (dates: DatePattern, ...times: number[]): Rule => ({
  kind: "times",
  times: times.map((at, slot) => ({ slot, at })),
  dates,
});
const cron = (text: string): Rule => {
  const read = readCron(text);
  if ("fault" in read) throw new Error(read.fault.code);
  return read.rule;
};

describe("a rule is refused", () => {
  it.each<[string, Rule, object]>([
    ["without a time", on({}), { code: "rule-no-times" }],
    ["at a time that no clock shows", on({}, 1440), { code: "rule-bad-time", value: 1440 }],
    ["on no day", on({ weekdays: [] }, 540), { code: "rule-no-days" }],
    ["on an eighth weekday", on({ weekdays: [1, 7] }, 540), { code: "rule-bad-day", value: 7 }],
    ["on a sixth Monday", on({ weekdays: [1], nth: [6] }, 540), { code: "rule-bad-day", value: 6 }],
    [
      "on weekdays and days of the month",
      on({ weekdays: [1], monthDays: [1] }, 540),
      { code: "rule-both-days" },
    ],
    [
      "every zero weeks",
      on({ everyWeeks: { every: 0, anchor: today } }, 540),
      { code: "rule-bad-weeks", value: 0, low: 1, high: 52 },
    ],
    [
      "from a date that does not exist",
      { ...on({}, 540), from: "2026-02-30" },
      { code: "rule-bad-date", value: "2026-02-30" },
    ],
    [
      "that ends before it begins",
      { ...on({}, 540), from: "2026-06-02", until: "2026-06-01" },
      { code: "rule-ends-before-it-begins", from: "2026-06-02", until: "2026-06-01" },
    ],
    ["that is over", { ...on({}, 540), until: "2026-05-03" }, { code: "rule-is-over", until: "2026-05-03" }],
    [
      "that falls on no day of its span",
      { ...on({ weekdays: [0] }, 540), until: "2026-05-05" },
      { code: "rule-never" },
    ],
    [
      "whose fortnight and first Monday never meet in its span",
      {
        ...on({ weekdays: [1], nth: [1], everyWeeks: { every: 2, anchor: "2026-05-11" } }, 540),
        until: "2026-06-30",
      },
      { code: "rule-never" },
    ],
    ["with two times too close", on({}, 540, 550), { code: "rule-too-close", minutes: 10, allowed: 15 }],
    [
      "with two times too close over midnight",
      on({}, 5, 1435),
      { code: "rule-too-close", minutes: 10, allowed: 15 },
    ],
    [
      "more often than the limits allow",
      cron("0 */2 * * *"),
      { code: "rule-too-often", perDay: 12, allowed: 3 },
    ],
    ["every five minutes", cron("*/5 * * * *"), { code: "rule-too-close", minutes: 5, allowed: 15 }],
  ])("%s", (_, rule, fault) => {
    expect(checkRule(rule, today)).toEqual(fault);
  });
});

describe("a rule is sound", () => {
  it.each<[string, Rule]>([
    ["three times a day", on({}, 480, 780, 1200)],
    ["late and early on days that never touch", on({ weekdays: [1] }, 5, 1435)],
    ["on its last day", { ...on({}, 540), until: today }],
    ["on 29 February", cron("0 9 29 2 *")],
    [
      "every other first Monday",
      on({ weekdays: [1], nth: [1], everyWeeks: { every: 2, anchor: today } }, 540),
    ],
  ])("%s", (_, rule) => {
    expect(checkRule(rule, today)).toBeUndefined();
  });
});
