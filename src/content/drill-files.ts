/** Drills as files that moderators bring and take: read in a thread that can be stopped, written as they would be. */
import { Worker } from "node:worker_threads";
import type { Scenario } from "#core/drill-scenario.ts";
import type { Fault } from "./fault.ts";

export type DrillRead =
  | { ok: true; scenario: Scenario; /** Its graph as text. */ drawing: string }
  | { ok: false; faults: Fault[] };

/** Reading takes a fraction of a second; what takes longer was made to. */
const patienceMs = 10_000;
const memoryMb = 256;

export function drillFiles({ patience = patienceMs }: { patience?: number } = {}) {
  let before: Promise<unknown> = Promise.resolve();
  return {
    read(text: string): Promise<DrillRead> {
      // One at a time: two would take twice the memory.
      const reading = before.then(() => readApart(text, patience));
      before = reading.catch(() => undefined);
      return reading;
    },
    async write(scenario: Scenario): Promise<string> {
      const { stringify } = await import("yaml");
      const { hash: _, locale: __, ...file } = scenario;
      return stringify(file, { lineWidth: 100 });
    },
  };
}

async function readApart(text: string, patience: number): Promise<DrillRead> {
  const { promise, resolve, reject } = Promise.withResolvers<DrillRead>();
  const worker = new Worker(new URL("import-worker.ts", import.meta.url), {
    name: "import",
    workerData: text,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  const timer = setTimeout(() => resolve(tooMuch), patience);
  worker.once("message", resolve);
  worker.once("error", (error: NodeJS.ErrnoException) =>
    error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(tooMuch) : reject(error),
  );
  worker.once("exit", () => resolve(tooMuch));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const tooMuch: DrillRead = {
  ok: false,
  faults: [
    {
      file: "the file",
      line: 1,
      code: "too-much",
      message: "Checking this takes too long. Use fewer screens and fewer conditions.",
    },
  ],
};
