/** A tick: brings what is due into the ledger, slice by slice, and sees to it that it is sent. */
import { setImmediate as breathe } from "node:timers/promises";
import type { Tables } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Dispatch, Parts } from "./dispatch.ts";
import { look, sliceSize, takeUpOrphans } from "./upkeep.ts";

export interface Ticker {
  /** Takes up what an earlier run has left. */
  begin(): Promise<void>;
  /** Resolves once all that is due is in the ledger. One at a time: a second call joins the first. */
  tick(): Promise<void>;
  /** Begins nothing more; resolves once the tick under way has ended. */
  stop(): Promise<void>;
}

export interface TickerParts extends Parts {
  dispatch: Dispatch;
  tzdata: string;
  perSecond: number;
  /** No other process works on this database. */
  alone: boolean;
  /** Processes that share the budget. */
  workers(): number;
}

/** While lanes wait, the ledger is asked again after this long for what other processes have left in them. */
const lanesEveryMs = 15_000;
const purgeEveryMs = 3_600_000;
const keepLedgerMs = 30 * 86_400_000;
/** A clock that went back by more than this: what was reckoned from the later time is reckoned anew. */
const stepBackMs = 60_000;

/** How long a slice of due rows may take: alone it holds the event loop, else most of it is waiting for the database. */
const aloneMs = 6;
const sharedMs = 60;
const rows = { first: sliceSize / 4, atMost: 1000 };

export function ticker(parts: TickerParts): Ticker {
  const { store, now, pace, lanes, bucket, alone } = parts;
  const state: { stopping: boolean; ticking?: Promise<void> | undefined; latest: EpochMs } = {
    stopping: false,
    latest: now(),
  };
  const count = every(pace.elapsed, lanesEveryMs);
  const size = sliceSizes(alone ? aloneMs : sharedMs);
  const clean = every(pace.elapsed, purgeEveryMs);

  const run = async (): Promise<void> => {
    if (now() < state.latest - stepBackMs) await store.tx((q) => q.queue.setAllStale(), "latest");
    state.latest = now();
    await parts.dispatch.settleKept();
    bucket.setRate(parts.perSecond / Math.max(1, parts.workers()));
    let recount = lanes.isEmpty() || count();
    for (let more = true; more && !state.stopping;) {
      const found = await store.tx((q) => slice(q, recount), "latest");
      if (found.ready) lanes.reset(found.ready);
      recount = false;
      lanes.add(found.lanes);
      for (const row of found.broken) parts.log.error(row, "a due row makes no sense and rests");
      parts.dispatch.wake();
      more = found.more;
      if (more) await breathe();
    }
    if (clean()) await purge();
  };

  /** One transaction of a tick; whether to count the lanes that the ledger has ready before what it adds itself. */
  function* slice(q: Tables, recount: boolean) {
    const began = pace.elapsed();
    const ready = recount ? yield* q.queue.lanes(now()) : undefined;
    const limit = size.rows();
    const found = yield* look(q, now(), limit);
    if (found.rows === limit) size.took(pace.elapsed() - began);
    return { ...found, ready };
  }

  const purge = async (): Promise<void> => {
    for (let rows = sliceSize; rows === sliceSize && !state.stopping; await breathe())
      rows = await store.tx((q) => q.queue.purge(now() - keepLedgerMs, sliceSize), "latest");
  };

  return {
    begin: async () => {
      await store.tx((q) => renewZones(q, parts.tzdata), "latest");
      if (alone) await takeUpAll(parts);
    },
    tick: () => {
      if (state.stopping) return state.ticking ?? Promise.resolve();
      state.ticking ??= run().finally(() => (state.ticking = undefined));
      return state.ticking;
    },
    stop: async () => {
      state.stopping = true;
      await state.ticking?.catch(() => undefined);
    },
  };
}

/** New time zone data: every next occurrence is reckoned by it. */
function* renewZones({ queue }: Tables, tzdata: string) {
  if ((yield* queue.fact("tzdata")) === tzdata) return;
  yield* queue.setAllStale();
  yield* queue.setFact("tzdata", tzdata);
}

/** With nobody else at work, whatever is marked as being sent was left by a run that has ended. */
async function takeUpAll({ store, now }: Parts): Promise<void> {
  for (let rows = sliceSize; rows === sliceSize;)
    rows = await store.tx((q) => takeUpOrphans(q, now(), Number.MAX_SAFE_INTEGER), "latest");
}

/** Says whether it is time again; the first time at once. */
function every(elapsed: () => EpochMs, ms: number): () => boolean {
  let last = -Infinity;
  return () => {
    if (elapsed() - last < ms) return false;
    last = elapsed();
    return true;
  };
}

/** So many rows at a time that a slice takes about so long on this machine, as it is loaded now. */
function sliceSizes(aimMs: number): { rows(): number; took(ms: number): void } {
  let size = rows.first;
  return {
    rows: () => size,
    took(ms) {
      const factor = Math.min(2, Math.max(0.5, aimMs / Math.max(ms, 0.1)));
      size = Math.min(rows.atMost, Math.max(rows.first, Math.round(size * factor)));
    },
  };
}
