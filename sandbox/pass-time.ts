/** Moving the one clock from due event to due event, waiting each time until the bot has nothing left to do. */
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Control } from "./control.ts";
import type { Registry } from "./interactions/registry.ts";
import type { ClockState } from "./page-protocol.ts";
import type { InFlight } from "./rest/rest.ts";

export type Span = { minutes?: number; hours?: number; days?: number } | { to: string | number };

export interface Ran {
  /** Epoch ms the clock showed. */
  at: number;
  what: string;
}

export interface TimeKeeper {
  /** Passes time up to the target and gives what became due on the way, in order. */
  pass(span: Span): Promise<Ran[]>;
  /** To the next due event and no further. Null when nothing is due any more. */
  passToNextDue(): Promise<Ran | null>;
  /** Resolves when no request is in flight, no interaction unanswered, and the bot says that it is done. */
  idle(): Promise<void>;
  state(): ClockState;
}

interface Deps {
  clock: Clock;
  control: Control;
  inFlight: InFlight;
  interactions: Registry;
  bus: Bus;
}

/** An event that stays due although it was run is a fault of the bot: after so many times it is reported. */
const STUCK = 100;

export function makeTimeKeeper({ clock, control, inFlight, interactions, bus }: Deps): TimeKeeper {
  let moving: ClockState["moving"] = null;
  let queue: Promise<unknown> = Promise.resolve();

  async function quiet() {
    while (inFlight.count > 0 || interactions.unanswered() > 0) {
      if (inFlight.count > 0) await new Promise<void>((resolve) => inFlight.idle.push(resolve));
      else await interactions.noneUnanswered();
    }
  }

  async function idle() {
    do {
      await quiet();
      await control.settle();
    } while (inFlight.count > 0 || interactions.unanswered() > 0);
  }

  function show(next: ClockState["moving"]) {
    moving = next;
    bus.emit({ type: "clock" });
  }

  async function step(at: number, what: string): Promise<Ran> {
    clock.moveTo(Math.max(at, clock.now()));
    await control.runDue();
    await idle();
    return { at: clock.now(), what };
  }

  async function passTo(target: number): Promise<Ran[]> {
    if (target < clock.now())
      throw new RangeError("Time passes only forward. A jump back is a fault: `clock.jumpTo`.");
    const ran: Ran[] = [];
    let again = 0;
    try {
      for (;;) {
        const due = await control.nextDue();
        if (due === null || due.at > target) break;
        again = ran.at(-1) !== undefined && due.at <= (ran.at(-1)?.at ?? 0) ? again + 1 : 0;
        if (again > STUCK) throw new Error(`"${due.what}" stays due although it was run ${STUCK} times.`);
        show({ target, at: due.at, what: due.what });
        ran.push(await step(due.at, due.what));
      }
      await step(target, "");
      return ran;
    } finally {
      show(null);
    }
  }

  /** One move at a time, in the order they were asked for. */
  function inTurn<T>(move: () => Promise<T>): Promise<T> {
    const turn = queue.then(move, move);
    queue = turn.catch(() => undefined);
    return turn;
  }

  return {
    idle,
    pass: (span) => inTurn(() => passTo(targetOf(clock.now(), span))),
    passToNextDue: () =>
      inTurn(async () => {
        const due = await control.nextDue();
        if (due === null) return null;
        show({ target: due.at, at: due.at, what: due.what });
        try {
          return await step(due.at, due.what);
        } finally {
          show(null);
        }
      }),
    state: () => ({ now: clock.now(), offset: clock.offset(), movable: control.peers() > 0, moving }),
  };
}

function targetOf(now: number, span: Span): number {
  if ("to" in span) {
    const target = new Date(span.to).getTime();
    if (Number.isNaN(target)) throw new RangeError(`Not a time: ${span.to}`);
    return target;
  }
  const { minutes = 0, hours = 0, days = 0 } = span;
  return now + ((days * 24 + hours) * 60 + minutes) * 60_000;
}
