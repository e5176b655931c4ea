/** The way to the private page: once, for ten minutes, for one member. */
import { expect, it } from "vitest";
import { run } from "#storage/sql.ts";
import { ash, birch, startStore } from "#test/storage/harness.ts";
import { privateParts, secrets } from "./private-parts.ts";

const minute = 60_000;

async function start() {
  const harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await harness.store.tx((q) => q.people.save(birch));
  const token = async (person = ash) => (await parts.pages.open(person, "plan")).split("/").at(-1) ?? "";
  return { harness, ...parts, token, [Symbol.asyncDispose]: () => harness[Symbol.asyncDispose]() };
}

it("opens the page of the member it was made for, and nobody else's", async () => {
  await using world = await start();
  const opened = await world.pages.exchange(await world.token(birch));
  expect(opened?.landing).toBe("plan");
  expect((await world.pages.session(opened?.secret ?? ""))?.id).toBe(birch.id);
});

it("works once, also for two who are quick", async () => {
  await using world = await start();
  const token = await world.token();
  const tries = await Promise.all([1, 2, 3].map(() => world.pages.exchange(token)));
  expect(tries.filter(Boolean)).toHaveLength(1);
});

it.each([
  [10 * minute - 1, true],
  [10 * minute, false],
  [-minute, false],
])("after %i ms: works is %s", async (ms, works) => {
  await using world = await start();
  const token = await world.token();
  world.clock.now += ms;
  expect((await world.pages.exchange(token)) !== undefined).toBe(works);
});

it("is used up by a try that came too late", async () => {
  await using world = await start();
  const token = await world.token();
  world.clock.now += 11 * minute;
  await world.pages.exchange(token);
  world.clock.now -= 11 * minute;
  expect(await world.pages.exchange(token)).toBeUndefined();
});

it.each(["", "x", "../../etc/passwd", "a".repeat(43), "é".repeat(43), `${"a".repeat(43)}\n`])(
  "knows nothing of %j",
  async (token) => {
    await using world = await start();
    expect(await world.pages.exchange(token)).toBeUndefined();
    expect(await world.pages.session(token)).toBeUndefined();
  },
);

it("ends after twenty minutes without a request, and after two hours in any case", async () => {
  await using world = await start();
  const { secret = "" } = (await world.pages.exchange(await world.token())) ?? {};
  for (let passed = 0; passed < 114; passed += 19) {
    world.clock.now += 19 * minute;
    expect((await world.pages.session(secret))?.id).toBe(ash.id);
  }
  world.clock.now += 6 * minute;
  expect(await world.pages.session(secret)).toBeUndefined();

  const { secret: other = "" } = (await world.pages.exchange(await world.token())) ?? {};
  world.clock.now += 20 * minute;
  expect(await world.pages.session(other)).toBeUndefined();
  world.clock.now -= 20 * minute;
  expect(await world.pages.session(other)).toBeUndefined();
});

it("keeps nothing in the database by which a page could be opened", async () => {
  await using world = await start();
  const used = await world.token();
  const { secret = "" } = (await world.pages.exchange(used)) ?? {};
  const open = await world.token();
  const rows = await world.harness.store.data.tx(function* ({ db, t }) {
    return [yield* run(db.select().from(t.pageLink)), yield* run(db.select().from(t.pageSession))] as const;
  });
  expect(rows[0]).toHaveLength(1);
  expect(rows[1]).toHaveLength(1);
  const text = JSON.stringify(rows);
  for (const known of [used, open, secret]) expect(text).not.toContain(known);
  for (const { hash } of rows.flat()) {
    expect(await world.pages.exchange(hash)).toBeUndefined();
    expect(await world.pages.session(hash)).toBeUndefined();
  }
});

it("ends every session and link of a member who logs out everywhere, and only theirs", async () => {
  await using world = await start();
  const sessions = [];
  for (const person of [ash, ash, birch])
    sessions.push((await world.pages.exchange(await world.token(person)))?.secret ?? "");
  const unused = await world.token();
  expect(await world.pages.logOutEverywhere(ash.id)).toBe(2);
  const open = await Promise.all(sessions.map((secret) => world.pages.session(secret)));
  expect(open.map((person) => person?.id)).toEqual([undefined, undefined, birch.id]);
  expect(await world.pages.exchange(unused)).toBeUndefined();
});

it("gives a new secret each time, so that one planted beforehand opens nothing", async () => {
  await using world = await start();
  const planted = secrets.make();
  const { secret } = (await world.pages.exchange(await world.token())) ?? {};
  expect(secret).not.toBe(planted);
  expect(await world.pages.session(planted)).toBeUndefined();
});

it("ends with the member", async () => {
  await using world = await start();
  const { secret = "" } = (await world.pages.exchange(await world.token())) ?? {};
  await world.harness.store.eraseMember(ash.id);
  expect(await world.pages.session(secret)).toBeUndefined();
});

it("clears away what has run out", async () => {
  await using world = await start();
  await world.token();
  await world.pages.exchange(await world.token());
  world.clock.now += 20 * minute + 1;
  await world.pages.purge();
  const left = await world.harness.store.data.tx(function* ({ db, t }) {
    return [...(yield* run(db.select().from(t.pageLink))), ...(yield* run(db.select().from(t.pageSession)))];
  });
  expect(left).toEqual([]);
});
