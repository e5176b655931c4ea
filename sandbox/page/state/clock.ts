/**
 * The sandbox's time, as the page shows it. All panes share it, and everything that counts hangs on its one ticker.
 */
import type { ClockState } from "../../page-protocol.ts";

let state: ClockState = { now: Date.now(), offset: 0, movable: false, moving: null };
let heardAt = performance.now();
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Epoch ms on the sandbox's clock. */
export function now(): number {
  return state.now + (performance.now() - heardAt);
}

export function clockState(): ClockState {
  return state;
}

export function setClock(next: ClockState): void {
  state = next;
  heardAt = performance.now();
  for (const listener of listeners) listener();
}

/** Called about once a second, and whenever the clock is moved. Returns what takes the listener off. */
export function onTick(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
