/**
 * Draws in worker threads: started with the first picture, ended when nobody looks any more, never more than a few
 * jobs waiting. The same picture asked for twice is drawn once.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Painter } from "#app/painter.ts";
import type { Snowflake } from "#core/ids.ts";
import type { Job, Order, Result } from "./jobs.ts";
import { keptPictures } from "./kept-pictures.ts";

export interface PoolOptions {
  /** Threads at most. One draws 40 charts a second and more. */
  threads: number;
  /** Jobs that may wait; what comes beyond is answered without a picture. */
  waiting: number;
  /** Bytes of pictures kept. */
  keep: number;
  /** Milliseconds without work after which a thread ends and gives its memory back. */
  idleMs: number;
  /** Milliseconds after which a job is given up and its thread replaced. */
  patienceMs: number;
  /** Told of every picture that could not be drawn. Holds nothing that a member wrote. */
  failed(error: Error): void;
}

export const poolDefaults = {
  threads: 1,
  waiting: 40,
  keep: 16_000_000,
  idleMs: 300_000,
  patienceMs: 10_000,
} as const;

export interface ChartPool extends Painter {
  /** Jobs being drawn or waiting. */
  load(): number;
  /** Threads running. */
  threads(): number;
  close(): Promise<void>;
}

interface Pending extends Job {
  settle(result: Result | Error): void;
}

interface Slot {
  worker: Worker;
  job?: Pending;
  timer?: NodeJS.Timeout;
}

export function chartPool(options: PoolOptions): ChartPool {
  const kept = keptPictures(options.keep);
  const underWay = new Map<string, Promise<Uint8Array | undefined>>();
  const slots = new Set<Slot>();
  const queue: Pending[] = [];
  let [lastId, closed] = [0, false];

  const wait = (slot: Slot, ms: number, then: () => void) => {
    clearTimeout(slot.timer);
    slot.timer = setTimeout(then, ms).unref();
  };
  const end = async (slot: Slot, reason?: Error): Promise<void> => {
    clearTimeout(slot.timer);
    slots.delete(slot);
    const { job } = slot;
    delete slot.job;
    if (job) job.settle(reason ?? new Error("the thread ended"));
    await slot.worker.terminate();
    next();
  };
  const start = (): Slot => {
    const worker = new Worker(new URL("worker.ts", import.meta.url), {
      name: "charts",
      resourceLimits: { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 },
    });
    const slot: Slot = { worker };
    worker.unref();
    worker.on("message", (result: Result) => {
      const { job } = slot;
      delete slot.job;
      wait(slot, options.idleMs, () => void end(slot));
      job?.settle(result);
      next();
    });
    worker.on("error", (error) => void end(slot, error instanceof Error ? error : new Error(String(error))));
    worker.on("exit", () => slots.has(slot) && void end(slot));
    slots.add(slot);
    return slot;
  };
  const next = (): void => {
    while (queue.length > 0) {
      const free =
        slots.values().find(({ job }) => !job) ?? (slots.size < options.threads ? start() : undefined);
      if (!free) return;
      const job = queue.shift()!;
      free.job = job;
      wait(free, options.patienceMs, () => void end(free, new Error("drawing took too long")));
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      free.worker.postMessage({ id: job.id, order: job.order } satisfies Job);
    }
  };
  const carryOut = (order: string): Promise<Uint8Array | undefined> =>
    new Promise((resolve) => {
      const settle = (result: Result | Error) => {
        if ("bytes" in result) return resolve(result.bytes);
        options.failed(result instanceof Error ? result : new Error(result.error));
        resolve(undefined);
      };
      queue.push({ id: ++lastId, order, settle });
      next();
    });
  const busy = () =>
    slots
      .values()
      .filter(({ job }) => job)
      .toArray().length;

  return {
    async draw(picture, style, format, owner) {
      const order = JSON.stringify({ picture, style, format } satisfies Order);
      const key = keyOf(order, owner);
      const known = kept.find(key) ?? underWay.get(key);
      if (known) return known;
      if (closed || queue.length >= options.waiting) return undefined;
      const drawing = carryOut(order);
      underWay.set(key, drawing);
      const bytes = await drawing;
      // Whoever was forgotten meanwhile stays forgotten.
      if (underWay.delete(key) && bytes) kept.keep(key, owner, bytes);
      return bytes;
    },
    forget(owner) {
      kept.forget(owner);
      for (const key of underWay.keys()) if (key.startsWith(`${owner} `)) underWay.delete(key);
    },
    load: () => queue.length + busy(),
    threads: () => slots.size,
    async close() {
      closed = true;
      for (const { settle } of queue.splice(0)) settle(new Error("the bot is stopping"));
      await Promise.all([...slots].map((slot) => end(slot, new Error("the bot is stopping"))));
    },
  };
}

const keyOf = (order: string, owner: Snowflake): string =>
  `${owner} ${createHash("sha256").update(order).digest("base64url")}`;
