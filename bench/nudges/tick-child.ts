/**
 * One tick of a process that has just started, timed. Arguments: the folder of a database, and what time it is, epoch ms.
 */
import { monitorEventLoopDelay } from "node:perf_hooks";
import { openBench, schedulerOn, waits } from "./fill.ts";

const [dir = "", at = ""] = process.argv.slice(2);
const now = () => Number(at);

const store = await openBench(dir, now);
const nudges = await schedulerOn(store, now, waits);
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const started = performance.now();
await nudges.tick();
const ms = performance.now() - started;
delay.disable();
const { ledger } = await nudges.stats();
await nudges.stop();
await store.close();
process.send?.({ ms, heldMs: delay.max / 1e6, ledger });
