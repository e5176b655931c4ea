/**
 * How much one process carries, beside a bare discord.js bot that only replies, in the same run: commands a second,
 * memory with many servers, what grows with the number of members and with time, ten minutes of it all at once, and
 * three processes on one database.
 *
 *     npm run bench -- load [--quick] [--only=commands,servers,growth,year,sustained,processes]
 */
import { capacity } from "./load/capacity.ts";
import { growth } from "./load/growth.ts";
import type { Part } from "./load/part.ts";
import { processes } from "./load/processes.ts";
import { servers } from "./load/servers.ts";
import { quick, whole } from "./load/sizes.ts";
import { sustained } from "./load/sustained.ts";
import { year } from "./load/year.ts";
import type { Suite } from "./suite.ts";

const parts: Record<string, Part> = { commands: capacity, servers, growth, year, sustained, processes };

export const suite: Suite = {
  name: "load",
  async run(report) {
    const sizes = process.argv.includes("--quick") ? quick : whole;
    const only = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length);
    const figures: Record<string, number> = {};
    for (const name of only?.split(",") ?? Object.keys(parts)) {
      const part = parts[name];
      if (!part)
        throw new Error(`There is no part called ${name}. There are: ${Object.keys(parts).join(", ")}.`);
      console.log(`\n${name}, since ${new Date().toLocaleTimeString("en-GB")}`);
      // Half an hour of figures is not thrown away for a part that breaks; that it broke is one of them.
      const found = await part(report, sizes).catch((error: unknown) => {
        console.error(error);
        return { [`${name}Broke`]: 1 };
      });
      Object.assign(figures, found);
    }
    return figures;
  },
};
