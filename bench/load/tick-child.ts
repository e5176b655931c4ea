/**
 * A scheduler of its own on a filled database, in a process of its own: what a tick costs while nothing is due, and how
 * long a herd of members takes from due to sent, where sending takes no time. Milliseconds, over IPC.
 */
import { setImmediate as breathe } from "node:timers/promises";
import { arrives, openBench, schedulerOn } from "../nudges/fill.ts";
import { median } from "../suite.ts";

export interface Ticks {
  idleMs: number;
  herdMs: number;
}

const ticks = 300;
const [folder = "", herdAt = "0"] = process.argv.slice(2);
let now = Date.now();
const store = await openBench(folder, () => now);
const nudges = await schedulerOn(store, () => now, arrives, {
  tzdata: process.versions["tz"] ?? "unknown",
  perSecond: 1_000_000,
});
const idle: number[] = [];
for (let tick = 0; tick < ticks; tick++) {
  const before = performance.now();
  await nudges.tick();
  idle.push(performance.now() - before);
  await breathe();
}
now = Number(herdAt);
const before = performance.now();
await nudges.tick();
await nudges.idle();
const measured: Ticks = { idleMs: median(idle), herdMs: performance.now() - before };
await nudges.stop();
await store.close();
process.send?.(measured);
