import type { LogEntry } from "./page-protocol.ts";

type WithoutStamp<T> = T extends unknown ? Omit<T, "seq" | "at"> : never;
export type NewLogEntry = WithoutStamp<LogEntry>;

/** What happened, oldest first; only the newest `keep` entries stay. */
export interface Log {
  add(entry: NewLogEntry): LogEntry;
  entries(): LogEntry[];
  onAdd(listener: (entry: LogEntry) => void): () => void;
}

export function makeLog(now: () => number, keep: number): Log {
  let entries: LogEntry[] = [];
  let seq = 0;
  const listeners = new Set<(entry: LogEntry) => void>();
  return {
    add(entry) {
      seq += 1;
      const stamped = { ...entry, seq, at: now() } as LogEntry;
      if (keep > 0) entries.push(stamped);
      // Trimmed in bulk: shifting a long array at every entry costs more than all the rest.
      if (entries.length > keep * 2) entries = entries.slice(-keep);
      for (const listener of listeners) listener(stamped);
      return stamped;
    },
    // `slice(-0)` would give all of them.
    entries: () => entries.slice(Math.max(0, entries.length - keep)),
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
