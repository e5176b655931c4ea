/** Files that moderators bring: whatever is in them, the answer is a sentence, and the bot goes on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { expect, it } from "vitest";
import { drillFiles } from "#content/drill-files.ts";
import { checkDrillYaml } from "#content/drills.ts";
import { loadWording } from "#content/wording.ts";

const good = readFileSync(join(import.meta.dirname, "../../content/drills/flat-sunday/en.yaml"), "utf8");
const wording = loadWording(join(import.meta.dirname, "../../content/wording.yaml"));
const files = drillFiles();

const bombs: [name: string, text: string, says: RegExp][] = [
  ["nothing", "", /./],
  ["no YAML", "\t: [", /not valid YAML/],
  ["a list", "- 1\n- 2", /./],
  ["an anchor", good.replace("id: flat-sunday", "id: &a flat-sunday"), /The anchor &a is not allowed here/],
  [
    "a billion laughs",
    [
      "a: &a [x, x]",
      ...Array.from("bcdefghij", (name, at) => `${name}: &${name} [${`*${"abcdefghi"[at]}, `.repeat(9)}]`),
    ].join("\n"),
    /not allowed here/,
  ],
  ["a tag", good.replace("title: Flat Sunday", "title: !!js/function 'x'"), /not valid YAML/],
  ["a pit of lists", "[".repeat(5_000), /more than 20 levels/],
  ["a key twice", `${good}\nid: other`, /not valid YAML/],
  ["a key that is none of ours", `${good}\n__proto__: {a: 1}`, /./],
  ["ten thousand screens", tenThousand(), /characters; 200,000 is the most/],
  ["a circle", good.replace(/next: where\n/, "next: sofa\n"), /go round for ever|No way leads to/],
  ["hidden words", good.replace("Flat Sunday", "Flat\u202E Sunday"), /invisible character/],
];

function tenThousand(): string {
  const screens = Array.from({ length: 10_000 }, (_, index) => `  s${index}:\n    text: one more\n`);
  return `id: endless\nstart: s0\nnodes:\n${screens.join("")}`;
}

it.each(bombs)("answers %s with a sentence and a line", (_, text, says) => {
  const read = checkDrillYaml(text, wording);
  expect(read.ok).toBe(false);
  if (read.ok) return;
  expect(read.faults.length).toBeGreaterThan(0);
  expect(read.faults.map(({ message }) => message).join("\n")).toMatch(says);
  for (const { line } of read.faults) expect(line).toBeGreaterThan(0);
});

it("gives up on what takes too long, while the bot goes on", async () => {
  const started = performance.now();
  const read = await drillFiles({ patience: 1 }).read(good);
  expect(read).toMatchObject({ ok: false, faults: [{ code: "too-much" }] });
  expect(performance.now() - started).toBeLessThan(5_000);
});

it("writes a drill as a file that comes back the same", async () => {
  const read = await files.read(good);
  if (!read.ok) throw new Error("the bank's own drill was refused");
  expect(read.drawing).toContain("Flat Sunday");
  const back = await files.read(await files.write(read.scenario));
  expect(back).toEqual(read);
});
