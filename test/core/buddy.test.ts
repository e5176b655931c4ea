import { describe, expect, it } from "vitest";
import { emptyBook, mayPass, noteAnswer, notePassed, withinHours, type BuddyBook } from "#core/buddy.ts";

const hour = 3_600_000;
const passed = (times: number[], to = "sam"): BuddyBook =>
  times.reduce((book, at) => notePassed(book, { to, at, token: String(at) }), emptyBook);

describe("what one passes on to the other", () => {
  it("is three an hour and eight a day, for each person by themselves", () => {
    expect(mayPass(passed([0, 1, 2]), "sam", hour - 1)).toBe(false);
    expect(mayPass(passed([0, 1, 2]), "mo", hour - 1)).toBe(true);
    expect(mayPass(passed([0, 1, 2]), "sam", hour)).toBe(true);
    const eight = Array.from({ length: 8 }, (_, index) => index * 2 * hour);
    expect(mayPass(passed(eight), "sam", 16 * hour)).toBe(false);
    expect(mayPass(passed(eight), "sam", 24 * hour)).toBe(true);
  });

  it("is forgotten after a week, and holds the answer until then", () => {
    const book = noteAnswer(passed([0, 24 * hour]), "0", "here");
    expect(book.passed[0]?.answer).toBe("here");
    const later = notePassed(book, { to: "sam", at: 7 * 24 * hour, token: "new" });
    expect(later.passed.map(({ token }) => token)).toEqual([String(24 * hour), "new"]);
  });
});

describe("somebody's hours", () => {
  it.each([
    [undefined, 180, true],
    [{ from: 480, to: 1320 }, 480, true],
    [{ from: 480, to: 1320 }, 1320, false],
    [{ from: 1320, to: 360 }, 60, true],
    [{ from: 1320, to: 360 }, 720, false],
  ] as const)("%j at minute %i: %s", (hours, minute, open) => {
    expect(withinHours(hours, minute)).toBe(open);
  });
});
