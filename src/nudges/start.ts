/**
 * The machine that brings nudges: due rows come due, deliveries take their turn, attempts go out and are settled.
 * node-cron's one job ticks it; a late tick costs time and nothing else, since everything is read from the tables.
 */
import { setImmediate as breathe, setTimeout as sleep } from "node:timers/promises";
import { schedule as cron } from "node-cron";
import type { Logger } from "pino";
import { replan } from "#app/due-plan.ts";
import type { Delivery } from "#app/nudge-tables.ts";
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { lanes } from "./lanes.ts";
import { materialise } from "./materialise.ts";
import type { Outcome, Sender } from "./sender.ts";
import { settle, settleUnclear } from "./settle.ts";
import { startAttempts, type Started } from "./start-attempts.ts";
import { tokenBucket } from "./token-bucket.ts";

export interface NudgeParts {
  store: Store;
  now(): EpochMs;
  /** Milliseconds of real time, by which sending is paced. */
  pace(): number;
  newId(): string;
  log: Logger;
  tzdata: string;
  sender: Sender;
}

export interface Nudges {
  /** Does what is due; resolves when it is on its way. Runs one at a time. */
  tick(): Promise<void>;
  /** Resolves when nothing is under way and nothing more can go now. */
  idle(): Promise<void>;
  nextDue(): Promise<{ at: EpochMs; what: string } | undefined>;
  /** The ledger's newest rows. */
  ledger(limit: number): Promise<Delivery[]>;
  /** Claims nothing more, lets what is under way finish (four seconds at most), and says goodbye. */
  stop(): Promise<void>;
}

/** Requests a second, of the 50 that Discord allows; shared by all processes. */
const budget = 40;
const sliceRows = 200;
/** Attempts marked in one commit, and attempts under way at most: about a second's worth. */
const groupSize = 25;
const inFlightMost = 40;
const heartbeatEveryMs = 10_000;
const aliveForMs = 35_000;
const staleRows = 200;
/** A clock that went back by more than this makes all due rows be reckoned anew. */
const stepBackMs = 60_000;
const keepLedgerMs = 90 * 86_400_000;
const purgeEveryMs = 3_600_000;

export async function startNudges(parts: NudgeParts): Promise<Nudges> {
  const { store, now, pace, newId, log, tzdata } = parts;
  const owner = newId();
  const waiting = lanes();
  const tokens = tokenBucket(budget, groupSize, pace);
  const flights = new Set<Promise<void>>();
  const state = {
    stopping: false,
    haltedUntil: 0,
    lastBeat: -Infinity,
    lastNow: now(),
    lastPurge: -Infinity,
  };
  let ticking: Promise<void> | undefined;

  await store.tx(function* ({ queue }) {
    if ((yield* queue.fact("tzdata")) === tzdata) return;
    yield* queue.setAllStale();
    yield* queue.setFact("tzdata", tzdata);
  }, "latest");

  const run = async (): Promise<void> => {
    await keepAlive();
    await reckonStale();
    await bringDue();
    await adopt();
    await dispatch();
    await purge();
  };
  const tick = (): Promise<void> => (ticking ??= run().finally(() => (ticking = undefined)));

  /** Shows a sign of life, and takes this process's share of the budget. */
  async function keepAlive(): Promise<void> {
    if (now() - state.lastBeat < heartbeatEveryMs && now() >= state.lastBeat) return;
    state.lastBeat = now();
    const workers = await store.tx(
      ({ queue }) => queue.heartbeat(owner, now(), now() - aliveForMs),
      "latest",
    );
    tokens.setRate(budget / Math.max(1, workers));
  }

  /** Due rows of schedules that changed, a slice at a time. */
  async function reckonStale(): Promise<void> {
    if (now() < state.lastNow - stepBackMs) await store.tx(({ queue }) => queue.setAllStale(), "latest");
    state.lastNow = now();
    for (let more = true; more && !state.stopping; await breathe()) {
      more = await store.tx(function* ({ queue }) {
        const [stale] = yield* queue.stale(1);
        if (!stale) return false;
        const rows = yield* queue.factsOfSchedule(stale.id, stale.after, staleRows);
        yield* replan(queue, rows, now());
        yield* queue.setStale(stale.id, rows.length < staleRows ? null : (rows.at(-1)?.dueId ?? null));
        return true;
      }, "latest");
    }
  }

  async function bringDue(): Promise<void> {
    for (let rows = sliceRows; rows === sliceRows && !state.stopping; await breathe()) {
      const slice = await store.tx(({ queue }) => materialise(queue, now(), sliceRows), "latest");
      waiting.add(slice.lanes);
      rows = slice.rows;
    }
  }

  /** Attempts whose process died: tried again with the same nonce while Discord remembers it. */
  async function adopt(): Promise<void> {
    await store.tx(function* ({ queue }) {
      for (const orphan of yield* queue.orphans(now(), sliceRows))
        yield* settleUnclear(queue, orphan, "process-died", now());
    }, "latest");
  }

  async function dispatch(): Promise<void> {
    waiting.reset(await store.tx(({ queue }) => queue.lanes(now()), "latest"));
    while (!state.stopping && now() >= state.haltedUntil) {
      const count = Math.min(tokens.available(), inFlightMost - flights.size, groupSize);
      if (count < 1) return;
      const turns = waiting.turns(count);
      if (turns.length === 0) return;
      const { started, taken } = await store.tx(
        ({ queue }) => startAttempts(queue, turns, owner, now()),
        "latest",
      );
      waiting.took(turns, taken);
      tokens.take(started.length);
      for (const one of started) fly(one);
      if (taken.every((rows) => rows === 0)) return;
    }
  }

  function fly(started: Started): void {
    const flight = send(started).finally(() => flights.delete(flight));
    flights.add(flight);
  }

  async function send(started: Started): Promise<void> {
    try {
      const outcome = await parts.sender.send(started.nudge);
      if (outcome.kind === "later" && outcome.everyone) state.haltedUntil = now() + outcome.afterMs;
      await store.tx((q) => settle(q, started, outcome, now()), "latest");
      tell(started, outcome);
    } catch (error) {
      // The row stays *sending*; when its lease ends it is settled as an orphan.
      log.error({ err: error, due: started.attempt.dueId }, "an attempt could not be settled");
    }
  }

  function tell({ attempt }: Started, outcome: Outcome): void {
    if (outcome.kind === "sent") return;
    log.warn({ due: attempt.dueId, outcome }, "a nudge did not go out");
  }

  async function purge(): Promise<void> {
    if (now() - state.lastPurge < purgeEveryMs && now() >= state.lastPurge) return;
    state.lastPurge = now();
    for (let rows = 500; rows === 500 && !state.stopping; await breathe()) {
      rows = await store.tx(({ queue }) => queue.purge(now() - keepLedgerMs, 500), "latest");
    }
  }

  const ready = async (): Promise<boolean> =>
    now() >= state.haltedUntil && (await store.tx(({ queue }) => queue.lanes(now()), "latest")).length > 0;

  const job = cron(
    "* * * * * *",
    () => tick().catch((error: unknown) => log.error({ err: error }, "a tick failed")),
    {
      timezone: "Etc/UTC",
      noOverlap: true,
    },
  );

  return {
    tick,
    idle: async () => {
      while (flights.size > 0 || (await ready())) {
        await Promise.race([Promise.all(flights), sleep(25)]);
        await tick();
      }
    },
    nextDue: async () => {
      const at = await store.tx(({ due }) => due.nextAt());
      return at === undefined ? undefined : { at, what: "nudge" };
    },
    ledger: (limit) => store.tx(({ deliveries }) => deliveries.latest(limit)),
    stop: async () => {
      state.stopping = true;
      await job.destroy();
      await ticking?.catch((error: unknown) => log.warn({ err: error }, "the last tick failed"));
      await Promise.race([Promise.all(flights), sleep(4000, undefined, { ref: false })]);
      await store.tx(({ queue }) => queue.goodbye(owner), "latest");
    },
  };
}
