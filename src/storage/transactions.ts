/**
 * Begin and commit on SQLite's one writing connection: of jobs that share a commit, and of jobs that run ahead of it, whose
 * transaction is left open until somebody else wants one or it is large.
 */
import type { Database } from "better-sqlite3";
import { Fault } from "#app/fault.ts";
import type { WalDisk } from "./wal-disk.ts";

/**
 * Rows that a transaction of those that run ahead may change: its commit then holds the event loop for about 10 ms. With
 * fewer, a commit meets the disk still at work on the one before, and waits for it.
 */
const openRows = 8000;

export interface Job {
  /** It runs ahead: this is given what settles when it is on disk, or lost. */
  ahead: ((kept: Promise<void>) => void) | undefined;
  /** Runs the steps and remembers how they ended. @returns what kept them from their end */
  run(): { error: unknown } | undefined;
  /** Tells the one who asked how it ended; called once the commit is on disk, but at once when it runs ahead. */
  settle(): void;
  fail(error: unknown): void;
}

export interface Transactions {
  /** Runs jobs and commits them at once. @throws when nothing at all could be kept */
  commitTogether(group: Job[]): void;
  /** Runs a job and leaves its transaction open for more of the kind. @throws when it could not begin */
  runAhead(job: Job): void;
  /** Commits what was left open. */
  keep(): void;
  /** Commits what was left open if it is large. @returns whether it was: that has held the event loop for long enough */
  keepLarge(): boolean;
}

/** @param changed told of each commit how many rows it changed */
export function transactionsOn(
  client: Database,
  disk: WalDisk | undefined,
  changed: (rows: number) => void,
): Transactions {
  const total = client.prepare<[], number>("SELECT total_changes()").pluck();
  const changes = () => total.get() ?? 0;
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
  let open: Open | undefined;

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

  /** After a commit. @returns undefined when nothing has to be waited for */
  const onDisk = (before: number) => {
    const rows = changes() - before;
    if (rows === 0) return disk?.pending();
    changed(rows);
    return disk?.sync();
  };

  const commitTogether = (group: Job[]) => {
    keep();
    const before = changes();
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
    const durable = onDisk(before);
    if (durable)
      void durable.then(
        () => settle(group),
        (error: unknown) => fail(group, error),
      );
    else settle(group);
  };

  const opening = (): Open => {
    const before = changes();
    begin();
    const kept = Promise.withResolvers<void>();
    // It may be lost while whoever has to know is still at work.
    kept.promise.catch(() => undefined);
    return { before, kept };
  };

  const runAhead = (job: Job) => {
    open ??= opening();
    const { kept } = open;
    job.ahead?.(kept.promise);
    const stopped = job.run();
    if (stopped) {
      open = undefined;
      if (client.inTransaction) rollback();
      kept.reject(kindly(stopped.error));
    }
    job.settle();
  };

  const keep = () => {
    if (!open) return;
    const { before, kept } = open;
    open = undefined;
    try {
      commit();
    } catch (error) {
      if (client.inTransaction) rollback();
      return kept.reject(kindly(error));
    }
    kept.resolve(onDisk(before));
  };

  const keepLarge = () => {
    const large = open !== undefined && changes() - open.before > openRows;
    if (large) keep();
    return large;
  };

  return { commitTogether, runAhead, keep, keepLarge };
}

/** A transaction that has begun. */
interface Open {
  /** Changes of the connection before it. */
  before: number;
  kept: PromiseWithResolvers<void>;
}

function settle(group: Job[]): void {
  for (const job of group) job.settle();
}

/** The disk did not take it: it may be kept or not. */
function fail(group: Job[], error: unknown): void {
  for (const job of group) job.fail(error);
}

/** SQLite's own code, which drizzle's error has within. */
export const codeOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? String(error.code) : codeOf(error.cause)) : "";

/** A disk that is full, read-only or gone has kept nothing, and may take it later: that can be said to a member. */
export const kindly = (error: unknown): unknown =>
  /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN)/.test(codeOf(error))
    ? new Fault("database-busy", {}, error)
    : error;
