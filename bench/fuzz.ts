/**
 * `npm run bench -- fuzz`: a hundred thousand made-up inputs for each door that is open to the outside. Any fault of
 * ours, and anything shown to the wrong person, ends the run with the seed to play it again.
 */
import fc from "fast-check";
import { readExport } from "#core/export.ts";
import { parseCustomId } from "#discord/custom-id.ts";
import { madeUp, nearlyExports, startFuzz } from "#test/security/page-fuzz.ts";
import { madeUpPress, startPresses } from "#test/security/press-world.ts";
import { round, type Suite } from "./suite.ts";

const numRuns = 100_000;

interface Door {
  name: string;
  run(): Promise<void>;
}

const doors: Door[] = [
  {
    name: "custom ids",
    run: async () =>
      fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 120 }), parsesOrNot), { numRuns }),
  },
  {
    name: "presses, forms and options",
    run: async () => {
      await using world = await startPresses();
      await fc.assert(
        fc.asyncProperty(madeUpPress, (press) => world.tryOut(press)),
        { numRuns, endOnFailure: true },
      );
    },
  },
  {
    name: "imports",
    run: async () =>
      fc.assert(
        fc.property(nearlyExports, (source) => !readExport(source).ok),
        { numRuns },
      ),
  },
  {
    name: "page requests",
    run: async () => {
      await using world = await startFuzz();
      await fc.assert(
        fc.asyncProperty(madeUp, async (request) => void (await world.tryOut(request))),
        { numRuns },
      );
    },
  },
];

const parsesOrNot = (text: string): boolean => {
  const found = parseCustomId(text);
  return found === undefined || (found.command !== "" && found.action !== "");
};

export const suite: Suite = {
  name: "fuzz",
  async run(report) {
    const figures: Record<string, number> = {};
    const rows: (string | number)[][] = [];
    for (const { name, run } of doors) {
      const started = performance.now();
      await run();
      const seconds = (performance.now() - started) / 1000;
      figures[`${name.replaceAll(/[ ,]+/g, "-")}-per-second`] = round(numRuns / seconds);
      rows.push([name, numRuns, round(seconds), 0]);
    }
    report({ title: "Made-up inputs", columns: ["door", "cases", "seconds", "faults"], rows });
    return figures;
  },
};
