import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

it("sets a hard night: an urge of nine, a plan, and a question in a quarter of an hour", async () => {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  await world.sandbox.loadScene("a-hard-night");
  const ash = world.sandbox.member("ash");
  expect(new Date(world.sandbox.clock.now()).toISOString()).toBe("2026-03-02T23:40:00.000Z");
  expect(ash.lastMessage().text).toContain("Ride it out");
  await ash.slash("/plan");
  expect(ash.lastMessage().text).toContain("the phone goes into the drawer");
  await world.pass({ minutes: 15 });
  expect(ash.inbox().at(-1)?.text).toContain("What’s the number now?");
  expect(world.complaints).toEqual([]);
});

it("lives through thirty numb days, and shows them", async () => {
  await using world = await startWorld({ at: "2026-03-01T12:00:00Z" });
  await world.sandbox.loadScene("thirty-numb-days");
  const ash = world.sandbox.member("ash");
  expect(ash.lastMessage().attachments[0]?.description).toContain("Feeling");
  const sent = (await world.bot().controlled.timeline()).filter(
    ({ what, state }) => what === "checkin" && state === "sent",
  );
  expect(sent.length).toBeGreaterThanOrEqual(28);
  expect(world.complaints).toEqual([]);
}, 60_000);

it("fills a server with four hundred people, thirty of whom take part", async () => {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  await world.sandbox.loadScene("a-server-of-400");
  const [guild] = world.sandbox.world.guilds.values();
  expect(guild?.members.size).toBe(400);
  const { rows } = await world.bot().controlled.rows("person", 100);
  expect(rows).toHaveLength(30);
  expect(world.complaints).toEqual([]);
}, 60_000);
