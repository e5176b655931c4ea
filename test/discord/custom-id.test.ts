import { describe, expect, it } from "vitest";
import { customId, idsOf, parseCustomId } from "#discord/custom-id.ts";

describe("custom ids", () => {
  it("come back as they went in", () => {
    expect(parseCustomId(idsOf("urge")("guess", "0190-abc", 9))).toEqual({
      command: "urge",
      action: "guess",
      args: ["0190-abc", "9"],
    });
  });

  it("of another version or another bot are not read", () => {
    for (const id of ["", "0:urge:log", "2:urge:log", "1", "1:urge", "hello", "::"])
      expect(parseCustomId(id)).toBeUndefined();
  });

  it("fail where they are made when they are too long for Discord", () => {
    expect(() => customId("urge", "x".repeat(100))).toThrow(/over 100/);
  });
});
