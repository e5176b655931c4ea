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
import type { WalDisk } from "./wal-disk.ts";

/** Transactions that share a commit, at most: the event loop is held no longer than they take. */
const groupSize = 64;
/** How long to wait for another process that holds the write lock, in tries and milliseconds between them. */
const busyTries = 60;
const busyPauseMs = 50;

interface Job {
  /** Runs the steps and remembers how they ended. @returns what kept them from their end */
  run(): { error: unknown } | undefined;
  /** Tells the one who asked how it ended; called once the commit is on disk. */
  settle(): void;
  fail(error: unknown): void;
}

/** Runs steps in a transaction; resolves when they are durable. */
export type CommitQueue = <T>(steps: () => Steps<T>) => Promise<T>;

/** Makes the queue of one connection. @param disk undefined: a commit itself waits for the disk */
export function commitQueue(client: Database, disk: WalDisk | undefined): CommitQueue {
  const commitTogether = grouping(client, disk);
  const waiting: Job[] = [];
  let scheduled = false;
  let tries = 0;

  const drain = () => {
    const group = waiting.splice(0, groupSize);
    try {
      commitTogether(group);
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
      commitTogether([job]);
    } catch (own) {
      job.fail(kindly(own));
    }
  };

  return (steps) =>
    new Promise((resolve, reject) => {
      waiting.push(asJob(steps, resolve, reject));
      if (scheduled) return;
      scheduled = true;
      setImmediate(drain);
    });
}

function asJob<T>(steps: () => Steps<T>, resolve: (value: T) => void, reject: (error: unknown) => void): Job {
  let settle = () => reject(new Error("not run yet"));
  return {
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

/** Runs jobs and commits them at once. @throws when nothing at all could be kept */
function grouping(client: Database, disk: WalDisk | undefined): (group: Job[]) => void {
  const changes = client.prepare<[], number>("SELECT total_changes()").pluck();
  const order = (text: string) => {
    const prepared = client.prepare(text);
    return () => void prepared.run();
  };
  const begin = order("BEGIN IMMEDIATE");
  const commit = order("COMMIT");
  const rollback = order("ROLLBACK");
  const savepoint = order("SAVEPOINT job");
  const release = order("RELEASE job");
  const undo = order("ROLLBACK TO job");

  /** @returns whether it came to its end */
  const within = (job: Job): boolean => {
    const stopped = job.run();
    // A full disk undoes the whole transaction, savepoints and all.
    if (!client.inTransaction) throw stopped?.error ?? new Error("the transaction was lost");
    return !stopped;
  };
  const each = (job: Job) => {
    savepoint();
    if (!within(job)) undo();
    release();
  };

  return (group) => {
    const before = changes.get();
    begin();
    try {
      const [only] = group;
      // Within a savepoint SQLite copies each page before it is written: a fifth of a large job's time.
      if (only && group.length === 1 && !within(only)) rollback();
      else {
        if (group.length > 1) group.forEach(each);
        commit();
      }
    } catch (error) {
      if (client.inTransaction) rollback();
      throw error;
    }
    const durable = changes.get() === before ? disk?.pending() : disk?.sync();
    if (durable)
      void durable.then(
        () => settle(group),
        (error: unknown) => fail(group, error),
      );
    else settle(group);
  };
}

function settle(group: Job[]): void {
  for (const job of group) job.settle();
}

/** The disk did not take it: it may be kept or not. */
function fail(group: Job[], error: unknown): void {
  for (const job of group) job.fail(error);
}

/** SQLite's own code, which drizzle's error has within. */
const codeOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? String(error.code) : codeOf(error.cause)) : "";

const isBusy = (error: unknown) => codeOf(error).startsWith("SQLITE_BUSY");

/** A disk that is full, read-only or gone has kept nothing, and may take it later: that can be said to a member. */
const kindly = (error: unknown): unknown =>
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(codeOf(error))
    ? new Fault("database-busy", {}, error)
    : error;
