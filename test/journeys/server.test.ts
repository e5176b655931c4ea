import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { startWorld } from "#test/world.ts";

const drill = readFileSync(join(import.meta.dirname, "../../content/drills/flat-sunday/en.yaml"), "utf8")
  .replace("id: flat-sunday", "id: quiet-sunday")
  .replace("title: Flat Sunday", "title: Our quiet Sunday");
const yaml = (text: string, name = "drill.yaml") => ({
  name,
  type: "application/yaml",
  bytes: Buffer.from(text),
});

/** Looks through all that `/drill` offers. */
async function isOffered(member: Member, title: string, place: string): Promise<boolean> {
  await member.slash("/drill", {}, { in: place });
  const first = member.lastMessage().text;
  for (let looked = 0; looked < 50; looked++) {
    if (member.lastMessage().text.includes(title)) return true;
    await member.click("Another one");
    if (member.lastMessage().text === first) return false;
  }
  throw new Error("the list of drills has no end");
}

it("lets a moderator set a server up, and members find what they need in it", async () => {
  await using world = await startWorld({ at: "2026-03-02T21:00:00Z" });
  const robin = world.moderator("robin");

  await robin.slash("/server setup", { zone: "Europe/Berlin" });
  expect(robin.lastMessage().text).toContain("Europe/Berlin, 22:00 now");
  await world.pass({ minutes: 1 });
  await robin.click("Channels");
  await robin.select("Channel for posts", "#evening");
  expect(robin.lastMessage().text).toContain("Saved");
  await robin.select("Channel for problem reports", "#moderators");
  expect(robin.lastMessage().text).toContain("missing: *View Channel*");
  await robin.select("Channel for problem reports", "#quiet-talk");
  await robin.click("Overview");
  await robin.click("People on call");
  await robin.select("Role to ping", "@moderator");
  expect(robin.lastMessage().text).toContain("Allow anyone to @mention this role");
  await robin.select("Channel to post in", "#welcome");
  await robin.click("Overview");
  await robin.click("Help lines");
  await robin.click("Add a line");
  await robin.submit({ "What is it called?": "Tuesday circle", "How does one reach it?": "town @everyone" });
  await robin.click("Overview");
  expect(robin.lastMessage().text).toContain("**Help lines of your own** · one");
  await robin.click("Check permissions");
  expect(robin.lastMessage().text).toContain("all there");
  await robin.slash("/server health");
  expect(robin.lastMessage().text).toContain("I’m connected");
  await robin.slash("/server audit");
  expect(robin.lastMessage().text).toMatch(/set: channel for posts[\s\S]*set the clock to Europe\/Berlin/);

  // A member who has agreed to nothing.
  const [sky, juno] = [world.newcomer("sky"), world.newcomer("juno")];
  await sky.slash("/help-now");
  expect(sky.lastMessage().text).toContain("**From this server:** Tuesday circle · town @\u200Beveryone");
  await sky.click("Ask a moderator to reach me");
  expect(sky.lastMessage().text).toContain("It may be hours");
  expect(juno.messages("#welcome")).toEqual([]);
  await sky.click("Yes, ask them");
  expect(juno.messages("#welcome").at(-1)?.text).toContain("would like somebody to reach them");
  await sky.slash("/help-now");
  await sky.click("Ask a moderator to reach me");
  await sky.click("Yes, ask them");
  expect(sky.lastMessage().text).toContain("ask again in 60 minutes");
  expect(juno.messages("#welcome")).toHaveLength(1);

  // The role on call is taken away meanwhile: the next call stands in the channel all the same.
  const guild = [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!;
  for (const { id, name } of guild.roles.values()) if (name === "moderator") guild.roles.delete(id);
  await juno.slash("/help-now");
  await juno.click("Ask a moderator to reach me");
  await juno.click("Yes, ask them");
  const posts = juno.messages("#welcome").filter(({ ephemeral }) => !ephemeral);
  expect(posts).toHaveLength(2);
  expect(posts.at(-1)?.text).toMatch(/would like[\s\S]*The role on call was deleted/);

  await sky.slash("/help");
  await sky.click("Report a problem");
  await sky.select("What is it about?", "Something I read jarred or hurt");
  await sky.click("Add words and send");
  await sky.submit({ "What happened?": "the third line\n**of** the card" });
  const report = robin.messages("#quiet-talk").at(-1)?.text ?? "";
  expect(report).toContain("somebody who left their name out");
  expect(report).toContain("> the third line\n> \\*\\*of\\*\\* the card");
  expect(report).not.toContain(sky.id);
  expect(world.complaints).toEqual([]);
});

it("tells moderators that the role on call was deleted, until they pick another", async () => {
  await using world = await startWorld({ at: "2026-03-02T21:00:00Z" });
  const robin = world.moderator("robin");
  const { roles } = [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!;
  const [moderator] = [...roles.values()].filter(({ name }) => name === "moderator");
  const duty = { ...moderator!, id: `${BigInt(moderator!.id) + 1n}`, name: "on duty", mentionable: true };
  roles.set(duty.id, duty);

  await robin.slash("/server setup");
  await robin.click("People on call");
  await robin.select("Role to ping", "@on duty");
  await robin.select("Channel to post in", "#welcome");
  await robin.click("Overview");
  expect(robin.lastMessage().text).toContain(`**On call** · <@&${duty.id}>`);
  roles.delete(duty.id);
  await robin.slash("/server setup");
  expect(robin.lastMessage().text).toMatch(
    /\*\*On call\*\* · not set in <#\d+>\n\*\*The role on call was deleted/,
  );
  await robin.click("People on call");
  expect(robin.lastMessage().text).toContain("The role on call was deleted");
  await robin.select("Role to ping", "@moderator");
  await robin.click("Overview");
  expect(robin.lastMessage().text).not.toContain("was deleted");
  expect(world.complaints).toEqual([]);
});

it("takes a server's own drill in, once it is sound, and lets it be withdrawn", async () => {
  await using world = await startWorld({ at: "2026-03-02T21:00:00Z" });
  const robin = world.moderator("robin");

  const ash = await world.member("ash");
  await robin.slash("/server drills import", { file: yaml(drill.replace("next: kitchen", "next: kitchn")) });
  expect(robin.lastMessage().text).toMatch(/line \d+: This leads to “kitchn”, and there is no such screen\./);
  await robin.slash("/server drills import", {
    file: yaml(drill.replace("title: Our quiet Sunday", "title: Just think positive")),
  });
  expect(robin.lastMessage().text).toContain("just think positive".slice(5));
  await robin.slash("/server drills import", { file: yaml("x".repeat(900_000)) });
  expect(robin.lastMessage().text).toContain("larger than the 200 kB");

  await robin.slash("/server drills import", { file: yaml(drill) });
  expect(robin.lastMessage().text).toContain("It begins");
  await robin.click("Publish");
  expect(robin.lastMessage().text).toContain("is now in /drill for members of this server");
  expect(await isOffered(ash, "Our quiet Sunday", "dm")).toBe(false);
  expect(await isOffered(ash, "Our quiet Sunday", "#welcome")).toBe(true);
  await ash.click("Begin");
  await world.pass({ minutes: 1 });
  await robin.click("Your drills");
  expect(robin.lastMessage().text).toContain("**Our quiet Sunday** · offered");
  await robin.select("Withdraw one, or offer it again", "quiet-sunday");
  expect(robin.lastMessage().text).toContain("**Our quiet Sunday** · withdrawn");
  // Who is in the middle of it goes on.
  await ash.click("Go on");
  expect(ash.lastMessage().text).toContain("Four o'clock.");
  await ash.click("Stop");
  expect(await isOffered(ash, "Our quiet Sunday", "#welcome")).toBe(false);
  await robin.slash("/server drills export", { drill: "quiet-sunday" });
  expect(robin.lastMessage().text).toContain("bring it back");
  await robin.slash("/server audit");
  expect(robin.lastMessage().text).toMatch(/withdrew the drill quiet-sunday[\s\S]*published the drill/);
  expect(world.complaints).toEqual([]);
});
