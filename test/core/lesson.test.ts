import { describe, expect, it } from "vitest";
import { neighbours, nextLesson, pathOf } from "#core/lesson.ts";
import type { Audience, Lesson } from "#core/lesson.ts";

const lesson = (id: string, audience: Audience, order: number): Lesson => ({
  id,
  version: 1,
  title: id,
  audience,
  order,
  screens: ["…"],
  tryThis: "…",
  sources: [],
  author: "",
  review: "",
});
const all = [
  lesson("b", "member", 2),
  lesson("s", "supporter", 1),
  lesson("a", "member", 1),
  lesson("c", "member", 3),
];
const path = pathOf(all, "member");

describe("a path of cards", () => {
  it("has one audience's cards in their order", () => {
    expect(path.map(({ id }) => id)).toEqual(["a", "b", "c"]);
    expect(pathOf(all, "supporter").map(({ id }) => id)).toEqual(["s"]);
  });

  it("goes on with the first unread one, in whatever order they were read", () => {
    expect(nextLesson(path, ["a", "c"])?.id).toBe("b");
    expect(nextLesson(path, ["c", "b", "a"])).toBeUndefined();
  });

  it("knows what lies before and after a card", () => {
    expect(neighbours(path, "b")).toEqual({ before: path[0], after: path[2] });
    expect(neighbours(path, "a").before).toBeUndefined();
    expect(neighbours(path, "gone")).toEqual({});
  });
});
