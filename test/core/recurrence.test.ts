import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { dateOf, dayOf } from "#core/days.ts";
import { nextOccurrence, occurrences } from "#core/recurrence-next.ts";
import { compileRule, dailyRule, type DatePattern, type Rule } from "#core/recurrence.ts";
import { readCron } from "#nudges/cron-text.ts";
import clockCases from "../fixtures/clock-cases.json" with { type: "json" };

const zones = Intl.supportedValuesOf("timeZone");

function cron(text: string): Rule {
  const read = readCron(text);
  if ("fault" in read) throw new Error(JSON.stringify(read.fault));
  return read.rule;
}

const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const on = (dates: DatePattern, ...times: string[]): Rule => ({
  kind: "times",
  times: times.map((time, slot) => ({ slot, at: at(time) })),
  dates,
});

/** Instants without seconds, such as `2025-03-09T07:30Z`. */
function list(rule: Rule, zone: string, from: string, count: number): string[] {
  const found = occurrences(compileRule(rule), zone, Date.parse(from)).take(count);
  return [...found].map(({ instant }) => new Date(instant).toISOString().replace(":00.000Z", "Z"));
}

describe("the table of clock cases", () => {
  it.each(clockCases)("$name", (one) => {
    const rule = one.cron === undefined ? dailyRule([at(one.localTime)]) : cron(one.cron);
    const expected = one.expected.map((instant) => instant.replace(":00Z", "Z"));
    expect(list(rule, one.zone, one.from, expected.length)).toEqual(expected);
  });
});

/** The next daily occurrence by Temporal: slow, plain, and written from the rules alone. */
function reference(zone: string, minute: number, after: number): { instant: number; date: string } {
  const now = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate();
  const time = Temporal.PlainTime.from({ hour: Math.floor(minute / 60), minute: minute % 60 });
  const candidates = [-2, -1, 0, 1, 2, 3]
    .map((days) => now.add({ days }))
    .filter((date) => date.toZonedDateTime(zone).toPlainDate().equals(date))
    .map((date) => ({
      date: date.toString(),
      instant: date.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds,
    }))
    .filter(({ instant }) => instant > after)
    .sort((a, b) => a.instant - b.instant);
  return candidates[0]!;
}

describe("next occurrence", () => {
  const minute = fc.integer({ min: 0, max: 1439 });

  it("is Temporal's at any instant from 2000 to 2040, in every zone", { timeout: 120_000 }, () => {
    const second = fc.integer({ min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minute, second, (zone, minuteOfDay, seconds) => {
        const found = nextOccurrence(compileRule(dailyRule([minuteOfDay])), zone, seconds * 1000)!;
        const expected = reference(zone, minuteOfDay, seconds * 1000);
        expect({ instant: found.instant, date: dateOf(found.day) }).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });

  it("is Temporal's in the days around a change of the clocks", { timeout: 120_000 }, () => {
    const changing = zones.filter((zone) => zone !== "UTC" && firstChange(zone, 2025) !== undefined);
    const near = fc.integer({ min: -2 * 1440, max: 2 * 1440 });
    fc.assert(
      fc.property(fc.constantFrom(...changing), minute, near, (zone, minuteOfDay, minutes) => {
        const after = firstChange(zone, 2025)! + minutes * 60_000;
        const found = nextOccurrence(compileRule(dailyRule([minuteOfDay])), zone, after)!;
        expect({ instant: found.instant, date: dateOf(found.day) }).toEqual(
          reference(zone, minuteOfDay, after),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it("is strictly later than the instant it is asked for", () => {
    const rule = dailyRule([at("09:00")]);
    expect(list(rule, "Europe/Berlin", "2026-05-04T07:00:00Z", 1)).toEqual(["2026-05-05T07:00Z"]);
    expect(list(rule, "Europe/Berlin", "2026-05-04T06:59:59.999Z", 1)).toEqual(["2026-05-04T07:00Z"]);
  });

  it("keeps the date it was meant for when a gap moves it over midnight", () => {
    const rule = compileRule(dailyRule([at("23:30")]));
    const found = [...occurrences(rule, "America/Nuuk", Date.parse("2024-03-29T00:00:00Z")).take(5)];
    expect(found.map(({ day }) => dateOf(day))).toEqual([
      "2024-03-28",
      "2024-03-29",
      "2024-03-30",
      "2024-03-31",
      "2024-04-01",
    ]);
    expect(new Set(found.map(({ key }) => key)).size).toBe(5);
  });

  it("puts a time that a gap moved behind the later ones that it passed", () => {
    expect(list(on({}, "02:45", "03:15"), "America/New_York", "2025-03-09T05:00:00Z", 3)).toEqual([
      "2025-03-09T07:15Z",
      "2025-03-09T07:45Z",
      "2025-03-10T06:45Z",
    ]);
    // 23:45 of the 30th comes after 00:15 of the 31st.
    const nuuk = on({}, "00:15", "23:45");
    expect(list(nuuk, "America/Nuuk", "2024-03-30T12:00:00Z", 3)).toEqual([
      "2024-03-31T01:15Z",
      "2024-03-31T01:45Z",
      "2024-04-01T00:45Z",
    ]);
  });

  it("moves by two hours where the clocks do", () => {
    expect(list(on({}, "01:30"), "Antarctica/Troll", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:30Z",
      "2026-03-29T23:30Z",
    ]);
    expect(list(on({}, "01:30"), "Antarctica/Troll", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-24T23:30Z",
      "2026-10-26T01:30Z",
    ]);
  });

  it("answers the same from every instant between two occurrences", () => {
    const rule = compileRule(on({ weekdays: [0, 1, 2] }, "00:10", "02:30", "23:50"));
    for (const zone of [
      "America/Nuuk",
      "America/Havana",
      "Asia/Beirut",
      "Pacific/Apia",
      "Australia/Lord_Howe",
    ]) {
      const from = Date.parse(zone === "Pacific/Apia" ? "2011-12-24T00:00:00Z" : "2024-03-24T00:00:00Z");
      const walked = [...occurrences(rule, zone, from).take(20)];
      for (let step = from; step < walked.at(-1)!.instant; step += 17 * 60_000)
        expect(nextOccurrence(rule, zone, step)).toEqual(walked.find(({ instant }) => instant > step));
    }
  });
});

const days = (rule: Rule, from: string, count: number) =>
  list(rule, "UTC", `${from}T00:00:00Z`, count).map((one) => one.slice(0, 10));

describe("which days", () => {
  it("every other week, counted from the week of the anchor", () => {
    const rule = on({ weekdays: [1, 0], everyWeeks: { every: 2, anchor: "2026-03-04" } }, "09:00");
    expect(days(rule, "2026-03-01", 4)).toEqual(["2026-03-02", "2026-03-08", "2026-03-16", "2026-03-22"]);
    expect(days(rule, "2026-01-01", 2)).toEqual(["2026-01-05", "2026-01-11"]);
  });

  it("the first Monday, the last Friday, the fifth Sunday", () => {
    expect(days(on({ weekdays: [1], nth: [1] }, "09:00"), "2026-01-01", 3)).toEqual([
      "2026-01-05",
      "2026-02-02",
      "2026-03-02",
    ]);
    expect(days(on({ weekdays: [5], nth: [-1] }, "09:00"), "2026-01-01", 3)).toEqual([
      "2026-01-30",
      "2026-02-27",
      "2026-03-27",
    ]);
    expect(days(on({ weekdays: [0], nth: [5] }, "09:00"), "2026-01-01", 3)).toEqual([
      "2026-03-29",
      "2026-05-31",
      "2026-08-30",
    ]);
  });

  it("the last day of the month", () => {
    expect(days(on({ monthDays: [-1] }, "09:00"), "2028-01-15", 3)).toEqual([
      "2028-01-31",
      "2028-02-29",
      "2028-03-31",
    ]);
  });

  it("from the first date to the last, and never again", () => {
    const rule: Rule = { ...on({}, "09:00"), from: "2026-03-10", until: "2026-03-12" };
    expect(days(rule, "2026-01-01", 9)).toEqual(["2026-03-10", "2026-03-11", "2026-03-12"]);
  });

  it("29 February comes round every four years, but for 2100", () => {
    expect(days(cron("0 9 29 2 *"), "2090-01-01", 3)).toEqual(["2092-02-29", "2096-02-29", "2104-02-29"]);
  });
});

describe("interval rules", () => {
  it("run through both passes of an overlap", () => {
    expect(list(cron("30 * * * *"), "Europe/Athens", "2016-10-29T23:45:00Z", 3)).toEqual([
      "2016-10-30T00:30Z",
      "2016-10-30T01:30Z",
      "2016-10-30T02:30Z",
    ]);
    expect(list(cron("0 */2 * * *"), "Antarctica/Troll", "2026-10-24T21:30:00Z", 4)).toEqual([
      "2026-10-24T22:00Z",
      "2026-10-25T00:00Z",
      "2026-10-25T02:00Z",
      "2026-10-25T04:00Z",
    ]);
  });

  it("lose nothing in a gap", () => {
    expect(list(cron("0 */2 * * *"), "America/New_York", "2025-03-09T04:30:00Z", 3)).toEqual([
      "2025-03-09T05:00Z",
      "2025-03-09T07:00Z",
      "2025-03-09T08:00Z",
    ]);
  });

  it("are not those that list their hours: these come once per local time", () => {
    expect(list(cron("0 0-23 * * *"), "America/New_York", "2025-11-02T04:30:00Z", 3)).toEqual([
      "2025-11-02T05:00Z",
      "2025-11-02T07:00Z",
      "2025-11-02T08:00Z",
    ]);
    expect(list(cron("0 1-23/2 * * *"), "America/New_York", "2025-11-02T04:30:00Z", 2)).toEqual([
      "2025-11-02T05:00Z",
      "2025-11-02T08:00Z",
    ]);
  });

  it("have a key of their own for each pass", () => {
    const found = [
      ...occurrences(
        compileRule(cron("30 * * * *")),
        "Europe/London",
        Date.parse("2025-10-26T00:00:00Z"),
      ).take(2),
    ];
    expect(found.map(({ instant }) => new Date(instant).toISOString().slice(11, 16))).toEqual([
      "00:30",
      "01:30",
    ]);
    expect(found[0]!.key).not.toBe(found[1]!.key);
  });

  it("come at every minute that matches, as counted one by one", { timeout: 60_000 }, () => {
    const rule = compileRule(cron("*/20 * * * *"));
    for (const zone of ["America/New_York", "Africa/Casablanca", "Europe/Dublin", "Asia/Kathmandu"]) {
      const from = Date.parse("2025-03-01T00:00:00Z");
      const wall = new Intl.DateTimeFormat("en", { timeZone: zone, minute: "numeric" });
      const counted: number[] = [];
      for (let one = from + 300_000; one < from + 60 * 86_400_000; one += 300_000)
        if (Number(wall.format(one)) % 20 === 0) counted.push(one);
      const walked = [...occurrences(rule, zone, from).take(counted.length)].map(({ instant }) => instant);
      expect(walked).toEqual(counted);
    }
  });
});

it("keeps the slot of a time apart from its minute, so that an edited time is still the same occurrence", () => {
  const before = compileRule({ kind: "times", times: [{ slot: 3, at: 540 }], dates: {} });
  const after = compileRule({ kind: "times", times: [{ slot: 3, at: 600 }], dates: {} });
  const from = Date.parse("2026-05-04T00:00:00Z");
  expect(nextOccurrence(before, "UTC", from)!.key).toBe(nextOccurrence(after, "UTC", from)!.key);
  expect(nextOccurrence(before, "UTC", from)!.day).toBe(dayOf("2026-05-04"));
});

/** The first change of the clocks in a year, looked for day by day. */
function firstChange(zone: string, year: number): number | undefined {
  const next = Temporal.ZonedDateTime.from(`${year}-01-01T00:00[${zone}]`).getTimeZoneTransition("next");
  return next && next.year === year ? next.epochMilliseconds : undefined;
}
