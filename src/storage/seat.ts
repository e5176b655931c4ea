/**
 * The place of one process among several on one PostgreSQL database. All of it is advisory locks on one connection of
 * its own: the server lets go of them when the process ends, however it ends, so that nobody waits for a dead one.
 */
import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import type { EpochMs } from "#core/ids.ts";
import { loadPg } from "./drizzle.ts";
import { StoreError } from "./errors.ts";
import { heldLocks, lock, ownerOf } from "./seat-locks.ts";

export interface SeatOptions {
  url: string;
  /** Shard ids that this process wants, of `count`. */
  shards: number[];
  count: number;
  /** Shards that another process has are taken over from it, once this one is ready. */
  takeOver: boolean;
  now(): EpochMs;
  /** When the newest interaction so far was made. */
  newest(): EpochMs;
  /** Another process takes over: it answers what is made from this time on. */
  giveWay(at: EpochMs): void;
  /** The place is lost for good: another process has taken a shard meanwhile. */
  lost(error: Error): void;
}

export interface Seat {
  /** Names this process in the ledger: what it leaves there when it dies is taken up at once. */
  owner: string;
  /** Processes that send nudges, as of a moment ago; this one included. One that is still starting is none. */
  senders(): number;
  /** Resolves when the others know that this process sends from now on, and leave it its share. */
  beginSending(): Promise<void>;
  /** Shards that another process still answers for. */
  taken: number[];
  /** Resolves when it is this process's turn to identify; the turn is kept for as long as Discord asks. */
  turnToIdentify(lane: number, signal: AbortSignal): Promise<void>;
  /**
   * Tells those who have the taken shards to leave. @returns from when on this process answers
   * @throws {StoreError} take-over-failed
   */
  takeOver(patienceMs?: number): Promise<EpochMs>;
  leave(): Promise<void>;
}

const channel = "thaw_takeover";
/** Discord lets one shard of a lane identify in five seconds. */
const identifyMs = 5200;
const retryMs = 250;
/** What a dead process leaves of the budget is taken up after this. */
const lookMs = 250;
const reconnectMs = 1000;
/** How long the process that is to leave may take to answer, and then to leave. */
const answerMs = 10_000;
const leaveMs = 60_000;

/** Long enough for the word to reach the others, at any sane difference of clocks. */
const noticeMs = 2000;

/** The one that comes asks, those that it would replace are willing, and all of them part at one time. */
type Message =
  | { kind: "ask"; by: number; shards: number[] }
  | { kind: "willing"; to: number; shards: number[]; newest: EpochMs }
  | { kind: "go"; by: number; shards: number[]; at: EpochMs };

/**
 * Takes a seat.
 * @throws {StoreError} shards-taken when another process has one of the shards; shard-count when others count differently
 */
export async function takeSeat(options: SeatOptions): Promise<Seat> {
  const me = randomInt(2 ** 31);
  const willing = new Map<number, EpochMs>();
  const state = { client: await connect(options.url), senders: 1, sending: false, left: false };
  const mine = new Set<number>();
  const identifying = new Set<number>();

  const hear = (message: Message): void => {
    if (message.kind === "willing") {
      if (message.to === me) for (const shard of message.shards) willing.set(shard, message.newest);
      return;
    }
    const all = mine.size > 0 && [...mine].every((shard) => message.shards.includes(shard));
    if (message.by === me || !all) return;
    if (message.kind === "go") return options.giveWay(message.at);
    const reply: Message = { kind: "willing", to: message.by, shards: [...mine], newest: options.newest() };
    tell(state.client, reply).catch(() => undefined);
  };
  const listen = async (client: Client): Promise<void> => {
    client.on("notification", ({ payload = "{}" }) => hear(JSON.parse(payload)));
    client.on("error", () => undefined);
    client.on("end", () => void (state.left || reconnect()));
    await client.query(`LISTEN ${channel}`);
    await takeLock(client, lock.worker, me);
    if (state.sending) await takeLock(client, lock.sender, me);
    await client.query("SELECT pg_advisory_lock_shared($1, $2)", [lock.count, options.count]);
  };
  const reconnect = async (): Promise<void> => {
    while (!state.left) {
      try {
        state.client = await connect(options.url);
        await listen(state.client);
        for (const shard of mine)
          if (!(await tryLock(state.client, lock.shard, shard)))
            return options.lost(new StoreError("shards-taken", { shards: String(shard) }));
        return;
      } catch {
        await sleep(reconnectMs);
      }
    }
  };
  const looking = setInterval(() => {
    countHeld(state.client, lock.sender).then(
      (found) => (state.senders = Math.max(1, found)),
      // The connection is being made anew; until then the last count holds.
      () => undefined,
    );
  }, lookMs);
  looking.unref();
  const leave = async (): Promise<void> => {
    state.left = true;
    clearInterval(looking);
    await state.client.end();
  };

  try {
    await listen(state.client);
    await checkCount(state.client, options.count);
    for (const shard of options.shards) if (await tryLock(state.client, lock.shard, shard)) mine.add(shard);
    const taken = options.shards.filter((shard) => !mine.has(shard));
    if (taken.length > 0 && !options.takeOver)
      throw new StoreError("shards-taken", { shards: taken.join(", ") });
    return {
      owner: ownerOf(me),
      taken,
      senders: () => state.senders,
      async beginSending() {
        state.sending = true;
        const { client } = state;
        const known = takeLock(client, lock.sender, me).then(() => countHeld(client, lock.sender));
        // With a connection that is being made anew, the lock is taken there.
        state.senders = await known.catch(() => state.senders);
        if (state.senders > 1) await sleep(2 * lookMs);
      },
      turnToIdentify: (lane, signal) => turn(() => state.client, identifying, lane, signal),
      async takeOver(patienceMs = answerMs) {
        const about = { by: me, shards: options.shards };
        await tell(state.client, { kind: "ask", ...about });
        if (!(await within(patienceMs, () => taken.every((shard) => willing.has(shard)))))
          throw new StoreError("take-over-failed", { shards: taken.join(", ") });
        const at = Math.max(options.now(), ...willing.values()) + noticeMs;
        await tell(state.client, { kind: "go", ...about, at });
        void settleIn(state, taken, mine, options);
        return at;
      },
      leave,
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Takes the locks of shards whose process is on its way out, unless this one leaves before. */
async function settleIn(
  state: { client: Client; left: boolean },
  shards: number[],
  mine: Set<number>,
  { lost }: SeatOptions,
): Promise<void> {
  const take = async (): Promise<boolean> => {
    for (const shard of shards)
      if (!mine.has(shard) && (await tryLock(state.client, lock.shard, shard).catch(() => false)))
        mine.add(shard);
    return state.left || shards.every((shard) => mine.has(shard));
  };
  if (!(await within(leaveMs, take))) lost(new StoreError("take-over-failed", { shards: shards.join(", ") }));
}

async function within(ms: number, done: () => boolean | Promise<boolean>): Promise<boolean> {
  for (let waited = 0; waited < ms; waited += retryMs) {
    if (await done()) return true;
    await sleep(retryMs);
  }
  return false;
}

async function connect(connectionString: string): Promise<Client> {
  const client = new (loadPg().Client)({ connectionString, keepAlive: true, application_name: "thaw" });
  await client.connect();
  return client;
}

async function tryLock(client: Client, kind: number, id: number): Promise<boolean> {
  const { rows } = await client.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS got", [
    kind,
    id,
  ]);
  return rows[0]?.got === true;
}

const takeLock = (client: Client, kind: number, id: number): Promise<unknown> =>
  client.query("SELECT pg_advisory_lock($1, $2)", [kind, id]);

async function countHeld(client: Client, kind: number): Promise<number> {
  const { rows } = await client.query<{ count: string }>(`SELECT count(*) ${heldLocks(kind)}`);
  return Number(rows[0]?.count ?? 0);
}

/** @throws {StoreError} shard-count */
async function checkCount(client: Client, count: number): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT DISTINCT objid::int AS count ${heldLocks(lock.count)}`,
  );
  const other = rows.find((row) => row.count !== count);
  if (other) throw new StoreError("shard-count", { count: String(count), other: String(other.count) });
}

/** @param taken lanes whose turn one of this process's own shards has: the server would give it to the next one too */
async function turn(
  client: () => Client,
  taken: Set<number>,
  lane: number,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    if (!taken.has(lane) && (await takeTurn(client(), taken, lane))) return;
    await sleep(retryMs);
  }
}

async function takeTurn(holder: Client, taken: Set<number>, lane: number): Promise<boolean> {
  taken.add(lane);
  // Without the database for now, nothing is agreed with others; Discord itself then says who was too fast.
  const got = await tryLock(holder, lock.identify, lane).catch(() => true);
  if (!got) {
    taken.delete(lane);
    return false;
  }
  const release = async (): Promise<void> => {
    await holder.query("SELECT pg_advisory_unlock($1, $2)", [lock.identify, lane]).catch(() => undefined);
    taken.delete(lane);
  };
  setTimeout(() => void release(), identifyMs).unref();
  return true;
}

const tell = (client: Client, message: Message): Promise<unknown> =>
  client.query("SELECT pg_notify($1, $2)", [channel, JSON.stringify(message)]);

/** How many processes work on a database now. @throws when it cannot be reached */
export async function processesOn(url: string): Promise<number> {
  const client = await connect(url);
  try {
    return await countHeld(client, lock.worker);
  } finally {
    await client.end();
  }
}
