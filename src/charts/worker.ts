/** A thread that draws: one job after the other, off the event loop that answers members. */
import v8 from "node:v8";
import vm from "node:vm";
import { parentPort } from "node:worker_threads";
import { draw } from "./draw.ts";
import type { Job, Order, Result } from "./jobs.ts";
import { rasterise } from "./raster.ts";
import { write } from "./svg.ts";

/**
 * Pixels live outside of JavaScript's own memory, where its collector does not feel them: 600 charts grow to 840 MB
 * when it is left alone, and stay at 80 when the young part is swept after each (a millisecond). Memory that is used
 * again is faster, too: no fresh pages to be had from the system.
 */
v8.setFlagsFromString("--expose-gc");
const sweep = vm.runInNewContext("gc") as (options: { type: "minor" }) => void;

async function carryOut({ picture, style, format }: Order): Promise<Uint8Array> {
  if (format === "gif") {
    // Loaded on first use, as the printing below.
    const { breathingGif } = await import("./gif.ts");
    if (picture.chart !== "pacer") throw new Error(`there is no moving ${picture.chart}`);
    return breathingGif(picture.data, picture.words);
  }
  const tree = draw(picture, style);
  if (format === "svg") return new TextEncoder().encode(write(tree));
  if (format === "png") return rasterise(tree, 2);
  // Loaded on first use: it is 30 MB that few ask for.
  const { printPage } = await import("./pdf.ts");
  return printPage(tree, picture.words, style.locale);
}

async function answer({ id, order }: Job): Promise<void> {
  let result: Result;
  try {
    result = { id, bytes: await carryOut(JSON.parse(order) as Order) };
  } catch (error) {
    result = { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(result);
  sweep({ type: "minor" });
}

parentPort?.on("message", (job: Job) => void answer(job));
