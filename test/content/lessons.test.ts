import { describe, expect, it } from "vitest";
import { lessonKind, pathFaults } from "#content/schemas/lesson.ts";
import type { Lesson } from "#core/lesson.ts";
import { pathOf } from "#core/lesson.ts";
import { faultsIn, gradeOf, shipped } from "./shelf.ts";

const lessons = shipped(lessonKind);

describe("the lessons", () => {
  it("are two paths without gaps, long enough", () => {
    expect(pathFaults(lessons)).toEqual([]);
    expect(pathOf(lessons, "member").length).toBeGreaterThanOrEqual(22);
    expect(pathOf(lessons, "supporter").length).toBeGreaterThanOrEqual(9);
  });

  it("begin with what this is, and with numb is not uncaring", () => {
    expect(pathOf(lessons, "member")[0]?.id).toBe("what-this-is");
    expect(pathOf(lessons, "supporter")[0]?.id).toBe("supporter-numb-is-not-uncaring");
  });

  it.each(lessons)("$id is read with ease and short", ({ screens, tryThis }) => {
    expect(gradeOf([...screens, tryThis].join(" "))).toBeLessThan(6.5);
    expect(screens.join("").length).toBeLessThanOrEqual(900);
  });

  it.each(lessons)("$id invites at its end", ({ tryThis }) => {
    expect(tryThis).toMatch(/\b(?:could|if you like)\b|\?/i);
  });

  it("tell apart members and the people around them by their id", () => {
    for (const { id, audience } of lessons)
      expect(id.startsWith("supporter-")).toBe(audience === "supporter");
  });
});

const card = (screens: string) => `id: made-up
version: 1
title: Made up
audience: member
order: 1
screens:
  - ${screens}
tryThis: You could look.
sources: []
author: somebody
review: not reviewed by a clinician
`;

describe("the check of a lesson", () => {
  it("finds one that is too long, and figures that belong under sources", () => {
    expect(faultsIn(lessonKind, card("Short."))).toEqual([]);
    expect(faultsIn(lessonKind, card(`${"word ".repeat(170)}\n  - ${"word ".repeat(60)}`))).toContain(
      "6 too-long",
    );
    expect(faultsIn(lessonKind, card("It helps 62 % of people."))).toContain("7 figure");
  });

  it("names a place in a path that nobody has taken", () => {
    const at = (order: number) => ({ ...(lessons[0] as Lesson), order });
    expect(pathFaults([at(1), at(3)])).toEqual(["The path for members has no card in place 2."]);
  });
});
