/** From what a moderator picks or types to a rule. */
import { describe, expect, it } from "vitest";
import {
  addTime,
  between,
  monthDays,
  typedDays,
  typedTimes,
  zoneCalled,
} from "#commands/schedule/editing.ts";
import { whenOf } from "#commands/schedule/words.ts";
import { dailyRule } from "#core/recurrence.ts";
import { previewOf, type Previewed } from "#core/schedule-preview.ts";
import { translator } from "#locale/sentences.ts";

const t = translator("en");
const eight = dailyRule([480], [1, 2, 3, 4, 5]);

describe("typed", () => {
  it.each([
    ["weekdays", "every weekday at 08:00"],
    ["every day", "every day at 08:00"],
    ["mon wed fri", "every Monday, Wednesday, and Friday at 08:00"],
    ["Sunday and Monday", "every Monday and Sunday at 08:00"],
    ["weekend", "every Saturday and Sunday at 08:00"],
  ])("%s", (text, words) => {
    expect(whenOf(t, typedDays(eight, text))).toBe(words);
  });

  it("takes times in a row, and keeps the slot of a time that stays", () => {
    const rule = typedTimes(eight, "8:00, 20.30 and 7pm");
    expect(whenOf(t, rule)).toBe("every weekday at 08:00, 19:00, and 20:30");
    expect(rule.times.find(({ at }) => at === 480)?.slot).toBe(0);
    expect(whenOf(t, addTime(eight, "0745"))).toBe("every weekday at 07:45 and 08:00");
  });

  it("reads days of the month and a span, and refuses what is none", () => {
    expect(whenOf(t, monthDays(eight, "1st, 15 and last"))).toBe(
      "on 1, 15, and the last day of each month at 08:00",
    );
    expect(whenOf(t, between(eight, "2026-3-1", ""))).toContain("from March 1, 2026");
    expect(() => monthDays(eight, "40")).toThrow("bad-month-days");
    expect(() => typedDays(eight, "someday")).toThrow("bad-days");
    expect(() => between(eight, "2026-02-30", "")).toThrow("rule-bad-date");
    expect(zoneCalled("kathmandu")).toBe("Asia/Kathmandu");
  });
});

describe("a preview", () => {
  const now = Date.UTC(2026, 2, 2, 6);
  const one = (changes: Partial<Previewed>): Previewed => ({
    id: "one",
    rule: dailyRule([480]),
    zone: "Europe/Berlin",
    kind: "checkin",
    way: "dm",
    channelId: null,
    ...changes,
  });
  const clashes = (shown: Previewed, others: Previewed[]) =>
    previewOf(shown, others, now).clashes.map(({ kind }) => kind);

  it("names what comes too close, and what limits would leave out", () => {
    expect(clashes(one({}), [])).toEqual([]);
    expect(clashes(one({}), [one({ id: "two", rule: dailyRule([490]) })])).toEqual(["close", "over-limit"]);
    expect(
      clashes(one({}), [one({ id: "two", rule: dailyRule([720]), way: "channel", channelId: "c" })]),
    ).toEqual([]);
    expect(clashes(one({ kind: "drill" }), [])).toEqual(["too-many-drills"]);
    const posts = one({ way: "channel", channelId: "c", rule: dailyRule([480, 720]) });
    expect(clashes(posts, [one({ ...posts, id: "two", rule: dailyRule([600, 900]) })])).toEqual([
      "too-many-posts",
    ]);
  });

  it("shows the night on which the clocks change, and the whole coming week", () => {
    const preview = previewOf(one({}), [one({ id: "two", rule: dailyRule([720]) })], now);
    expect(new Date(preview.afterChange ?? 0).toISOString()).toBe("2026-03-29T06:00:00.000Z");
    expect(preview.week).toHaveLength(14);
  });
});
