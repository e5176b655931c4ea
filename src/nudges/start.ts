/**
 * The scheduler. node-cron's one job ticks it every second; nothing else lives on timers. A tick is level-triggered: it
 * looks at what is due by now, so a late or lost one costs time and nothing else.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { schedule as everySecond } from "node-cron";
import type { Delivery, DueRow } from "#app/nudge-tables.ts";
import type { DeliveryState } from "#app/delivery.ts";
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { dispatch, type Parts } from "./dispatch.ts";
import { gate, type GateState } from "./gate.ts";
import { lanes } from "./lanes.ts";
import { cronLogger, type Log } from "./log.ts";
import { bucket, type Pace } from "./pace.ts";
import type { Sender, StillFits } from "./sender.ts";
import { ticker } from "./ticker.ts";

export interface NudgeOptions {
  store: Pick<Store, "tx" | "ahead">;
  now(): EpochMs;
  /** Milliseconds of real time, by which sending is paced. */
  pace(): number;
  newId(): string;
  log: Log;
  /** Version of the host's time zone data: a new one means reckoning all anew. */
  tzdata: string;
  sender: Sender;
  /** Asked right before a first attempt; whatever is due fits when it is left out. */
  stillFits?: StillFits;
  /** No other process works on this database: then nothing has to be agreed with others. */
  alone?: boolean;
  /** Names this process in the ledger; any new name without it. */
  owner?: string | undefined;
  /** Processes that share the budget, this one included; one without it. */
  workers?: () => number;
  /** Nudges a second, of all processes together. */
  perSecond?: number;
  /** False leaves ticking to the caller. */
  ticking?: boolean;
}

export interface Nudges {
  /** Looks at what is due by now and begins to send it; resolves once all of it is in the ledger. */
  tick(): Promise<void>;
  /** Resolves once nothing is under way that could go now. */
  idle(): Promise<void>;
  /** When the next thing comes due, or one that waits may go. */
  nextDue(): Promise<{ at: EpochMs; what: string } | undefined>;
  /** The ledger's newest rows. */
  ledger(limit: number): Promise<Delivery[]>;
  /** What will come due, the soonest first. */
  coming(limit: number): Promise<DueRow[]>;
  stats(): Promise<NudgeStats>;
  /** Takes nothing more, lets what is under way finish (four and a half seconds at most). */
  stop(): Promise<void>;
}

export interface NudgeStats {
  /** Entries of the ledger by state; `unknown` is what an operator should look at. */
  ledger: Partial<Record<DeliveryState, number>>;
  inFlight: number;
  gate: GateState;
  /** Processes that share the budget. */
  workers: number;
}

/** Of the 50 requests a second that Discord allows, 10 are left to all else. */
const defaultPerSecond = 40;
const stopWithinMs = 4500;

/** Takes up what an earlier run has left, then ticks. */
export async function startNudges(options: NudgeOptions): Promise<Nudges> {
  const { store, now, log, sender, tzdata, alone = false, perSecond = defaultPerSecond } = options;
  const workers = options.workers ?? (() => 1);
  const pace: Pace = { elapsed: options.pace, pause: (ms) => sleep(ms) };
  const parts: Parts = {
    store,
    now,
    pace,
    sender,
    stillFits: options.stillFits ?? (() => Promise.resolve(true)),
    log,
    lanes: lanes(),
    bucket: bucket(pace, perSecond),
    gate: gate(pace.elapsed),
    owner: options.owner ?? options.newId(),
  };
  const sending = dispatch(parts);
  const ticking = ticker({ ...parts, dispatch: sending, tzdata, perSecond, alone, workers });
  await ticking.begin();
  const tick = () =>
    ticking.tick().catch((err: unknown) => log.error({ err }, "a tick failed; the next one tries again"));
  const job =
    options.ticking === false
      ? undefined
      : everySecond("* * * * * *", tick, {
          name: "nudges",
          timezone: "Etc/UTC",
          noOverlap: true,
          logger: cronLogger(log),
          suppressMissedWarning: true,
        });
  return {
    tick: ticking.tick,
    idle: sending.idle,
    nextDue: async () => {
      const at = await store.tx((q) => q.due.nextAt());
      return at === undefined ? undefined : { at, what: "nudge" };
    },
    ledger: (limit) => store.tx((q) => q.deliveries.latest(limit)),
    coming: (limit) => store.tx((q) => q.due.coming(limit)),
    stats: async () => {
      const counts = await store.tx((q) => q.queue.counts());
      return {
        ledger: Object.fromEntries(counts.map(({ state, count }) => [state, count])),
        inFlight: sending.inFlight(),
        gate: parts.gate.state(),
        workers: workers(),
      };
    },
    stop: async () => {
      await job?.destroy();
      const finished = ticking.stop().then(() => sending.stop());
      await Promise.race([finished, sleep(stopWithinMs, undefined, { ref: false })]);
    },
  };
}
