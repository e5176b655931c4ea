/** What a moderator may get wrong, and what Discord may take away: each has an answer, and none of it loses anything. */
import { expect, it, vi } from "vitest";
import { Permission } from "#sandbox/world/permissions.ts";
import { deleteChannel } from "#sandbox/world/channels.ts";
import { addBot, removeBot } from "#sandbox/world/members.ts";
import { BOT_PERMISSIONS } from "#sandbox/scenes/the-thaw.ts";
import { startWorld, type World } from "#test/world.ts";

const at = "2026-03-02T12:00:00Z";
const serverOf = (world: World) => [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!;
const channelOf = (world: World, name: string) =>
  [...world.sandbox.world.channels.values()].find((channel) => channel.name === name)!;

it("answers each slip with what to do instead, and keeps the draft as it was", async () => {
  await using world = await startWorld({ at });
  const robin = world.moderator("robin");
  const said = () => robin.lastMessage().text;

  await robin.slash("/schedule add", { cron: "0 25 * * *" });
  expect(said()).toContain("The hour (second field) can’t be “25”: it takes 0 to 23");
  await robin.slash("/schedule add", { cron: "0 8 31 2 *" });
  expect(said()).toContain("would never come round");
  await robin.slash("/schedule add", { cron: "*/30 * * * *" });
  expect(said()).toContain("48 times a day; up to 3 are fine");
  await robin.slash("/schedule add", { at: "half past", days: "weekdays" });
  expect(said()).toContain("is no time of day I can read");
  await robin.slash("/schedule add", { place: "Atlantis" });
  expect(said()).toContain("I don’t know the place “Atlantis”");

  await robin.slash("/schedule add", { days: "mon", at: "9:00" });
  await robin.click("More …");
  await robin.click("First and last day");
  await robin.submit({ "First day": "2026-02-30" });
  expect(said()).toContain("“2026-02-30” is not a day in the calendar");
  await robin.click("First and last day");
  await robin.submit({ "First day": "2026-05-01", "Last day": "2026-04-01" });
  expect(said()).toContain("It would end on 2026-04-01, before it begins on 2026-05-01");
  await robin.select("How often", "The first of these days in each month");
  expect(said()).toContain("on the first Monday of each month at 09:00");

  // Own words: what can't go out is named, and stays to be mended.
  await robin.select("What comes", "Own words");
  await robin.click("Write it");
  await robin.submit({ "The message": "Stay clean tonight, no excuses." });
  expect(said()).toContain("> Stay clean tonight, no excuses.");
  expect(said()).toContain("can’t go out like this");
  expect(robin.lastMessage().disabledButtons).toContain("Save");
  await robin.click("Write it");
  await robin.submit({ "The message": "The kettle is on in the evening room." });
  await robin.click("Save");
  expect(said()).toContain("Saved");
  await robin.click("Not yet");

  // What was changed by somebody else meanwhile is not overwritten.
  await robin.click("Edit");
  const edit = robin.lastMessage();
  const noor = world.moderator("noor");
  await noor.slash("/schedule list");
  await noor.select("Open one", /.*/.exec(noor.lastMessage().selects[0]!.options[0]!)![0]);
  await noor.click("Pause");
  await noor.click("A week");
  await robin.click("Save", { message: edit });
  expect(said()).toContain("changed in another place");

  // Somebody who may no longer manage the server is stopped at the very next press.
  serverOf(world).members.get(noor.id)!.roles = [];
  await noor.click("Resume");
  expect(noor.lastMessage().text).toContain("people who may manage the server");
  expect(world.complaints).toEqual([]);
});

it("refuses a channel it cannot post in, rests when it is taken away, and goes on after a repair", async () => {
  await using world = await startWorld({ at, refusals: [10_003, 50_001, 50_013] });
  const robin = world.moderator("robin");
  const guild = serverOf(world);
  const evening = channelOf(world, "evening");
  const deny = { id: guild.id, type: 0 as const, allow: "0", deny: Permission.SendMessages.toString() };
  evening.overwrites.push(deny);
  await robin.slash("/schedule add", { at: "13:00", days: "every day", place: "UTC" });
  await robin.select("Where it comes", "As a post in a channel");
  expect(robin.lastMessage().disabledButtons).toContain("Save");
  await robin.select("Which channel", "evening");
  expect(robin.lastMessage().text).toContain("I can’t post in");
  evening.overwrites.pop();
  await robin.select("Which channel", "evening");
  await robin.click("Save");
  await world.pass({ to: "2026-03-02T13:00:05Z" });
  const posts = () => robin.messages("evening").filter(({ ephemeral }) => !ephemeral).length;
  expect(posts()).toBe(1);

  // Writing is taken away: it rests and says why; Resume tries again.
  evening.overwrites.push(deny);
  await world.pass({ days: 2 });
  await robin.slash("/schedule list");
  expect(robin.lastMessage().text).toContain("I may not post in its channel");
  evening.overwrites.pop();
  await robin.select("Open one", "Check-in · every day at 13:00");
  await robin.click("Resume");
  await world.pass({ days: 1 });
  expect(posts()).toBe(2);

  // Thrown out, and let in again: nothing is lost, nothing is made up for.
  const left = () => world.bot().store.tx((q) => q.guilds.find(guild.id));
  removeBot(world.sandbox.core.stage, guild);
  await vi.waitUntil(async () => (await left())?.leftAt !== null);
  await world.pass({ days: 2 });
  addBot(world.sandbox.core.stage, guild, BOT_PERMISSIONS);
  await vi.waitUntil(async () => (await left())?.leftAt === null);
  // The next tick reckons anew.
  await world.pass({ minutes: 1 });
  await world.pass({ days: 1 });
  expect(posts()).toBe(3);

  // Its channel is deleted.
  deleteChannel(world.sandbox.core.stage, evening);
  await world.pass({ days: 1 });
  await robin.slash("/schedule list");
  expect(robin.lastMessage().text).toContain("Its channel is gone");
});

it("takes a zone under its older name, and rests when nobody knows a zone any more, until another is picked", async () => {
  await using world = await startWorld({ at });
  const robin = world.moderator("robin");
  const ash = await world.member("ash", { zone: "US/Pacific" });
  const said = () => robin.lastMessage().text;

  await robin.slash("/schedule add", { place: "Asia/Calcutta", at: "20:00", days: "every day" });
  expect(said()).toMatch(/every day at 20:00, by the clock in \w+, India/);
  await robin.click("Save");
  await robin.select("In which channel", "welcome");
  await ash.click("Join", { in: "welcome" });
  expect(ash.lastMessage().text).toContain("Next: <t:1772461800:F>");
  await ash.slash("/settings");
  expect(ash.lastMessage().text).toContain("Los Angeles, United States: 04:00");
  // The newer name is the same zone: nothing moves, and nothing comes twice.
  await ash.slash("/settings", { zone: "America/Los_Angeles" });
  await world.pass({ to: "2026-03-02T14:30:05Z" });
  const came = () => ash.inbox().filter(({ text }) => text === "A minute, if you have one.").length;
  expect(came()).toBe(1);

  // As after a move to a machine with older time zone data.
  const { store } = world.bot();
  const saveZone = (zone: string) =>
    store.tx(function* (q) {
      const [schedule] = yield* q.schedules.ofGuild(serverOf(world).id);
      yield* q.schedules.save({ ...schedule!, zone, rev: schedule!.rev + 1 });
    });
  await saveZone("Asia/Atlantis");
  await world.pass({ days: 2 });
  expect(came()).toBe(1);
  await robin.slash("/schedule list");
  expect(said()).toContain("I don’t know its time zone (Asia/Atlantis) any more, so it rests");
  await robin.select("Open one", "Check-in · every day at 20:00");
  await robin.click("Edit");
  await robin.select("By whose clock", "Asia/Kolkata");
  await robin.click("Save");
  expect(said()).not.toContain("any more, so it rests");
  await world.pass({ days: 1 });
  expect(came()).toBe(2);
  expect(world.complaints).toEqual([]);
});
