import { mkdtempSync, cpSync, mkdirSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { drawScenario } from "#content/draw.ts";
import { checkDrillYaml, drillKind } from "#content/drills.ts";
import { loadKind } from "#content/load.ts";
import { loadWording } from "#content/wording.ts";

const wording = loadWording("content/wording.yaml");
const file = "content/drills/flat-sunday/en.yaml";
const sound = readFileSync(file, "utf8");

/** Faults of a text as `line code`. */
function faultsOf(text: string): string[] {
  const checked = checkDrillYaml(text, wording, { file });
  return checked.ok ? [] : checked.faults.map(({ line, code }) => `${line} ${code}`);
}
const lineOf = (text: string, words: string): number => text.slice(0, text.indexOf(words)).split("\n").length;

/** Breaks one place of a copy. @returns the copy, and a way to tell the line of some words in it */
function broken(from: string | RegExp, to: string) {
  const text = sound.replace(from, to);
  expect(text).not.toBe(sound);
  return { text, at: (words: string, code: string) => `${lineOf(text, words)} ${code}` };
}

const endless = `        feedback: The tap is loud. The cold takes a second to reach you, and then it does.\n        next: `;

describe("a scenario is refused with file and line", () => {
  it("not when it is sound", () => {
    expect(faultsOf(sound)).toEqual([]);
  });

  it("when a way leads nowhere", () => {
    const { text, at } = broken("        next: phone\n", "        next: nowhere\n");
    expect(faultsOf(text)).toContain(at("next: nowhere", "dangling"));
    expect(faultsOf(broken("start: sofa", "start: attic").text)).toEqual([
      `${lineOf(sound, "start:")} dangling`,
    ]);
  });

  it("when nothing leads to a screen", () => {
    const { text, at } = broken(
      "  where:\n",
      "  lost:\n    ending: open\n    text: Nobody comes here.\n  where:\n",
    );
    expect(faultsOf(text)).toEqual([at("  lost:", "unreachable")]);
  });

  it("when somebody could go round for ever", () => {
    const { text } = broken(/( {2}kitchen:[\s\S]*?ordinary\.\n {8}next: )outside/, "$1kitchen");
    expect(faultsOf(text).map((fault) => fault.split(" ")[1])).toContain("endless");
    expect(faultsOf(broken(`${endless}kitchen`, `${endless}sofa`).text).join()).toContain("endless");
  });

  it("when a screen says too much", () => {
    const longer = broken(
      "You could not say if you are tired or sad or fine.",
      "And on it goes. ".repeat(20),
    );
    expect(faultsOf(longer.text)).toEqual([longer.at("    text: >-", "schema")]);
    const filled = broken(
      "Blank is a reading, like any other.",
      `Blank is a reading. ${"And on. ".repeat(20)}`,
    );
    expect(faultsOf(filled.text)).toEqual([
      `${lineOf(filled.text, "    text: >-\n      Blank is a reading")} too-long`,
    ]);
  });

  it("when its close is missing, or a part of it", () => {
    const [head = ""] = sound.split("close:\n");
    expect(faultsOf(`${head}author: a\nreview: b\nprovenance: c\n`)).toEqual(["1 schema"]);
    const { text, at } = broken(/ {4}too-much: Let your eyes.*\n/, "");
    expect(faultsOf(text)).toEqual([at("  minute:", "schema")]);
    expect(faultsOf(broken(/ {2}orientation: .*\n/, "").text)).toEqual([`${lineOf(sound, "close:")} schema`]);
  });

  it("when it breaks the rules of wording", () => {
    const { text, at } = broken("The tap is loud.", "You have failed.");
    expect(faultsOf(text)).toEqual([at("You have failed.", "wording-shame")]);
    const dose = broken("The tap is loud.", "Take 50 mg of it.");
    expect(
      faultsOf(dose.text).every((fault) => fault.startsWith(`${lineOf(dose.text, "50 mg")} wording-`)),
    ).toBe(true);
    expect(faultsOf(dose.text)).not.toEqual([]);
  });

  it("when markdown or a slot would not be what it seems", () => {
    const bold = broken("The tap is loud.", "The tap is **loud**.");
    expect(faultsOf(bold.text)).toEqual([bold.at("**loud**", "markdown")]);
    const slot = broken("Send {person|someone}", "Send {neighbour|someone}");
    expect(faultsOf(slot.text)).toEqual([slot.at("{neighbour", "slot")]);
    const empty = broken("Send {person|someone}", "Send {person|}");
    expect(faultsOf(empty.text)).toEqual([empty.at("{person|}", "slot")]);
  });

  it("when some plan would leave fewer than two choices, or everything ends the same", () => {
    const when = "        when: { plan: [person] }\n        next: where\n";
    let text = sound;
    for (const next of ["where", "kitchen", "phone"])
      text = text.replace(`        next: ${next}\n`, when.replace("where", next));
    expect(faultsOf(text).join()).toContain("dead-end");
    const same = sound.replaceAll(/next: (outside|together|slowed|went)\n/g, "next: something\n");
    expect(faultsOf(same).join()).toContain("one-ending");
  });

  it("when a flag is asked for that nothing sets, or set for nothing", () => {
    const unknown = broken("when: { flags: [named] }", "when: { flags: [shouted] }");
    expect(faultsOf(unknown.text)).toContain(unknown.at("shouted", "unknown-flag"));
    expect(faultsOf(unknown.text)).toContain(unknown.at("set: [named]", "idle-flag"));
    const reserved = broken("set: [named]", "set: [used]");
    expect(faultsOf(reserved.text)).toContain(reserved.at("set: [used]", "reserved-flag"));
  });
});

describe("text from strangers", () => {
  it("is refused when it hides more than it shows", () => {
    const bomb = ["a: &a [x, x, x, x]", "b: &b [*a, *a, *a, *a]", "c: &c [*b, *b, *b, *b]", "d: [*c, *c]"];
    expect(faultsOf(bomb.join("\n")).join()).toContain("yaml-anchor");
    expect(faultsOf(`id: ${"[".repeat(500)}${"]".repeat(500)}`)).toEqual(["1 too-deep"]);
    expect(faultsOf("id: x\n".repeat(60_000))).toEqual(["1 too-large"]);
    expect(faultsOf(broken("title: Flat Sunday", "title: Flat\u202e Sunday").text).join()).toContain(
      "wording-invisible",
    );
    expect(faultsOf("id: !!js/function 'x'").join()).toContain("yaml");
    expect(faultsOf("a: 1\na: 2").join()).toContain("2 yaml");
    for (const odd of ["", "\0", "- - -", "{", "[]", "null", "__proto__: { id: x }"])
      expect(faultsOf(odd)).not.toEqual([]);
  });

  it("may have 10,000 screens, and gets an answer all the same", () => {
    const screens = Array.from({ length: 10_000 }, (_, i) => {
      const next = i === 9999 ? "end" : `n${i + 1}`;
      const way = `tags: [delay], feedback: On., next: ${next}`;
      return `  n${i}: { text: On., choices: [{ label: A, ${way} }, { label: B, ${way} }], own: { feedback: On., next: ${next} } }`;
    });
    const head = sound.slice(0, sound.indexOf("nodes:")).replace("start: sofa", "start: n0");
    const close = sound.slice(sound.indexOf("close:"));
    const text = `${head}nodes:\n${screens.join("\n")}\n  end: { text: Over., ending: open }\n${close}`;
    expect(faultsOf(text)).toEqual(["1 too-large"]);
  });
});

describe("languages", () => {
  it("need the English text first, and the same graph in each", () => {
    const root = mkdtempSync(join(tmpdir(), "thaw-drills-"));
    try {
      mkdirSync(join(root, "drills", "lonely"), { recursive: true });
      cpSync("content/drills/flat-sunday", join(root, "drills", "flat-sunday"), { recursive: true });
      const moved = sound.replace("        next: phone\n", "        next: kitchen\n");
      writeFileSync(join(root, "drills", "flat-sunday", "es.yaml"), moved);
      writeFileSync(
        join(root, "drills", "lonely", "es.yaml"),
        sound.replace("id: flat-sunday", "id: lonely"),
      );
      writeFileSync(join(root, "drills", "lonely", "notes.txt"), "x");
      const { pieces, faults } = loadKind(root, drillKind, wording);
      expect(pieces.map(({ id, locale }) => `${id} ${locale}`)).toContain("flat-sunday en");
      expect(faults.map((fault) => `${fault.file.slice(root.length + 8)} ${fault.code}`).sort()).toEqual([
        "flat-sunday/es.yaml translation",
        "lonely/es.yaml missing-original",
        "lonely/notes.txt stray-file",
      ]);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});

it("draws a graph with every screen, way and ending", () => {
  const checked = checkDrillYaml(sound, wording);
  const drawn = checked.ok ? drawScenario(checked.scenario) : "";
  expect(drawn).toMatch(
    /^Flat Sunday \(negative-emotion, rung 1\): 10 screens, 5 endings, \d+ states, \d+ ways/,
  );
  for (const part of ["sofa", "■ moved-through", "+named", "→ planning", "(if named)"])
    expect(drawn).toContain(part);
});
