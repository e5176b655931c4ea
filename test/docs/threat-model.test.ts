/** The threat model names tests; here each of them is looked for. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");
const rows = read("docs/threat-model.md")
  .split("\n")
  .filter((line) => /^\| (?!who, what|---)/.test(line));

/** Every `file` and the names in quotes that follow it. */
const named = rows.flatMap((row) =>
  [...row.matchAll(/`(test\/[^`]+)`((?:,? "[^"]+")+)/g)].flatMap(([, file = "", names = ""]) =>
    [...names.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => ({ file, name })),
  ),
);

describe("the threat model", () => {
  it("has a test for each line, or says that there is nothing to test", () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(row).toMatch(/(?:`test\/[^`]+` "[^|]+"|–) \|$/);
  });

  it.each(named)("$file: $name", ({ file, name }) => {
    expect(existsSync(join(root, file))).toBe(true);
    expect(read(file)).toContain(name);
  });
});
