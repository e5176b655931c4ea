/** What each kind of schedule opens, what a test shows, and that a nudge can be put off when its schedule is gone. */
import { expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { startWorld } from "#test/world.ts";

const at = "2026-03-02T12:00:00Z";

/** Sets up what comes every day at one, in the way of a moderator, and has a member join. */
async function setUp(robin: Member, ash: Member, what: string, pick: () => Promise<unknown>): Promise<void> {
  await robin.slash("/schedule add", { at: "13:00", days: "every day", what });
  await pick();
  await robin.click("Save");
  await robin.select("In which channel", "welcome");
  await ash.click("Join", { in: "welcome" });
}

it("opens a question of the day, one practice, and moderators' own words behind neutral ones", async () => {
  await using world = await startWorld({ at });
  const robin = world.moderator("robin");
  const ash = await world.member("ash");
  await ash.slash("/settings");
  await ash.click("How many a day");
  await ash.select("How many a day", "10 messages a day at most");

  await setUp(robin, ash, "prompt", () => robin.select("Questions about", "connection"));
  await world.pass({ to: "2026-03-02T13:00:05Z" });
  expect(ash.inbox().at(-1)?.text).toBe("A small question, if you like.");
  await ash.click("Show me", { in: "dm" });
  expect(ash.lastMessage().buttons).toContain("Write it down");
  await robin.click("Back");
  await robin.click("Remove");
  await robin.click("Take it away");

  await setUp(robin, ash, "practice", async () => {
    await robin.click("Which one");
    await robin.select(/^One of: /, "Colour hunt");
  });
  await world.pass({ to: "2026-03-03T13:00:05Z" });
  await ash.click("Have a look", { in: "dm" });
  expect(ash.lastMessage().text).toContain("Colour hunt");
  await robin.click("Back");
  await robin.click("Remove");
  await robin.click("Take it away");

  await setUp(robin, ash, "text", async () => {
    await robin.click("Write it");
    await robin.submit({ "The message": "The kettle is on in the evening room." });
  });
  await world.pass({ to: "2026-03-04T13:00:05Z" });
  const nudge = ash.inbox().at(-1)!;
  expect(nudge.text).toBe("A message for you.");

  // Its schedule goes; the message is still there, and can still be put off and stopped.
  await ash.click("Later", { message: nudge });
  await robin.click("Back");
  await robin.click("Remove");
  await robin.click("Take it away");
  await ash.click("In 20 minutes", { message: nudge });
  await world.pass({ minutes: 21 });
  expect(ash.inbox().at(-1)?.text).toBe("A message for you.");
  await ash.click("Open", { in: "dm" });
  expect(ash.lastMessage().text).toContain("taken back in the meantime");
  expect(world.complaints).toEqual([]);
});

it("shows a test to whoever asks and to nobody else", async () => {
  await using world = await startWorld({ at });
  const robin = world.moderator("robin");
  const noor = world.moderator("noor");
  const ash = await world.member("ash");
  await robin.slash("/schedule add");
  await robin.click("Save");
  await robin.select("In which channel", "welcome");
  await ash.click("Join", { in: "welcome" });
  const before = ash.inbox().length;
  await robin.click("Back");
  await robin.click("Test");
  expect(robin.lastMessage().text).toContain("A minute, if you have one.");
  expect(robin.lastMessage().text).toContain("so I show it here");

  // A moderator who is a member too gets it as members do.
  await noor.slash("/checkin");
  await noor.click("Yes, and I’m 18 or over");
  await noor.slash("/schedule list");
  await noor.select("Open one", "Check-in · every weekday at 08:00");
  await noor.click("Test");
  expect(noor.lastMessage().text).toContain("on its way");
  await world.pass({ minutes: 1 });
  expect(noor.inbox().at(-1)?.text).toBe("A minute, if you have one.");
  expect(ash.inbox().length).toBe(before);
  expect(world.complaints).toEqual([]);
});
