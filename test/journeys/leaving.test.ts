/** Going: a member leaves a server, or the bot is thrown out of it. What members made stays theirs. */
import { expect, it } from "vitest";
import { BOT_PERMISSIONS } from "#sandbox/scenes/the-thaw.ts";
import { addBot, removeBot } from "#sandbox/world/members.ts";
import { startWorld, type World } from "#test/world.ts";

const serverOf = (world: World) => [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!;

async function withSchedule(world: World) {
  const robin = world.moderator("robin");
  const ash = await world.member("ash", { zone: "Europe/London" });
  await robin.slash("/server setup", { zone: "Europe/Berlin" });
  await robin.slash("/schedule add");
  await robin.click("Save");
  await robin.select("In which channel", "welcome");
  await ash.click("Join", { in: "welcome" });
  return { robin, ash };
}

const nudges = (texts: { text: string }[]) =>
  texts.filter(({ text }) => text === "A minute, if you have one.");

it("ends a server's nudges for a member who left it, and keeps what they made", async () => {
  await using world = await startWorld({ at: "2026-03-02T15:00:00Z" });
  const { ash } = await withSchedule(world);
  await world.pass({ to: "2026-03-03T08:01:00Z" });
  expect(nudges(ash.inbox())).toHaveLength(1);
  await ash.slash("/checkin", { state: "within" });
  ash.leave();
  await world.pass({ to: "2026-03-06T08:01:00Z" });
  expect(nudges(ash.inbox())).toHaveLength(1);
  const { store } = world.bot();
  expect(await store.tx((q) => q.subscriptions.ofPerson(ash.id))).toEqual([]);
  expect(await store.asMember(ash.id, (q) => q.records.list("checkin"))).toHaveLength(1);
});

it("keeps what is a server's for seven days after the bot was thrown out, and wipes it then", async () => {
  await using world = await startWorld({ at: "2026-03-02T15:00:00Z" });
  const { ash } = await withSchedule(world);
  const [guild, stage] = [serverOf(world), world.sandbox.core.stage];
  const left = () =>
    world.bot().store.tx(function* (q) {
      const row = yield* q.guilds.find(guild.id);
      return { known: row !== undefined, schedules: (yield* q.schedules.ofGuild(guild.id)).length };
    });
  removeBot(stage, guild);
  await world.pass({ days: 6 });
  expect(nudges(ash.inbox())).toHaveLength(0);
  expect(await left()).toEqual({ known: true, schedules: 1 });
  addBot(stage, guild, BOT_PERMISSIONS);
  await world.pass({ minutes: 1 });
  await world.pass({ days: 8 });
  expect(await left()).toEqual({ known: true, schedules: 1 });
  expect(nudges(ash.inbox()).length).toBeGreaterThan(0);

  removeBot(stage, guild);
  await world.pass({ days: 7, hours: 2 });
  expect(await left()).toEqual({ known: false, schedules: 0 });
  expect(await world.bot().store.tx((q) => q.people.find(ash.id))).toBeDefined();
});
