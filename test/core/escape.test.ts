import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { escapeText, shorten } from "#core/escape.ts";

describe("escapeText", () => {
  it("lets no markup of a member's text act", () => {
    expect(escapeText("**bold** <@123> [x](y) `code` 18:00 a-b")).toBe(
      "\\*\\*bold\\*\\* \\<@123> \\[x\\](y) \\`code\\` 18:00 a-b",
    );
    expect(escapeText("# h\n - list\n> quote")).toBe("\\# h\n \\- list\n\\> quote");
  });

  it("breaks mass mentions", () => {
    expect(escapeText("@everyone and @here")).not.toMatch(/@(everyone|here)/);
  });

  it("drops direction overrides and keeps right-to-left words to themselves", () => {
    expect(escapeText("a\u202Eb")).toBe("ab");
    expect(escapeText("שלום")).toBe("\u2068שלום\u2069");
  });

  it("leaves no unescaped mark in any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (text) => {
        expect(escapeText(text).replace(/\\[\\*_~`|[\]<]/g, "")).not.toMatch(/[\\*_~`|[\]<]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("shorten", () => {
  it("keeps what fits and says when it cut", () => {
    expect(shorten("short", 10)).toBe("short");
    expect(shorten("a longer line", 9)).toBe("a longer…");
  });

  it("never goes over the limit and never splits a letter from its marks", () => {
    const family = "👩‍👩‍👧‍👧";
    expect(shorten(family + family, 12)).toBe(`${family}…`);
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", maxLength: 80 }),
        fc.integer({ min: 1, max: 60 }),
        (text, limit) => {
          expect(shorten(text, limit).length).toBeLessThanOrEqual(limit);
        },
      ),
      { numRuns: 500 },
    );
  });
});
