/** What reaches a member, as they see and change it in `/settings` and in the nudges themselves. */
import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

const start = "2026-03-02T12:00:00Z";

it("lets a member set, change and take out nudges of their own, and shows their week", async () => {
  await using world = await startWorld({ at: start });
  const ash = await world.member("ash", { evening: true });

  await ash.slash("/settings");
  await ash.click("Add a nudge");
  await ash.select("What", "practice");
  await ash.select("When (up to four times a day)", ["07:00", "12:00"]);
  await ash.select("On which days", ["Monday", "Wednesday"]);
  await ash.click("Another time");
  await ash.submit({ "A time, such as 7:45": "21.30" });
  await ash.click("Keep it");
  expect(ash.lastMessage().text).toContain("**Practice** · Monday and Wednesday · 07:00, 12:00, 21:30");

  // Four on a Wednesday are one more than the limit lets through; the limit can be raised for one's own.
  await ash.click("My week ahead");
  expect(ash.lastMessage().text).toContain("11 messages");
  expect(ash.lastMessage().text).toMatch(/Left out, enough for the day: <t:\d+:t> Practice/);
  await ash.click("Back");
  await ash.click("How many a day");
  await ash.select("How many a day", "5 messages a day at most");
  await ash.click("My week ahead");
  expect(ash.lastMessage().text).not.toContain("Left out");

  // Quiet hours show there too, and hold.
  await ash.click("Back");
  await ash.click("Quiet hours");
  await ash.select("Quiet from", "21:00");
  await ash.select("Quiet until", "08:00");
  await ash.click("Back");
  await ash.click("My week ahead");
  expect(ash.lastMessage().text).toContain("Left out in your quiet hours");
  await ash.click("Back");

  await ash.select("Change one, or take it out", "Practice · Monday and Wednesday · 07:00, 12:00, 21:30");
  await ash.select("When (up to four times a day)", "13:00");
  await ash.click("Keep it");
  await world.pass({ to: "2026-03-02T13:00:05Z" });
  expect(ash.inbox().at(-1)?.text).toBe("A few minutes, if you have them.");
  await ash.slash("/settings");
  await ash.select("Change one, or take it out", "Practice · Monday and Wednesday · 13:00");
  await ash.click("Take it out");
  expect(ash.lastMessage().text).not.toContain("Practice");

  // Another clock: the evening nudge comes at that place's eight.
  await ash.click("My clock");
  await ash.click("Another place");
  await ash.submit({ "City or country": "kathmandu" });
  await ash.select("Where your clock is right", "Asia/Kathmandu");
  expect(ash.lastMessage().text).toContain("Kathmandu");
  const before = ash.inbox().length;
  await world.pass({ to: "2026-03-02T14:16:00Z" });
  expect(ash.inbox().length).toBe(before + 1);

  // A pause in words, from the nudge; from there it also ends.
  await ash.click("Pause", { in: "dm" });
  await ash.click("Until …", { in: "dm" });
  await ash.submit({ "Until when?": "friday" });
  expect(ash.inbox().at(-1)?.text).toContain("Paused until <t:");
  await world.pass({ to: "2026-03-05T18:00:00Z" });
  expect(ash.inbox().length).toBe(before + 1);
  await world.pass({ to: "2026-03-06T14:16:00Z" });
  expect(ash.inbox().length).toBe(before + 2);
  expect(world.complaints).toEqual([]);
});

it("tells at the next command, once, that direct messages are closed, and offers the other way", async () => {
  await using world = await startWorld({ at: start });
  const robin = world.moderator("robin");
  const ash = await world.member("ash");
  await robin.slash("/schedule add", { at: "15:00", days: "every day" });
  await robin.select("A channel too, for those who prefer no direct messages", "evening");
  await robin.click("Save");
  await robin.slash("/schedule announce", {
    schedule: (await robin.autocomplete("/schedule announce", { schedule: "check" }))[0]!.value,
    in: "#evening",
  });
  await ash.click("Join", { in: "evening" });
  ash.setDms("closed");
  await world.pass({ hours: 4 });

  await ash.slash("/urge", { intensity: 2 });
  expect(ash.lastMessage().text).toContain("I couldn’t reach you by direct message");
  await ash.click("In the channel instead");
  await ash.slash("/plan");
  expect(ash.lastMessage().text).not.toContain("I couldn’t reach you");

  // From now on it is a neutral post that opens privately.
  await world.pass({ days: 1 });
  const post = ash.messages("evening").at(-1);
  expect(post?.text).toBe("A minute for whoever has one. It opens for you alone.");
  await ash.click("Check in", { in: "evening" });
  expect(ash.lastMessage().ephemeral).toBe(true);
  // Trying again is trying: the answer is known before it is given.
  await ash.slash("/settings");
  await ash.click("They’re open: try again");
  expect(ash.lastMessage().text).toContain("Discord refused");
  ash.setDms("open");
  await ash.click("They’re open: try again");
  expect(ash.lastMessage().text).toContain("they reach you again");
});

it("stops in silence after fourteen without an answer, says so at the next command, and is back in one tap", async () => {
  await using world = await startWorld({ at: start });
  const ash = await world.member("ash", { evening: true });
  await world.pass({ days: 90 });
  const silent = ash.inbox().length;
  await world.pass({ days: 7 });
  expect(ash.inbox().length).toBe(silent);
  await ash.slash("/plan");
  expect(ash.lastMessage().text).toContain("Fourteen in a row found no answer");
  await ash.click("Yes, start again");
  await world.pass({ days: 1 });
  expect(ash.inbox().length).toBe(silent + 1);
});

it("promises no direct message before it knows that one arrives", async () => {
  await using world = await startWorld({ at: start });
  const juno = world.newcomer("juno", { dms: "closed" });
  await juno.slash("/checkin");
  await juno.click("Yes, and I’m 18 or over");
  await juno.select("A place on your clock", "Europe/London");
  // The wrong one was picked: the way back is there.
  await juno.click("Another clock");
  await juno.select("A place on your clock", "Europe/Berlin");
  await juno.click("Yes, at 20:00");
  expect(juno.lastMessage().text).toContain("your direct messages are closed to me");

  await juno.slash("/settings");
  expect(juno.lastMessage().text).toContain("I can’t reach you by direct message");
  await juno.click("My week ahead");
  expect(juno.lastMessage().text).toContain("only what is posted in a channel is here");
  juno.setDms("open");
  await juno.click("Back");
  await juno.click("They’re open: try again");
  expect(juno.lastMessage().text).toContain("they reach you again");
  await world.pass({ to: "2026-03-02T19:00:05Z" });
  expect(juno.inbox().at(-1)?.text).toBe("A minute, if you have one.");

  const ash = await world.member("ash", { dms: "closed" });
  const robin = world.moderator("robin");
  await robin.slash("/schedule add", { at: "18:00", days: "every day" });
  await robin.click("Save");
  await robin.select("In which channel", "welcome");
  await ash.click("Join", { in: "welcome" });
  expect(ash.lastMessage().text).toContain("You’re in, but I can’t reach you yet");
  await ash.click("They’re open: try again");
  expect(ash.lastMessage().text).toContain("Discord refused");
  await ash.slash("/settings");
  await ash.click("Add a nudge");
  await ash.select("When (up to four times a day)", "07:00");
  await ash.click("Keep it");
  expect(ash.lastMessage().text).toContain("I can’t reach you by direct message");
  expect(ash.lastMessage().text).toContain("**Check-in** · every day · 07:00");
});

it("brings back whatever had stopped once the member sets something anew, and shows the week as it is", async () => {
  await using world = await startWorld({ at: start });
  const ash = await world.member("ash", { evening: true });
  await world.pass({ days: 60 });
  const silent = ash.inbox().length;
  await ash.slash("/settings");
  await ash.click("My week ahead");
  expect(ash.lastMessage().text).toContain("Nothing.");
  expect(ash.lastMessage().text).toContain("Left out until you want them back");
  await ash.click("Back");
  await ash.click("Add a nudge");
  await ash.select("What", "practice");
  await ash.select("When (up to four times a day)", "07:00");
  await ash.click("Keep it");
  await ash.click("My week ahead");
  expect(ash.lastMessage().text).toContain("14 messages");
  await world.pass({ days: 1 });
  expect(ash.inbox().length).toBe(silent + 2);
});

it("keeps later, pause and stop working on nudges of a week ago, after a restart", async () => {
  await using world = await startWorld({ at: start });
  const ash = await world.member("ash", { evening: true });
  await world.pass({ to: "2026-03-04T20:00:05Z" });
  const [, first, second, third] = ash.inbox();
  const came = () => ash.inbox().filter(({ text }) => text.startsWith("A minute")).length;
  expect(came()).toBe(3);
  await world.pass({ days: 7 });
  await world.restart();

  const before = ash.inbox().length;
  await ash.click("Later", { message: first! });
  await ash.click("In 20 minutes", { message: first! });
  await world.pass({ minutes: 21 });
  expect(ash.inbox().length).toBe(before + 1);

  await ash.click("Pause", { message: second! });
  await ash.click("A week", { message: second! });
  await world.pass({ days: 6 });
  expect(ash.inbox().length).toBe(before + 1);
  await world.pass({ days: 2 });
  expect(ash.inbox().length).toBe(before + 2);

  await ash.click("Stop", { message: third! });
  await world.pass({ days: 3 });
  expect(ash.inbox().length).toBe(before + 2);
  expect(world.complaints).toEqual([]);
});
