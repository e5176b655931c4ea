/** What a community does together: a check-in and a drill in a channel, counted without names and told a day later. */
import { expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { ash } from "#test/storage/harness.ts";
import { startWorld, type World } from "#test/world.ts";

/** People of the server who have agreed, as many as it takes for a sum to be told. */
async function members(world: World, count: number): Promise<Member[]> {
  const all = Array.from({ length: count }, (_, index) => world.newcomer(`m${index}`));
  await world.bot().store.tx(function* (q) {
    for (const { id } of all) yield* q.people.save({ ...ash, id, quietFrom: null, quietTo: null });
  });
  return all;
}

const posts = (member: Member, channel: string) =>
  member.messages(channel).filter(({ ephemeral }) => !ephemeral);

it("tells the next day how many were there, and by the week how many checked in", async () => {
  await using world = await startWorld({ at: "2026-03-02T06:00:00Z" });
  const robin = world.moderator("robin");
  await robin.slash("/server setup", { zone: "Europe/Berlin" });
  await robin.slash("/schedule add", {
    what: "checkin",
    at: "9:00",
    days: "every day",
    place: "Europe/Berlin",
    channel: "#evening",
  });
  await robin.click("Save");
  const all = await members(world, 12);
  const [first] = all as [Member];
  await world.pass({ to: "2026-03-02T08:00:05Z" });
  for (const member of all) {
    await member.click("Check in", { in: "#evening" });
    await member.click("Within");
    // A second look counts nobody twice.
    await member.click("Check in", { in: "#evening" });
  }
  await robin.slash("/server insights");
  expect(robin.lastMessage().text).toContain("No whole week yet");
  expect(robin.lastMessage().buttons).not.toContain("Light");

  await world.pass({ to: "2026-03-03T08:00:05Z" });
  expect(posts(first, "#evening").at(-1)?.text).toContain("Last time about 10 of us were here.");
  for (const member of all.slice(0, 9)) await member.click("Check in", { in: "#evening" });
  await world.pass({ to: "2026-03-04T08:00:05Z" });
  expect(posts(first, "#evening").at(-1)?.text).not.toContain("Last time");

  await world.pass({ to: "2026-03-09T13:00:00Z" });
  await robin.slash("/server insights");
  expect(robin.lastMessage().text).toContain("Newest week: 10 checked in.");
  expect(robin.lastMessage().buttons).toContain("Light");
  expect(robin.lastMessage().text).toContain("fewer than 10 could not be delivered");
  expect(world.complaints).toEqual([]);
});

it("invites to a drill, and shows the next day how the choices spread, with a thread and no names", async () => {
  await using world = await startWorld({ at: "2026-03-02T06:00:00Z" });
  const robin = world.moderator("robin");
  await robin.slash("/server setup", { zone: "Europe/Berlin" });
  await robin.slash("/schedule add", {
    what: "drill",
    at: "9:00",
    days: "mon",
    place: "Europe/Berlin",
    channel: "#evening",
  });
  await robin.click("Save");
  const all = await members(world, 10);
  const [first] = all as [Member];
  await world.pass({ to: "2026-03-02T08:00:05Z" });
  const [post] = posts(first, "#evening");
  expect(post?.text).toContain("It touches:");

  for (const [index, member] of all.entries()) {
    await member.click("Have a look", { in: "#evening" });
    await member.click("Begin");
    await member.click("Go on");
    const { buttons } = member.lastMessage();
    await member.click(buttons[index < 7 ? 0 : 1] ?? "");
  }
  await world.pass({ hours: 23 });
  expect(posts(first, "#evening")).toHaveLength(1);
  await world.pass({ hours: 2 });
  const spread = posts(first, "#evening").at(-1);
  expect(spread?.text).toContain("about 70 %");
  expect(spread?.text).toContain("about 30 %");
  for (const member of all) expect(spread?.text).not.toContain(member.id);
  const threads = [...world.sandbox.world.channels.values()].filter(
    ({ name }) => name === "Talking about it",
  );
  expect(threads).toHaveLength(1);
  await world.pass({ days: 2 });
  expect(posts(first, "#evening")).toHaveLength(2);
  expect(world.complaints).toEqual([]);
});
