import { describe, expect, it } from "vitest";
import { helpCardKind, helpLineKind, staleFaults } from "#content/schemas/help-line.ts";
import { helpFor, international } from "#core/help-line.ts";
import { faultsIn, gradeOf, shipped } from "./shelf.ts";

const countries = shipped(helpLineKind);
const cards = shipped(helpCardKind);
/** Days on which they were last compared, the newest last. */
const checkedOn = ["2026-11-24", "2026-11-25"];

describe("the help lines", () => {
  it("have an international entry with advice and a directory, and no number of its own", () => {
    const everywhere = helpFor(countries, undefined);
    expect(everywhere?.id).toBe(international);
    expect(everywhere?.advice).toMatch(/emergency number/);
    expect(everywhere?.emergency).toEqual([]);
    expect(everywhere?.lines).toEqual([]);
  });

  it.each(countries)("of $name have an emergency number, two lines at most and a directory", (help) => {
    if (help.id !== international) expect(help.emergency.length).toBeGreaterThan(0);
    expect(help.lines.length).toBeLessThanOrEqual(2);
    expect(help.directory).toBe("https://findahelpline.com");
  });

  it("say where each number was read and that nobody has rung it", () => {
    for (const { emergency, lines } of countries) {
      for (const { source, checked, verified } of [...emergency, ...lines]) {
        expect(source.url).toMatch(/^https?:\/\//);
        expect(checkedOn).toContain(checked);
        expect(verified).toBe("no");
      }
    }
  });

  it("show both of a pair where a country has two languages", () => {
    expect(helpFor(countries, "be")?.lines.map(({ languages }) => languages[0])).toEqual(["nl", "fr"]);
  });

  it("are fresh for a year and then fail the check", () => {
    expect(staleFaults(countries, checkedOn.at(-1)!)).toEqual([]);
    expect(staleFaults(countries, "2027-11-24")).toEqual([]);
    expect(staleFaults(countries, "2027-11-25")).toContain(
      "gb: Samaritans was not compared with its source in the last twelve months.",
    );
  });
});

describe("the cards", () => {
  it("are one for overdose and one for stopping suddenly; each begins with the call", () => {
    expect(cards.map(({ id }) => id).sort()).toEqual(["overdose", "withdrawal"]);
    for (const { lines, sources } of cards) {
      expect(lines[0]).toMatch(/^\*\*Call the emergency number now/);
      expect(sources.length).toBeGreaterThan(1);
    }
  });

  it("give no amounts, and are read with ease", () => {
    for (const { lines } of cards) {
      expect(lines.join(" ")).not.toMatch(/\d/);
      expect(gradeOf(lines.join(" "))).toBeLessThan(7.5);
    }
  });
});

describe("the check of a country", () => {
  const made = (change: (text: string) => string = (text) => text) =>
    faultsIn(
      helpLineKind,
      change(`id: xx
version: 1
name: Nowhere
emergency:
  - number: "112"
    source: { url: "https://example.org", kind: government }
    checked: "2026-01-01"
    verified: no
lines:
  - name: Somebody
    call: 116 123
    url: https://example.org
    hours: Day and night
    languages: [en]
    source: { url: "https://example.org", kind: provider }
    checked: null
    verified: { by: Jo Example, on: "2026-02-01" }
directory: https://findahelpline.com
author: somebody
review: nobody
`),
    );

  it("lets a sound one through", () => {
    expect(made()).toEqual([]);
  });

  it.each([
    ["a line without a number", (text: string) => text.replace("    call: 116 123\n", ""), "10 schema"],
    ["a number with letters in it", (text: string) => text.replace("116 123", "0800-HELP"), "11 schema"],
    ["no source", (text: string) => text.replace(/ {4}source: .*government }\n/, ""), "5 schema"],
    [
      "a source that is no address",
      (text: string) => text.replace('"https://example.org", kind: gov', '"a friend", kind: gov'),
      "6 schema",
    ],
    ["a yes that nobody signed", (text: string) => text.replace("verified: no", "verified: yes"), "8 schema"],
    ["a code that is no country", (text: string) => text.replace("id: xx", "id: europe"), "1 schema"],
  ])("finds %s", (_, change, fault) => {
    expect(made(change)).toContain(fault);
  });
});
