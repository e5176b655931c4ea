/**
 * Holds schedules in a process of its own and says what that takes: milliseconds to have them all armed, and memory.
 * Arguments: what (`thaw`, `node-cron`, `croner`), and the folder of a database or how many.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { waits, openBench, schedulerOn, spread } from "./fill.ts";

const [what = "", given = ""] = process.argv.slice(2);
const memory = (): number => {
  globalThis.gc?.();
  return process.memoryUsage().rss;
};

async function arm(): Promise<unknown> {
  if (what === "thaw") {
    const store = await openBench(given, Date.now);
    const nudges = await schedulerOn(store, Date.now, waits);
    await nudges.tick();
    await nudges.nextDue();
    return nudges;
  }
  const jobs: unknown[] = [];
  const { schedule } = await import("node-cron");
  const { Cron } = await import("croner");
  for (let index = 0; index < Number(given); index += 1) {
    const { minute, zone } = spread(index);
    const line = `${minute % 60} ${Math.floor(minute / 60)} * * *`;
    jobs.push(
      what === "node-cron"
        ? schedule(line, () => undefined, { timezone: zone })
        : new Cron(line, { timezone: zone }, () => undefined),
    );
  }
  return jobs;
}

const started = performance.now();
const held = await arm();
const ms = performance.now() - started;
await sleep(200);
process.send?.({ ms, rss: memory(), held: held !== undefined }, () => process.exit(0));
