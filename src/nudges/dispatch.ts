/**
 * Sends what is ready: takes turns, marks, sends, writes down. It runs while there is something to send, paced by the
 * budget; at most one second's worth is under way at any time.
 */
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Gate } from "./gate.ts";
import type { Lanes } from "./lanes.ts";
import type { Log } from "./log.ts";
import type { Bucket, Pace } from "./pace.ts";
import type { Outcome, Sender, StillFits } from "./sender.ts";
import { settler, type Settler } from "./settler.ts";
import { startAttempts, type Started } from "./start-attempts.ts";

export interface Parts {
  store: Pick<Store, "tx" | "ahead">;
  now(): EpochMs;
  pace: Pace;
  sender: Sender;
  stillFits: StillFits;
  lanes: Lanes;
  bucket: Bucket;
  gate: Gate;
  log: Log;
  /** Names this process in the ledger. */
  owner: string;
}

export interface Dispatch {
  /** Begins to send unless it is at it. */
  wake(): void;
  /** Resolves once nothing is under way that could go now. */
  idle(): Promise<void>;
  /** Writes down what became of sends, as far as the database would not take it before. */
  settleKept(): Promise<void>;
  /** Takes nothing more; resolves once all that is under way is written down. */
  stop(): Promise<void>;
  inFlight(): number;
}

/** Rows marked in one commit at most. */
const groupSize = 25;
/** Sends under way at most: one second's worth. */
const inFlightLimit = 40;
/** Tokens to wait for before the next group, so that a commit is not spent on each. */
const worthwhile = 4;
/** A pause that Discord asks for is waited out here when it is shorter than this, else the next ticks see to it. */
const shortPauseMs = 5000;
const waitAtOnceMs = 250;
const notWritten = "what became of a nudge could not be written down";

export function dispatch(parts: Parts): Dispatch {
  const { lanes, log, pace } = parts;
  const underWay = new Set<Promise<void>>();
  const settling = settler(parts);
  const state: { running?: Promise<void> | undefined; stopping: boolean } = { stopping: false };

  const inFlight = () => underWay.size + settling.kept();

  const settleKept = () => settling.again().catch((err: unknown) => log.error({ err }, notWritten));

  const begin = (started: Started): void => {
    const sending = sendOne(parts, settling, started).finally(() => underWay.delete(sending));
    underWay.add(sending);
  };

  /** One group, or a wait. @returns false when there is nothing to do for now */
  const step = async (): Promise<boolean> => {
    if (lanes.isEmpty()) return false;
    const wait = await waitFor(parts, inFlight());
    if (wait === undefined) return false;
    if (wait > 0) {
      await Promise.race([pace.pause(Math.min(wait, waitAtOnceMs)), ...underWay]);
      return true;
    }
    for (const started of await takeTurns(parts, inFlightLimit - inFlight())) begin(started);
    return true;
  };

  const run = async (): Promise<void> => {
    try {
      while (!state.stopping && (await step()));
    } catch (err) {
      log.error({ err }, "nudges could not be taken up; the next tick tries again");
    }
    await Promise.all(underWay);
    state.running = undefined;
  };

  return {
    wake() {
      if (!state.stopping && !lanes.isEmpty()) state.running ??= run();
    },
    async idle() {
      while (state.running) await state.running;
    },
    settleKept,
    async stop() {
      state.stopping = true;
      await (state.running ?? Promise.all(underWay));
      await settleKept();
    },
    inFlight,
  };
}

/** Milliseconds to wait before the next group; undefined when it is not worth waiting for. */
async function waitFor({ gate, bucket, sender }: Parts, inFlight: number): Promise<number | undefined> {
  if (gate.state() === "down") gate.probed(await sender.probe());
  if (gate.state() === "closed") return gate.opensIn() <= shortPauseMs ? gate.opensIn() : undefined;
  if (gate.state() === "down") return undefined;
  if (inFlight >= inFlightLimit) return waitAtOnceMs;
  return bucket.available() > 0 ? 0 : bucket.wait(worthwhile);
}

/** Marks the next group as being sent. */
async function takeTurns({ store, now, lanes, bucket, owner }: Parts, room: number): Promise<Started[]> {
  const turns = lanes.turns(Math.min(groupSize, room, bucket.available()));
  const { started, taken } = await store.tx((q) => startAttempts(q.queue, turns, owner, now()), "latest");
  lanes.took(turns, taken);
  bucket.take(started.length);
  return started;
}

async function sendOne(parts: Parts, { settle }: Settler, started: Started): Promise<void> {
  const { gate, log } = parts;
  const { dueId: due, kind } = started.attempt;
  let outcome: Outcome;
  try {
    outcome = await sendIfItFits(parts, started);
  } catch (err) {
    log.error({ err, due, kind }, "a nudge could not be made; whether it went out is not known");
    outcome = { kind: "unclear", reason: "thrown" };
  }
  if (outcome.kind !== "held") gate.note(outcome);
  if (outcome.kind !== "sent" && outcome.kind !== "held")
    log.warn({ due, kind, outcome }, "a nudge did not go out");
  try {
    await settle(started, outcome);
  } catch (err) {
    // The row stays *sending*; the next tick tries again, and so does whoever finds its lease ended.
    log.error({ err, due, kind }, notWritten);
  }
}

/** A retry belongs to an attempt that fitted: it may have arrived already. */
async function sendIfItFits({ sender, stillFits }: Parts, { before, nudge }: Started): Promise<Outcome> {
  const first = before.firstAttemptAt === null;
  return first && !(await stillFits(nudge)) ? { kind: "held" } : sender.send(nudge);
}
