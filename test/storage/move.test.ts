/** A living installation moves from one database into another. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeMeta } from "#storage/meta.ts";
import { moveStamps } from "#storage/migrations.ts";
import { moveStore } from "#storage/move.ts";
import { openStore } from "#storage/open.ts";
import { homeOf } from "#storage/place.ts";
import { takeSeat } from "#storage/seat.ts";
import { freshDatabase, recycleDatabase } from "#test/postgres.ts";
import { fillEveryTable } from "./everything.ts";
import { ash, birch, monday, newUrge, startStore, urge, type Harness } from "./harness.ts";

async function fill(harness: Harness): Promise<void> {
  for (const person of [ash, birch]) await harness.store.tx((q) => q.people.save(person));
  await fillEveryTable(harness);
  // More than one slice, and text that databases sort each in their own way.
  await harness.store.asMember(ash.id, function* (q) {
    for (let n = 0; n < 1100; n++)
      yield* q.records.add("urge", newUrge(`${n % 2 ? "Z-" : "z_"}${n}`, n % 11));
  });
  await harness.store.data.tx((q) => writeMeta(q, "tzdata", "2026a"));
}

it("takes every row along, there and back again", async () => {
  await using harness = await startStore("sqlite");
  await fill(harness);
  const url = await freshDatabase();
  const there = homeOf({ url });
  await expect(moveStore(harness.options, there)).rejects.toMatchObject({ code: "database-locked" });
  await harness.store.close();

  const moved = await moveStore(harness.options, there);
  expect(moved.data).toMatchObject({ person: 2, record: 1100, due: 2, delivery: 1, audit: 1, buddy: 3 });
  expect(moved.keys).toEqual({ memberKey: 1, erased: 0 });
  await expect(openStore(harness.options)).rejects.toMatchObject({ code: "database-moved" });
  // A second attempt finds the place taken.
  await expect(moveStore(harness.options, there)).rejects.toMatchObject({ code: "database-moved" });

  const seat = await takeSeat({
    url,
    shards: [0],
    count: 1,
    takeOver: false,
    now: () => monday,
    newest: () => 0,
    giveWay: () => undefined,
    lost: () => undefined,
  });
  const running = moveStore({ ...harness.options, url }, homeOf({ url: `file:${harness.dir}/x.db` }));
  await expect(running).rejects.toMatchObject({ code: "database-in-use" });
  await seat.leave();

  const back = join(harness.dir, "back", "thaw.db");
  const again = await moveStore({ ...harness.options, url }, homeOf({ url: `file:${back}` }));
  expect(again).toEqual(moved);
  harness.store = await openStore({ ...harness.options, url: `file:${back}` });
  const kept = await harness.store.asMember(ash.id, (q) => q.records.get("urge", "Z-7"));
  expect(kept?.body).toEqual(urge(7));
  await recycleDatabase(url);
});

it("touches nothing when the place is taken, the key is wrong, or a move was cut short", async () => {
  await using harness = await startStore("sqlite");
  await fill(harness);
  await harness.store.close();
  const elsewhere = (name: string) => `file:${join(harness.dir, name, "thaw.db")}`;
  await expect(
    moveStore({ ...harness.options, masterKey: "A".repeat(43) }, homeOf({ url: elsewhere("a") })),
  ).rejects.toMatchObject({ code: "key-mismatch" });

  const taken = await openStore({ ...harness.options, url: elsewhere("b") });
  await taken.tx((q) => q.people.save(birch));
  await taken.close();
  await expect(moveStore(harness.options, homeOf({ url: elsewhere("b") }))).rejects.toMatchObject({
    code: "database-not-empty",
  });

  const half = await openStore({ ...harness.options, url: elsewhere("c") });
  await half.data.tx((q) => writeMeta(q, moveStamps.from, "elsewhere"));
  await half.close();
  await expect(openStore({ ...harness.options, url: elsewhere("c") })).rejects.toMatchObject({
    code: "database-half-moved",
    message: expect.stringContaining("Everything is still whole in elsewhere"),
  });

  await harness.reopen();
  expect(await harness.store.tx((q) => q.people.find(ash.id))).toEqual(ash);
  for (const name of ["a", "b", "c"]) rmSync(join(harness.dir, name), { recursive: true, force: true });
});
