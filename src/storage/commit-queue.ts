/**
 * Transactions on SQLite's one writing connection, each run from begin to commit without a pause.
 *
 * Those that are asked for within one turn of the event loop share one commit; each is still kept or undone by itself.
 * Whoever asked is answered when all that they can have seen is on disk.
 */
import { setImmediate, setTimeout } from "node:timers";
import type { Database } from "better-sqlite3";
import { Fault } from "#app/fault.ts";
import type { Steps } from "#app/store.ts";
import { driveSync } from "./engine.ts";
import type { Call } from "./sql.ts";
import { codeOf, kindly, transactionsOn, type Job } from "./transactions.ts";
import type { WalDisk } from "./wal-disk.ts";

/** Transactions that share a commit, at most: the event loop is held no longer than they take. */
const groupSize = 64;
/** How long to wait for another process that holds the write lock, in tries and milliseconds between them. */
const busyTries = 60;
const busyPauseMs = 50;
type Tx = <T>(steps: () => Steps<T>) => Promise<T>;

export interface CommitQueue {
  /** Runs steps in a transaction; resolves when they are durable. */
  tx: Tx;
  /** See `Engine.ahead`. */
  ahead<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Does something to the connection while no transaction is open on it. */
  between(work: () => void): void;
}

/**
 * Makes the queue of one connection.
 * @param disk undefined: a commit itself waits for the disk
 * @param changed told of each commit how many rows it changed
 */
export function commitQueue(
  client: Database,
  disk: WalDisk | undefined,
  changed: (rows: number) => void = () => undefined,
): CommitQueue {
  const transactions = transactionsOn(client, disk, changed);
  const waiting: Job[] = [];
  let scheduled = false;
  let tries = 0;

  const drain = () => {
    if (transactions.keepLarge()) return void setImmediate(drain);
    const group = waiting.splice(0, groupSize);
    try {
      const [only] = group;
      if (only?.ahead && group.length === 1) transactions.runAhead(only);
      else transactions.commitTogether(group);
      tries = 0;
    } catch (error) {
      if (isBusy(error) && ++tries < busyTries) {
        waiting.unshift(...group);
        setTimeout(drain, busyPauseMs);
        return;
      }
      tries = 0;
      for (const job of group) alone(job, isBusy(error) ? new Fault("database-busy", {}, error) : error);
    }
    scheduled = waiting.length > 0;
    if (scheduled) setImmediate(drain);
  };

  /** What brought a whole group down may be one job's doing: each gets a try of its own. */
  const alone = (job: Job, error: unknown) => {
    if (error instanceof Fault) return job.fail(error);
    try {
      transactions.commitTogether([job]);
    } catch (own) {
      job.fail(kindly(own));
    }
  };

  const asking =
    (ahead: Job["ahead"]): Tx =>
    (steps) =>
      new Promise((resolve, reject) => {
        waiting.push(asJob(steps, ahead, resolve, reject));
        if (scheduled) return;
        scheduled = true;
        setImmediate(drain);
      });

  return {
    tx: asking(undefined),
    async ahead(work) {
      const kept = new Set<Promise<void>>();
      try {
        return await work(asking((promise) => kept.add(promise)));
      } finally {
        transactions.keep();
        await Promise.all(kept);
      }
    },
    between(work) {
      transactions.keep();
      work();
    },
  };
}

function asJob<T>(
  steps: () => Steps<T>,
  ahead: Job["ahead"],
  resolve: (value: T) => void,
  reject: (error: unknown) => void,
): Job {
  let settle = () => reject(new Error("not run yet"));
  return {
    ahead,
    run() {
      try {
        const value = driveSync(steps(), answer);
        settle = () => resolve(value);
        return undefined;
      } catch (error) {
        settle = () => reject(kindly(error));
        return { error };
      }
    },
    settle: () => settle(),
    fail: reject,
  };
}

const answer = ({ prepared, params }: Call) => prepared.execute(params).sync();

const isBusy = (error: unknown) => codeOf(error).startsWith("SQLITE_BUSY");
