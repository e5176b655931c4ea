/**
 * Carries what is in SQLite's log of writes over into its file (a *checkpoint*) in a thread of its own: within a commit it
 * would hold the event loop for as long as the disk takes for a thousand pages. The thread begins when there is something
 * to carry, and ends when there has been nothing for a while.
 */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { openingOf, type SqliteFile } from "./sqlite-driver.ts";

export interface WalCarrier {
  /** So many rows were changed by a commit. */
  changed(rows: number): void;
  /** Resolves when it carries nothing, which it then does not begin before the next turn of the event loop. */
  rest(): Promise<void>;
  /** Resolves when the thread has let the file go. */
  close(): Promise<void>;
}

/** Changed rows that are worth a turn: between one and six pages each. */
const worthwhile = 1000;
export interface CarrierPaces {
  /** Before a turn: a herd of nudges is over by then, and a page that it changed a hundred times is carried once. */
  pauseMs: number;
  /** The thread takes 15 MB while it is there, which is so long without work. */
  idleMs: number;
}

/** What the thread is told. */
export type Order = "carry" | "end";

/** What it answers: how long the log is, and how much of it was carried since it began anew. */
export interface Carried {
  pages: number;
  carried: number;
}

const usual: CarrierPaces = { pauseMs: 1000, idleMs: 10_000 };

/**
 * A thread that fails is begun anew for the next turn. Meanwhile the log grows, up to where SQLite carries it over within
 * a commit.
 */
export function walCarrier(
  file: SqliteFile,
  carried: (log: Carried) => void,
  { pauseMs, idleMs } = usual,
): WalCarrier {
  let worker: Worker | undefined;
  let turn: PromiseWithResolvers<void> | undefined;
  let rows = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const begin = (): Worker => {
    const begun = new Worker(new URL("wal-carrier-thread.mjs", import.meta.url), {
      workerData: openingOf(file),
    });
    begun.unref();
    begun.on("message", (log: Carried) => {
      done();
      if (!closed) carried(log);
    });
    // A full or broken disk, which the next commit meets as well and says so.
    begun.on("error", () => undefined);
    begun.on("exit", () => {
      if (worker === begun) worker = undefined;
      done();
    });
    return begun;
  };

  const carry = () => {
    rows = 0;
    turn = Promise.withResolvers();
    worker ??= begin();
    tell(worker, "carry");
  };

  const done = () => {
    turn?.resolve();
    turn = undefined;
    plan();
  };

  /** One timer: for the next turn, or for the end of the thread. */
  const plan = () => {
    clearTimeout(timer);
    if (closed) return;
    timer = rows >= worthwhile ? setTimeout(carry, pauseMs) : setTimeout(end, idleMs);
    timer.unref();
  };

  const end = () => {
    if (worker) tell(worker, "end");
    worker = undefined;
  };

  return {
    changed(more) {
      const before = rows;
      rows += more;
      if (!turn && before < worthwhile && rows >= worthwhile) plan();
    },
    rest: async () => turn?.promise,
    async close() {
      closed = true;
      clearTimeout(timer);
      if (!worker) return;
      worker.ref();
      const ended = once(worker, "exit");
      end();
      await ended;
    },
  };
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const tell = (worker: Worker, order: Order) => worker.postMessage(order);
