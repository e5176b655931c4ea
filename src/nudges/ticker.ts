/** A tick: brings what is due into the ledger, slice by slice, and sees to it that it is sent. */
import { setImmediate as breathe } from "node:timers/promises";
import type { Arrival, Place } from "#app/queue.ts";
import type { Store, Tables } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { compileRule, dailyRule } from "#core/recurrence.ts";
import { dueAfter } from "#core/schedule-next.ts";
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
/**
 * Rows of a backlog whose places are looked up at once, which takes 15 ms for so many. They lie all over the database, so
 * that with fewer its pages are read and written anew for each part.
 */
const backlogSize = 60_000;

export function ticker(parts: TickerParts): Ticker {
  const { store, now, pace, lanes, bucket, alone } = parts;
  const state: { stopping: boolean; ticking?: Promise<void> | undefined; latest: EpochMs } = {
    stopping: false,
    latest: now(),
  };
  const count = every(pace.elapsed, lanesEveryMs);
  const aimMs = alone ? aloneMs : sharedMs;
  const size = sliceSizes(aimMs);
  const clean = every(pace.elapsed, purgeEveryMs);

  const run = async (): Promise<void> => {
    if (now() < state.latest - stepBackMs) await store.tx((q) => q.queue.setAllStale(), "latest");
    state.latest = now();
    await parts.dispatch.settleKept();
    bucket.setRate(parts.perSecond / Math.max(1, parts.workers()));
    await store.ahead(bringIn);
    if (clean()) await purge();
  };

  /** Brings all that is due into the ledger, slice by slice. */
  const bringIn = async (tx: Store["tx"]): Promise<void> => {
    let recount = lanes.isEmpty() || count();
    let backlog: Place[] = [];
    for (let more = true; more && !state.stopping;) {
      const places = backlog.splice(0, size.rows());
      const last = backlog.length === 0;
      const found = await tx((q) => slice(q, places, recount), "latest");
      if (last) backlog = found.more ? await tx((q) => q.queue.backlog(now(), backlogSize), "latest") : [];
      if (found.ready) lanes.reset(found.ready);
      recount = false;
      lanes.add(found.lanes);
      for (const row of found.broken) parts.log.error(row, "a due row makes no sense and rests");
      more = found.more;
      // Turns are fair among what is in the ledger: they begin once it has all of a backlog.
      if (!more || backlog.length === 0) parts.dispatch.wake();
      if (more) await breathe();
    }
  };

  /**
   * One transaction of a tick.
   * @param places where rows of a backlog lie; none while there is no backlog
   * @param recount count the lanes that the ledger has ready before what the slice adds itself
   */
  function* slice(q: Tables, places: Place[], recount: boolean) {
    const began = pace.elapsed();
    const ready = recount ? yield* q.queue.lanes(now()) : undefined;
    const limit = size.rows();
    const enough = () => pace.elapsed() - began > aimMs;
    const found = yield* look(q, now(), places.length > 0 ? places : limit, enough);
    if (found.cut || found.rows === limit) size.took(pace.elapsed() - began);
    return { ...found, ready };
  }

  const purge = async (): Promise<void> => {
    for (let rows = sliceSize; rows === sliceSize && !state.stopping; await breathe())
      rows = await store.tx((q) => q.queue.purge(now() - keepLedgerMs, sliceSize), "latest");
  };

  return {
    begin: async () => {
      await store.tx((q) => renewZones(q, parts.tzdata), "latest");
      await store.tx((q) => warmUp(q, now()), "latest");
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

/**
 * Runs what a tick runs, on nothing. The first time zone of a process and the building of statements take as long as
 * hundreds of rows, which the first tick may have.
 */
function* warmUp({ queue }: Tables, now: EpochMs) {
  dueAfter({ rule: compileRule(dailyRule([0])), zone: "UTC", jitterS: 0 }, now);
  const never = -1;
  yield* queue.lanes(never);
  yield* queue.orphans(never, 1);
  yield* queue.stale(0);
  yield* queue.backlog(never, 1);
  yield* queue.overdue(never, 1);
  yield* queue.overdueAt(never, []);
  yield* queue.enter([], none);
  yield* queue.advance([]);
}

const none: Arrival = {
  kind: "checkin",
  source: "own",
  state: "ready",
  reason: null,
  notBefore: null,
  graceMs: 0,
  channelId: null,
  late: false,
  collapsed: 0,
};

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
