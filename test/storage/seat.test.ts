/** Several processes on one PostgreSQL: who has which shard, whose turn it is, and who takes over from whom. */
import { afterEach, expect, it } from "vitest";
import { loadPg } from "#storage/drizzle.ts";
import { takeSeat, type Seat, type SeatOptions } from "#storage/seat.ts";
import { freshDatabase } from "#test/postgres.ts";
import { monday } from "./harness.ts";

const seats: Seat[] = [];
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.leave();
});

async function sit(url: string, shards: number[], more: Partial<SeatOptions> = {}): Promise<Seat> {
  const seat = await takeSeat({
    url,
    shards,
    count: 4,
    takeOver: false,
    now: () => monday,
    newest: () => 0,
    giveWay: () => undefined,
    lost: (error) => {
      throw error;
    },
    ...more,
  });
  seats.push(seat);
  return seat;
}

it("refuses a shard map that overlaps, and one that counts differently", async () => {
  const url = await freshDatabase();
  await sit(url, [0, 1]);
  await sit(url, [2]);
  await expect(sit(url, [3, 1])).rejects.toMatchObject({
    code: "shards-taken",
    message: expect.stringContaining("shard 1"),
  });
  await expect(sit(url, [3], { count: 5 })).rejects.toMatchObject({ code: "shard-count" });
  // What was refused has left nothing behind.
  expect((await sit(url, [3])).taken).toEqual([]);
});

it("counts the processes at work, and no longer one that has gone", async () => {
  const url = await freshDatabase();
  const first = await sit(url, [0]);
  const second = await sit(url, [1]);
  await first.beginSending();
  // One that is still starting takes no share of what may be sent.
  expect(first.senders()).toBe(1);
  await second.beginSending();
  expect([first.senders(), second.senders()]).toEqual([2, 2]);
  await seats.pop()?.leave();
  await expect.poll(() => first.senders(), { timeout: 5000 }).toBe(1);
});

it("lets one process at a time identify on a lane", async () => {
  const url = await freshDatabase();
  const [first, second] = [await sit(url, [0]), await sit(url, [1])];
  await first.turnToIdentify(0, new AbortController().signal);
  const waiting = new AbortController();
  const turn = second.turnToIdentify(0, waiting.signal).then(
    () => "came",
    () => "aborted",
  );
  // Another lane has turns of its own.
  await second.turnToIdentify(1, new AbortController().signal);
  waiting.abort();
  expect(await turn).toBe("aborted");
});

it("lets one shard of a process at a time identify on a lane", async () => {
  const seat = await sit(await freshDatabase(), [0, 1]);
  const waiting = new AbortController();
  // As discord.js asks: for all of its shards at once.
  const turns = [0, 1].map(() => seat.turnToIdentify(0, waiting.signal));
  await Promise.race(turns);
  const other = Promise.all(turns).then(
    () => "came",
    () => "aborted",
  );
  // Longer than it takes to ask the server.
  await seat.turnToIdentify(1, new AbortController().signal);
  waiting.abort();
  expect(await other).toBe("aborted");
});

it("takes over from a process, and both part at the same time", async () => {
  const url = await freshDatabase();
  const gaveWay: number[] = [];
  const old = await sit(url, [0, 1], {
    newest: () => monday + 500,
    giveWay: (at) => {
      gaveWay.push(at);
      void old.leave();
      seats.splice(seats.indexOf(old), 1);
    },
  });
  const next = await sit(url, [0, 1], { takeOver: true });
  expect(next.taken).toEqual([0, 1]);
  const at = await next.takeOver();
  expect(at).toBe(monday + 2500);
  await expect.poll(() => gaveWay).toEqual([at]);
  // Once the old one has gone, the shards are the new one's.
  await expect
    .poll(async () => (await sit(url, [1]).catch((error: { code: string }) => error)) as object, {
      timeout: 5000,
    })
    .toMatchObject({ code: "shards-taken" });
});

it("is not let in by a process that would keep other shards", async () => {
  const url = await freshDatabase();
  await sit(url, [0, 1], { giveWay: () => expect.unreachable() });
  const next = await sit(url, [0], { takeOver: true });
  await expect(next.takeOver(500)).rejects.toMatchObject({ code: "take-over-failed" });
});

it("keeps its place when the server drops its connection", async () => {
  const url = await freshDatabase();
  await sit(url, [0]);
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  // Of advisory locks, those of shards have this number.
  const holder = async () => {
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = 1416101889 AND granted" +
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
    );
    return rows[0]?.pid ?? 0;
  };
  const before = await holder();
  await client.query("SELECT pg_terminate_backend($1)", [before]);
  await expect.poll(async () => ![0, before].includes(await holder()), { timeout: 10_000 }).toBe(true);
  await expect(sit(url, [0])).rejects.toMatchObject({ code: "shards-taken" });
  await client.end();
});
