import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseInline } from "../../sandbox/page/text/parse-inline.ts";
import { parseText } from "../../sandbox/page/text/parse.ts";
import type { TextNode } from "../../sandbox/page/text/tree.ts";

const text = (value: string): TextNode => ({ kind: "text", text: value });
const ID = "123456789012345678";

describe("inline markup", () => {
  it.each<[string, TextNode[]]>([
    [
      "**bold** and *slanted*",
      [{ kind: "strong", kids: [text("bold")] }, text(" and "), { kind: "em", kids: [text("slanted")] }],
    ],
    ["_slanted_", [{ kind: "em", kids: [text("slanted")] }]],
    ["__under__", [{ kind: "underline", kids: [text("under")] }]],
    ["***both***", [{ kind: "strong", kids: [{ kind: "em", kids: [text("both")] }] }]],
    [
      "~~gone~~ ||hidden||",
      [{ kind: "strike", kids: [text("gone")] }, text(" "), { kind: "spoiler", kids: [text("hidden")] }],
    ],
    ["`a **b**`", [{ kind: "code", text: "a **b**" }]],
    ["snake_case_name", [text("snake_case_name")]],
    ["2 * 3 * 4", [text("2 * 3 * 4")]],
    [String.raw`\*not\*`, [text("*"), text("not"), text("*")]],
    [`<@${ID}> <@!${ID}>`, [{ kind: "user", id: ID }, text(" "), { kind: "user", id: ID }]],
    [
      `<@&${ID}><#${ID}>`,
      [
        { kind: "role", id: ID },
        { kind: "channel", id: ID },
      ],
    ],
    [`</schedule add:${ID}>`, [{ kind: "command", name: "schedule add", id: ID }]],
    [
      "<t:1772485200:R> <t:5>",
      [{ kind: "time", at: 1772485200, style: "R" }, text(" "), { kind: "time", at: 5, style: "f" }],
    ],
    ["@everyone", [{ kind: "everyone", text: "@everyone" }]],
    [`<:wave:${ID}>`, [{ kind: "emoji", name: "wave" }]],
    ["[a](https://a.example/b)", [{ kind: "link", href: "https://a.example/b", kids: [text("a")] }]],
  ])("reads %s", (source, nodes) => {
    expect(parseInline(source)).toEqual(nodes);
  });

  it("ends a bare link before the sentence's own signs", () => {
    const links = parseInline("(see https://a.example/b_(c)) or https://d.example/e.").filter(
      ({ kind }) => kind === "link",
    );
    expect(links.map((link) => (link.kind === "link" ? link.href : ""))).toEqual([
      "https://a.example/b_(c)",
      "https://d.example/e",
    ]);
  });

  it.each([
    "[a](javascript:alert(1))",
    "<javascript:alert(1)>",
    "javascript:alert(1)",
    "[a](data:text/html,x)",
  ])("makes no link of %s", (source) => {
    expect(JSON.stringify(parseText(source))).not.toContain('"link"');
  });
});

describe("blocks", () => {
  it("reads headings, small print, lists, quotes and code", () => {
    const source = "# One\n## Two\n-# small\n- a\n- b\n  more\n3. c\n> q1\n> q2\nplain\n```js\nlet a;\n```";
    const kinds = parseText(source).map((node) => node.kind);
    expect(kinds).toEqual(["heading", "heading", "subtext", "list", "quote", "text", "break", "code-block"]);
  });

  it("keeps deeper lines with their item and starts a numbered list where it says", () => {
    const [list] = parseText("3. first\n   on\n4. second");
    expect(list).toMatchObject({ kind: "list", ordered: true, start: 3 });
    expect(list?.kind === "list" ? list.items.length : 0).toBe(2);
  });

  it("quotes all the rest after >>>", () => {
    expect(parseText("a\n>>> b\nc")).toEqual([
      text("a"),
      { kind: "break" },
      { kind: "quote", kids: [text("b"), { kind: "break" }, text("c")] },
    ]);
  });

  it("sees no heading in the middle of a line, and none without a space", () => {
    expect(parseText("a # b").map(({ kind }) => kind)).toEqual(["text"]);
    expect(parseText("#b").map(({ kind }) => kind)).toEqual(["text"]);
  });
});

function letters(nodes: TextNode[]): string {
  return nodes
    .map((node) => {
      if ("kids" in node) return letters(node.kids);
      if (node.kind === "list") return node.items.map(letters).join("");
      return "text" in node ? node.text : "";
    })
    .join("");
}

describe("any text at all", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "a",
      " ",
      "*",
      "**",
      "_",
      "__",
      "~~",
      "||",
      "`",
      "```",
      "\n",
      "> ",
      "- ",
      "1. ",
      "# ",
      "\\",
      "[",
      "](https://x.example)",
      "<",
      ">",
      "@everyone",
      "é",
      "😀",
    ),
    { maxLength: 60 },
  );

  it("keeps every letter and never fails", () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const source = parts.join("");
        const kept = letters(parseText(source));
        expect(Array.from(kept).filter((sign) => sign === "é" || sign === "😀")).toEqual(
          Array.from(source).filter((sign) => sign === "é" || sign === "😀"),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("takes no longer than a blink for the worst of 4,000 characters", () => {
    const worst = [
      "*".repeat(4000),
      "**a".repeat(1300),
      "_a ".repeat(1300),
      "||".repeat(2000),
      "[".repeat(4000),
      "> ".repeat(2000),
      "- \n".repeat(1300),
      "`".repeat(4000),
      "\\".repeat(4000),
      "<t:".repeat(1300),
    ];
    const time = (source: string) => {
      const startedAt = performance.now();
      parseText(source);
      return performance.now() - startedAt;
    };
    // A busy machine can pause one of three, but not make all of them slow.
    for (const source of worst)
      expect(Math.min(time(source), time(source), time(source)), source.slice(0, 6)).toBeLessThan(500);
  });
});
