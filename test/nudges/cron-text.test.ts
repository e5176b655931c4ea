import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dateOf } from "#core/days.ts";
import { occurrences } from "#core/recurrence-next.ts";
import { compileRule } from "#core/recurrence.ts";
import { readCron } from "#nudges/cron-text.ts";

function next(text: string, count: number): string[] {
  const read = readCron(text);
  if ("fault" in read) throw new Error(JSON.stringify(read.fault));
  const found = occurrences(compileRule(read.rule), "UTC", Date.parse("2026-03-01T00:00:00Z")).take(count);
  return [...found].map(({ instant }) => new Date(instant).toISOString().slice(5, 16));
}

const isInterval = (text: string) => {
  const read = readCron(text);
  return "rule" in read && read.rule.fields.interval;
};

/** What came of a line: its first date or its fault. */
function outcome(text: string): string {
  const read = readCron(text);
  if ("fault" in read) return read.fault.code;
  const compiled = compileRule(read.rule);
  const [first] = occurrences(compiled, "UTC", 0).take(1);
  return compiled.minutes.length > 0 && first ? dateOf(first.day) : "none";
}

const fault = (text: string) => {
  const read = readCron(text);
  return "fault" in read ? read.fault : undefined;
};

describe("cron lines", () => {
  it.each<[string, string[]]>([
    ["0 9 * * 1-5", ["03-02T09:00", "03-03T09:00"]],
    ["0 9 * * MON-FRI", ["03-02T09:00", "03-03T09:00"]],
    ["0 9 * * fri-mon", ["03-01T09:00", "03-02T09:00", "03-06T09:00"]],
    ["0 9 * * 0", ["03-01T09:00", "03-08T09:00"]],
    ["0 9 * * 7", ["03-01T09:00", "03-08T09:00"]],
    ["0 22-1 * * *", ["03-01T01:00", "03-01T22:00", "03-01T23:00", "03-02T00:00"]],
    ["0 1-23/2 * * *", ["03-01T01:00", "03-01T03:00", "03-01T05:00"]],
    ["0 */7 * * *", ["03-01T07:00", "03-01T14:00", "03-01T21:00", "03-02T00:00"]],
    ["15,45 9 1 jan,apr *", ["04-01T09:15", "04-01T09:45", "01-01T09:15"]],
    ["0 9 ? * 2", ["03-03T09:00", "03-10T09:00"]],
    ["0 9 L * *", ["03-31T09:00", "04-30T09:00"]],
    ["0 9 * * 1#2", ["03-09T09:00", "04-13T09:00"]],
    ["0 9 * * 5L", ["03-27T09:00", "04-24T09:00"]],
    ["0 9 1-31 * 1", ["03-02T09:00", "03-09T09:00"]],
    ["@daily", ["03-02T00:00", "03-03T00:00"]],
    ["@weekly", ["03-08T00:00"]],
    ["@monthly", ["04-01T00:00"]],
    [" 0\t9  * * * ", ["03-01T09:00"]],
  ])("%s", (text, expected) => {
    expect(next(text, expected.length)).toEqual(expected);
  });

  it("counts a rule as an interval only when its hour is a star, with a step or without", () => {
    expect(["0 * * * *", "*/15 */2 * * *", "@hourly"].map(isInterval)).toEqual([true, true, true]);
    expect(["*/20 3 * * *", "0 0-23 * * *", "0 1-23/2 * * *", "@daily"].map(isInterval)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("a cron line with a mistake says which part and what is allowed", () => {
  it.each<[string, object]>([
    ["60 9 * * *", { code: "cron-field", field: "minute", value: "60", low: 0, high: 59 }],
    ["0 9,25 * * *", { code: "cron-field", field: "hour", value: "25", low: 0, high: 23 }],
    ["0 9 0 * *", { code: "cron-field", field: "monthday", value: "0", low: 1, high: 31 }],
    ["0 9 * janu *", { code: "cron-field", field: "month", value: "janu", low: 1, high: 12 }],
    ["0 9 * * 8", { code: "cron-field", field: "weekday", value: "8", low: 0, high: 7 }],
    ["0 9 * * mon,", { code: "cron-field", field: "weekday", value: "mon,", low: 0, high: 7 }],
    ["*/0 9 * * *", { code: "cron-field", field: "minute", value: "*/0", low: 0, high: 59 }],
    ["*/90 * * * *", { code: "cron-step", field: "minute", value: "*/90", high: 60 }],
    ["0 0 9 * * *", { code: "cron-fields", count: 6 }],
    ["0 9 * *", { code: "cron-fields", count: 4 }],
    ["0 9 15W * *", { code: "cron-unsupported", value: "15W" }],
    ["@reboot", { code: "cron-unsupported", value: "@reboot" }],
    ["0 9 1 * 1", { code: "cron-both-days", monthDay: "1", weekday: "1" }],
    ["0 9 */2 * mon", { code: "cron-both-days", monthDay: "*/2", weekday: "mon" }],
    ["0 0 31 2 *", { code: "cron-impossible-day", value: "31 2" }],
    ["0 0 30,31 2 *", { code: "cron-impossible-day", value: "30,31 2" }],
    ["  ", { code: "cron-empty" }],
    [`0 9 * * ${"1,".repeat(100)}1`, { code: "cron-too-long", limit: 200 }],
  ])("%s", (text, expected) => {
    expect(fault(text)).toEqual(expected);
  });

  it("never throws, whatever is typed", () => {
    const piece = fc.constantFrom(
      "*",
      "/",
      "-",
      ",",
      "#",
      "L",
      "W",
      "?",
      " ",
      "0",
      "5",
      "31",
      "99",
      "mon",
      "jan",
      "@",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 6 }), (pieces, tail) => {
        expect(outcome(pieces.join("") + tail)).toMatch(/^cron-|^\d{4}-/);
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws on five fields of odd pieces", () => {
    const odd = fc.constantFrom(
      "*",
      "*/2",
      "1-5",
      "5-1",
      "L",
      "1#2",
      "5L",
      "jan",
      "sun-sat",
      "1,2",
      "*/9",
      "0",
      "30",
      "31",
      "2",
      "?",
    );
    fc.assert(
      fc.property(fc.tuple(odd, odd, odd, odd, odd), (fields) => {
        expect(outcome(fields.join(" "))).toMatch(/^cron-|^\d{4}-/);
      }),
      { numRuns: 2000 },
    );
  });
});
