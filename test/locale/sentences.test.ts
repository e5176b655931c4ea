import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import { locales, readSentences, translator } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

describe("sentences", () => {
  const t = translator("en-GB");

  it("are found for a Discord locale by its language, and in English where there is no other", () => {
    expect(t.locale).toBe("en");
    expect(translator("xx").plain("button.done")).toBe("Done");
  });

  it("escape what a member wrote in messages, and leave labels as they are", () => {
    expect(t("plan.line", { text: "**loud**" })).toBe("- \\*\\*loud\\*\\*");
    expect(t.plain("plan.line", { text: "**loud**" })).toBe("- **loud**");
    expect(t("plan.line", { text: markup("<t:1:R>") })).toBe("- <t:1:R>");
  });

  it("are what ICU makes of them, those that are not parsed too", () => {
    const plain = [...readSentences("en")].filter(([, text]) => !text.includes("{"));
    expect(plain.length).toBeGreaterThan(500);
    for (const [key, text] of plain)
      expect(t(key as "button.done")).toBe(
        new IntlMessageFormat(text, "en", undefined, { ignoreTag: true }).format(),
      );
  });

  it("count in words", () => {
    expect(t("urge.median", { minutes: 1 })).toMatch(/\b1 minute\b/);
    expect(t("urge.median", { minutes: 12 })).toMatch(/\b12 minutes\b/);
  });

  it("fit Discord's bounds for descriptions", () => {
    for (const locale of locales) {
      for (const [key, text] of readSentences(locale)) {
        if (/\.(description|option\.[\w-]+)$/.test(key))
          expect(text.length, `${locale} ${key}`).toBeLessThanOrEqual(100);
      }
    }
  });
});
