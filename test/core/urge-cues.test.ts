import { describe, expect, it } from "vitest";
import { likelyCues, type PastUrge } from "#core/urge-cues.ts";

const day = 86_400_000;
const now = { at: 100 * day, minute: 22 * 60 };
const urge = (daysAgo: number, hour: number, cues: PastUrge["cues"]): PastUrge => ({
  at: now.at - daysAgo * day,
  minute: hour * 60,
  cues,
});

describe("a member's own words for what was there", () => {
  it("come back most often used first, and each once whatever its case", () => {
    const past = [
      urge(1, 12, { place: "Kitchen" }),
      urge(2, 12, { place: "kitchen" }),
      urge(2, 12, { place: "bus" }),
    ];
    expect(likelyCues(past, now)).toEqual([
      { cue: "place", text: "Kitchen" },
      { cue: "place", text: "bus" },
    ]);
  });

  it("prefer what came around this hour, over midnight too, and what came lately", () => {
    const late = { at: now.at, minute: 30 };
    const past = [urge(1, 12, { time: "lunch" }), urge(1, 23, { time: "after the late shift" })];
    expect(likelyCues(past, late)[0]?.text).toBe("after the late shift");
    const long = [urge(1, 12, { person: "Mo" }), urge(60, 12, { person: "Kit" })];
    expect(likelyCues(long, now).map(({ text }) => text)).toEqual(["Mo", "Kit"]);
  });

  it("are narrowed by what is typed, and by the kind that is asked for", () => {
    const past = [urge(1, 12, { place: "the bus home", feeling: "flat" })];
    expect(likelyCues(past, now, { cue: "place", typed: " BUS" })).toEqual([
      { cue: "place", text: "the bus home" },
    ]);
    expect(likelyCues(past, now, { cue: "feeling", typed: "bus" })).toEqual([]);
  });
});
