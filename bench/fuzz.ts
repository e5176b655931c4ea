/**
 * `npm run bench -- fuzz`: a hundred thousand made-up inputs for each door that is open to the outside. Any fault of
 * ours, and anything shown to the wrong person, ends the run with the seed to play it again.
 *
 *     npm run bench -- fuzz [--only=ids,presses,imports,pages] [--cases=100000] [--seed=1]
 */
import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import fc from "fast-check";
import { readExport } from "#core/export.ts";
import { parseCustomId } from "#discord/custom-id.ts";
import { madeUp, nearlyExports, startFuzz } from "#test/security/page-fuzz.ts";
import { madeUpPress, startPresses } from "#test/security/press-world.ts";
import { round, type Suite } from "./suite.ts";

/** Cases that one world takes before the next one begins: what a member keeps grows, and their pages with it. */
const perWorld = 5_000;

interface Part {
  numRuns: number;
  seed: number;
}

interface Door {
  name: string;
  /** Takes that many made-up inputs. @throws when one of them finds a fault */
  run(part: Part): Promise<void>;
  /** Each part of the cases gets a world of its own. */
  worlds?: true;
}

const doors: Record<string, Door> = {
  ids: {
    name: "custom ids",
    run: async (part) =>
      fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 120 }), parsesOrNot), part),
  },
  presses: {
    name: "presses, forms and options",
    worlds: true,
    async run(part) {
      await using world = await startPresses();
      const property = fc.asyncProperty(madeUpPress, (press) => world.tryOut(press));
      await fc.assert(property, { ...part, endOnFailure: true });
    },
  },
  imports: {
    name: "imports",
    run: async (part) =>
      fc.assert(
        fc.property(nearlyExports, (source) => !readExport(source).ok),
        part,
      ),
  },
  pages: {
    name: "page requests",
    worlds: true,
    async run(part) {
      await using world = await startFuzz();
      const property = fc.asyncProperty(madeUp, async (request) => void (await world.tryOut(request)));
      await fc.assert(property, { ...part, endOnFailure: true });
    },
  },
};

const parsesOrNot = (text: string): boolean => {
  const found = parseCustomId(text);
  return found === undefined || (found.command !== "" && found.action !== "");
};

/** Nothing here asks how durable a write is: where there is a disk in memory, the worlds are on it. */
function inMemory(): Disposable {
  const before = process.env["TMPDIR"];
  if (existsSync("/dev/shm")) process.env["TMPDIR"] = "/dev/shm";
  return {
    [Symbol.dispose]() {
      if (before === undefined) delete process.env["TMPDIR"];
      else process.env["TMPDIR"] = before;
    },
  };
}

const given = (name: string): string | undefined =>
  process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);

/** The cases in parts, each with a seed that follows from the first. */
const partsOf = (cases: number, seed: number, size: number): Part[] =>
  Array.from({ length: Math.ceil(cases / size) }, (_, index) => ({
    numRuns: Math.min(size, cases - index * size),
    seed: seed + index,
  }));

export const suite: Suite = {
  name: "fuzz",
  async run(report) {
    const only = given("only")?.split(",") ?? Object.keys(doors);
    const cases = Number(given("cases") ?? 100_000);
    const seed = Number(given("seed") ?? randomInt(2 ** 31 - cases));
    const figures: Record<string, number> = { cases, seed };
    using _ = inMemory();
    const rows: (string | number)[][] = [];
    for (const key of only) {
      const door = doors[key];
      if (!door)
        throw new Error(`There is no door called ${key}; there are ${Object.keys(doors).join(", ")}.`);
      const started = performance.now();
      for (const part of partsOf(cases, seed, door.worlds ? perWorld : cases)) await door.run(part);
      const seconds = (performance.now() - started) / 1000;
      figures[`${key}-per-second`] = round(cases / seconds);
      figures[`${key}-seconds`] = round(seconds);
      rows.push([door.name, cases, seed, round(seconds), 0]);
      console.log(`${door.name}: ${cases} cases from seed ${seed} on in ${round(seconds)} s, no fault`);
    }
    report({ title: "Made-up inputs", columns: ["door", "cases", "seed", "seconds", "faults"], rows });
    return figures;
  },
};
