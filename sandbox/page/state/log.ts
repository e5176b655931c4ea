import type { LogEntry } from "../../page-protocol.ts";

/** Entries kept for the look inside; older ones are dropped. */
const KEEP = 2000;

/** The look inside has its own list: requests come by the hundred and must not redraw the conversation. */
export interface PageLog {
  entries(): LogEntry[];
  add(entries: LogEntry[]): void;
  onAdd(listener: () => void): () => void;
}

export function makeLog(): PageLog {
  let kept: LogEntry[] = [];
  const listeners = new Set<() => void>();
  return {
    entries: () => kept,
    add(entries) {
      const newest = kept.at(-1)?.seq ?? 0;
      const fresh = entries.filter(({ seq }) => seq > newest);
      if (fresh.length === 0) return;
      kept = [...kept, ...fresh].slice(-KEEP);
      for (const listener of listeners) listener();
    },
    onAdd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
