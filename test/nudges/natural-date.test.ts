import { describe, expect, it } from "vitest";
import { readDay, readUntil } from "#nudges/natural-date.ts";

// Wednesday 25 November, half past eleven in the morning in Auckland (UTC+13).
const here = { now: Date.parse("2026-11-24T22:30:00Z"), zone: "Pacific/Auckland", dayStart: 0 };

async function read(text: string, at = here): Promise<string> {
  const answer = await readUntil(text, at);
  return "fault" in answer ? answer.fault : new Date(answer.until).toISOString().slice(0, 16);
}

describe("the end of a pause in words", () => {
  it.each([
    ["until friday", "2026-11-26T11:00"],
    ["Friday", "2026-11-26T11:00"],
    ["3 days", "2026-11-27T11:00"],
    ["for a week", "2026-12-01T11:00"],
    ["two weeks", "2026-12-08T11:00"],
    ["a month", "2026-12-24T11:00"],
    ["2026-12-01", "2026-11-30T11:00"],
    ["1 december", "2026-11-30T11:00"],
    ["tomorrow", "2026-11-25T11:00"],
    ["next week", "2026-12-01T11:00"],
    ["monday 9am", "2026-11-29T20:00"],
    ["5pm", "2026-11-25T04:00"],
    ["2 hours", "2026-11-25T00:30"],
    ["in 90 minutes", "2026-11-25T00:00"],
    ["half an hour", "2026-11-24T23:00"],
  ])("%s", async (text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  it.each([
    ["yesterday", "date-is-past"],
    ["2020-01-01", "date-is-past"],
    ["today", "date-is-past"],
    ["2026-02-30", "date-not-understood"],
    ["until I feel better", "date-not-understood"],
    ["maybe some day after friday or so", "date-not-understood"],
    ["", "date-not-understood"],
    ["x".repeat(5000), "date-not-understood"],
    ["100 years", "date-too-far"],
  ])("%s is no answer", async (text, expected) => {
    expect(await read(text)).toBe(expected);
  });

  it("takes an hour that is over today for tomorrow's", async () => {
    expect(await read("9am")).toBe("2026-11-25T20:00");
  });

  it("ends when the member's day begins", async () => {
    expect(await read("tomorrow", { ...here, dayStart: 240 })).toBe("2026-11-25T15:00");
    // Three in the morning still is yesterday for them.
    const small = { now: Date.parse("2026-11-24T14:00:00Z"), zone: "Pacific/Auckland", dayStart: 240 };
    expect(await read("tomorrow", small)).toBe("2026-11-24T15:00");
  });
});

describe("a day that was, or begins soon", () => {
  it.each([
    ["today", "2026-11-25"],
    ["Yesterday", "2026-11-24"],
    ["12 days ago", "2026-11-13"],
    ["a week ago", "2026-11-18"],
    ["since 2 weeks ago", "2026-11-11"],
    ["2025-02-28", "2025-02-28"],
    ["1 March", "2026-03-01"],
    ["1 december", "2025-12-01"],
    ["tomorrow", "2026-11-26"],
    ["2 months ago", "2026-09-25"],
    ["2026-02-30", undefined],
    ["2031-01-01", undefined],
    ["when it rained", undefined],
  ])("%s", async (text, expected) => {
    expect(await readDay(text, here)).toBe(expected);
  });
});
