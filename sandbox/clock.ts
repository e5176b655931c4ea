/** The sandbox's own time: real time plus an offset that only `move` and `jump` change. */
export interface Clock {
  /** Epoch ms, moved. Token life, nonce window, snowflakes and message timestamps go by it. */
  now(): number;
  /** Milliseconds that never jump, for acks and heartbeats. */
  real(): number;
  /** Real milliseconds, and those that time was moved by: for rate limits, which must not make a moved month last a real one. */
  elapsed(): number;
  offset(): number;
  /** False: time stands still between moves, so that a test sees the same minute throughout. */
  readonly running: boolean;
  /** Forward only. Throws a `RangeError` for a time that has passed. */
  moveTo(at: number): void;
  /** A fault: the clock of the machine was set. May go back. */
  jumpTo(at: number): void;
  /** Called after each move or jump. Returns what takes the listener off. */
  onMove(listener: (now: number) => void): () => void;
}

/** @param start epoch ms the clock shows first; real time when left out. */
export function makeClock(start?: number, running = true): Clock {
  let offset = start === undefined ? 0 : start - Date.now();
  let frozenAt = start ?? Date.now();
  let moved = 0;
  const listeners = new Set<(now: number) => void>();
  const now = () => (running ? Math.floor(Date.now() + offset) : frozenAt);

  function set(at: number) {
    offset += at - now();
    frozenAt = at;
    for (const listener of listeners) listener(at);
  }

  return {
    now,
    real: () => performance.now(),
    elapsed: () => performance.now() + moved,
    offset: () => (running ? offset : frozenAt - Date.now()),
    running,
    moveTo(at) {
      if (at < now())
        throw new RangeError(`The clock only moves forward: ${iso(at)} is before ${iso(now())}.`);
      moved += at - now();
      set(at);
    },
    jumpTo: set,
    onMove(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
