/**
 * What comes unasked: holding everybody's schedules, herds, stalls, outages, clocks, durability, Discord's limit, and
 * SIGKILL, each beside what one would use instead.
 *
 *     npm run bench -- nudges [--quick] [--only=hold,herd,stall,next,idle,cycle,deliver,kills]
 */
import { deliver } from "./nudges/deliver.ts";
import { cycle, herd, idle, stall } from "./nudges/herd.ts";
import { hold } from "./nudges/hold.ts";
import { kills } from "./nudges/kills.ts";
import { next } from "./nudges/next.ts";
import { quick, whole, type Sizes } from "./nudges/sizes.ts";
import type { Suite, Table } from "./suite.ts";

type Part = (report: (table: Table) => void, sizes: Sizes) => Promise<Record<string, number>>;

const parts: Record<string, Part> = { hold, herd, stall, next, idle, cycle, deliver, kills };

export const suite: Suite = {
  name: "nudges",
  async run(report) {
    const sizes = process.argv.includes("--quick") ? quick : whole;
    const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
    const wanted = only?.split(",") ?? Object.keys(parts);
    const figures: Record<string, number> = {};
    for (const name of wanted) {
      const part = parts[name];
      if (!part)
        throw new Error(`There is no part called ${name}. There are: ${Object.keys(parts).join(", ")}.`);
      Object.assign(figures, await part(report, sizes));
    }
    return figures;
  },
};
