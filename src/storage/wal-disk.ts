/**
 * Waits until SQLite's log of writes is on disk, beside the event loop: as sure as `synchronous = FULL`, which would hold
 * everybody up meanwhile. What is committed while the disk is at work goes with the next turn, all of it at once.
 */
import { closeSync, fdatasync, openSync } from "node:fs";
import { promisify } from "node:util";

const datasync = promisify(fdatasync);

export interface WalDisk {
  /** Resolves when all that is in the log by now is on disk. */
  sync(): Promise<void>;
  /** What is being waited for; undefined when all is on disk. */
  pending(): Promise<void> | undefined;
  /** Nothing is waited for any more. */
  close(): void;
}

/**
 * @param file the database, opened and in WAL mode: the log is there. It stays the same file until that is closed.
 * @param flush resolves when what was written to an open file is on disk
 */
export function walDisk(file: string, flush: (fd: number) => Promise<void> = datasync): WalDisk {
  const log = openSync(`${file}-wal`, "r+");
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = (): Promise<void> =>
    (running = flush(log).finally(() => {
      running = next;
      next = undefined;
    }));
  return {
    // One that is under way may have begun too early for what was written last.
    sync: () => {
      if (!running) return begin();
      return (next ??= running.then(begin, begin));
    },
    pending: () => next ?? running,
    close: () => closeSync(log),
  };
}
