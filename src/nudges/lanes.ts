/**
 * Whose turn it is: deficit round robin over lanes (a server, a group of members' own nudges), so that a server with
 * thousands of nudges due at once delays its own members and nobody else's. A lane's share of a round grows with the
 * square root of what it has waiting.
 */
import { askedLane } from "#app/delivery.ts";
import type { Lane } from "#app/queue.ts";

/** So many rows of a lane may be looked at next. */
export interface Turn {
  lane: string;
  quota: number;
}

interface Waiting {
  ready: number;
  deficit: number;
}

export interface Lanes {
  /** More has become ready. */
  add(lanes: Lane[]): void;
  /** Starts over from what the ledger says is ready; who is in the middle of a turn keeps their place. */
  reset(lanes: Lane[]): void;
  /** Turns for so many rows, what was asked for first. */
  turns(count: number): Turn[];
  /** Tells how many rows each of those turns took. */
  took(turns: Turn[], taken: number[]): void;
  isEmpty(): boolean;
}

export function lanes(): Lanes {
  // A Map keeps the order in which lanes joined the ring; who has had their turn goes to its end.
  const ring = new Map<string, Waiting>();
  const join = ({ lane, ready }: Lane): void => {
    const waiting = ring.get(lane);
    if (waiting) waiting.ready += ready;
    else ring.set(lane, { ready, deficit: 0 });
  };
  return {
    add: (more) => more.forEach(join),
    reset(present) {
      const ready = new Map(present.map((lane) => [lane.lane, lane.ready]));
      for (const [lane, waiting] of ring) {
        const now = ready.get(lane);
        if (now === undefined) ring.delete(lane);
        else waiting.ready = now;
        ready.delete(lane);
      }
      for (const [lane, count] of ready) join({ lane, ready: count });
    },
    turns(count) {
      const asked = ring.get(askedLane);
      const turns: Turn[] = asked ? [{ lane: askedLane, quota: Math.min(asked.ready, count) }] : [];
      let left = count - (turns[0]?.quota ?? 0);
      for (const [lane, waiting] of ring) {
        if (left <= 0) break;
        if (lane === askedLane) continue;
        const quota = Math.min(credit(waiting), waiting.ready, left);
        turns.push({ lane, quota });
        left -= quota;
      }
      return turns;
    },
    took(turns, taken) {
      for (const [index, { lane, quota }] of turns.entries()) {
        const waiting = ring.get(lane);
        const count = taken[index] ?? 0;
        if (!waiting) continue;
        waiting.deficit = credit(waiting) - count;
        waiting.ready -= count;
        const turnIsOver = waiting.deficit <= 0 || waiting.ready <= 0 || count < quota;
        if (turnIsOver) ring.delete(lane);
        // Fewer rows than were counted: the rest is gone, or waits for later and will be counted again.
        if (turnIsOver && count === quota && waiting.ready > 0)
          ring.set(lane, { ready: waiting.ready, deficit: 0 });
      }
    },
    isEmpty: () => ring.size === 0,
  };
}

/** What is left of a lane's turn, or a whole new one. */
function credit({ deficit, ready }: Waiting): number {
  return deficit > 0 ? deficit : Math.max(1, Math.ceil(Math.sqrt(ready)));
}
