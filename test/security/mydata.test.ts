/** `/mydata` as a member uses it: the real bot, the real page, a clock that moves. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { consentVersion } from "#core/consent.ts";
import { placeOf } from "#storage/place.ts";
import { snapshot } from "#storage/snapshot.ts";
import type { Member } from "#sandbox/driver/member.ts";
import { hasBlanks } from "../../src/private-page.ts";
import { tokenIn, visitor } from "#test/web/visitor.ts";
import { startWorld, type World } from "#test/world.ts";

const at = "2026-03-02T20:00:00Z";

/** The address behind a link button on the screen last shown. */
function linkOn(view: unknown): string {
  const [, url = ""] = /"url":"(http[^"]+\/open\/[^"]+)"/.exec(JSON.stringify(view)) ?? [];
  return url;
}

const shown = (view: unknown): string => JSON.stringify(view);
const address = (world: World): string => world.bot().web?.address ?? "";

/** What came, but for the first message, by which it is known that one arrives. */
const nudges = (member: Member) => member.inbox().filter(({ text }) => !text.includes("reach you here"));

it("says that nothing is kept about somebody it does not know", async () => {
  await using world = await startWorld({ at });
  const guest = world.newcomer("birch");
  await guest.slash("/mydata");
  expect(shown(guest.lastMessage())).toContain("I keep nothing about you.");
});

it("links the privacy notice before anything is kept, from /help and from /mydata", async () => {
  await using world = await startWorld({ at });
  const notice = `${address(world)}/privacy`;
  const guest = world.newcomer("birch");
  for (const command of ["/checkin", "/help", "/mydata"]) {
    await guest.slash(command);
    expect([command, shown(guest.lastMessage())]).toEqual([command, expect.stringContaining(notice)]);
  }
  const ash = await world.member("ash");
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain(notice);
  const { status, text } = await visitor(address(world)).get("/privacy");
  expect(status).toBe(200);
  expect(text).toContain("What you can do");
  expect(text).not.toContain("For the operator");
});

it("tells a paper with blanks from one that was filled in", () => {
  for (const name of ["privacy-notice.md", "terms.md"]) {
    const template = readFileSync(join(import.meta.dirname, "../../docs", name), "utf8");
    expect(hasBlanks(template)).toBe(true);
    expect(hasBlanks(template.replaceAll(/(?<!every )\*\*\[.*?\]\*\*/gs, "ours"))).toBe(false);
  }
});

it("opens the private page by a link that works once", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash");
  await ash.slash("/checkin", { state: "within", access: 4 });
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain("1 check-in");
  await ash.click("My page");
  const url = linkOn(ash.lastMessage());
  const guest = visitor(address(world));
  expect((await guest.post("/open", { token: tokenIn(url) })).status).toBe(303);
  expect((await guest.get("/history")).text).toContain("Access to feeling");
  expect((await visitor(address(world)).post("/open", { token: tokenIn(url) })).status).toBe(410);
});

it("erases everything in two taps, gives a receipt, and nothing comes any more, also after a restart", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash", { evening: true });
  await ash.slash("/checkin", { state: "too-little" });
  await ash.slash("/mydata");
  await ash.click("Erase …");
  await ash.click("Everything");
  await ash.click("Erase everything");
  const receipt = shown(ash.lastMessage());
  expect(receipt).toContain("I looked again afterwards: nothing of it is left.");
  expect(receipt).toContain("1 check-in");
  await world.restart();
  await world.pass({ days: 3 });
  expect(nudges(ash)).toEqual([]);
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain("I keep nothing about you.");
});

it("deletes what it wrote in our chat, and leaves what the member wrote", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash", { evening: true });
  await world.pass({ days: 2 });
  ash.say("a line of mine", { in: "dm" });
  expect(ash.inbox().length).toBeGreaterThan(1);
  await ash.slash("/mydata");
  await ash.click("Clear our messages");
  expect(ash.inbox()).toHaveLength(1);
});

it("pauses everything, and ends the pause", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash", { evening: true });
  await ash.slash("/mydata");
  await ash.click("Pause everything");
  await world.pass({ days: 2 });
  expect(nudges(ash)).toEqual([]);
  await ash.slash("/mydata");
  await ash.click("End the pause");
  await world.pass({ days: 1 });
  expect(nudges(ash)).toHaveLength(1);
});

it("takes consent back as easily as it was given; a week later nothing is left", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash", { evening: true });
  await ash.slash("/mydata");
  await ash.click("Take back my yes");
  await ash.click("Take it back");
  await ash.slash("/checkin");
  expect(shown(ash.lastMessage())).toContain("Before anything is kept");
  await world.pass({ days: 8 });
  expect(nudges(ash)).toEqual([]);
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain("I keep nothing about you.");
});

it("asks again when the text they agreed to has changed, and keeps what was there meanwhile", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash");
  await ash.slash("/checkin", { state: "within" });
  const { store } = world.bot();
  const agreed = await store.tx((q) => q.people.find(ash.id));
  expect(agreed).toMatchObject({ consentVersion, consentAt: Date.parse(at) });
  await store.tx((q) => q.people.save({ ...agreed!, consentVersion: consentVersion - 1 }));
  await world.pass({ days: 1 });
  await ash.slash("/urge", { intensity: 5 });
  expect(shown(ash.lastMessage())).toContain("Before anything is kept");
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain("1 check-in");
  await ash.slash("/urge", { intensity: 5 });
  await ash.click("Yes, and I’m 18 or over");
  const again = await store.tx((q) => q.people.find(ash.id));
  expect(again).toMatchObject({ consentVersion, consentAt: Date.parse(at) + 86_400_000 });
  const kinds = (await store.asMember(ash.id, (q) => q.records.tally())).map(({ kind }) => kind);
  expect(kinds).toContain("checkin");
  expect(kinds).not.toContain("urge");
});

it("announces a first wipe, and sums up the answers seven days later", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash");
  await ash.slash("/checkin", { state: "within", access: 4 });
  await world.pass({ days: 92 });
  await ash.slash("/plan");
  expect(shown(ash.lastMessage())).toContain("A word about old answers");
  await world.pass({ days: 8 });
  await ash.slash("/mydata");
  expect(shown(ash.lastMessage())).toContain("the sum of 1 week");
});

it("leaves no sentence and no rating in any file, log or answer of the database, while it runs and after", async () => {
  await using world = await startWorld({ at });
  const ash = await world.member("ash");
  const note = "Robin shouted behind the station";
  const line = "I carry the blue kettle outside";
  await ash.slash("/checkin", { state: "too-much", access: 7, mood: -2, urge: 9, sleep: 3 });
  const guest = visitor(address(world));
  await ash.slash("/mydata");
  await ash.click("My page");
  await guest.post("/open", { token: tokenIn(linkOn(ash.lastMessage())) });
  await guest.get("/plan");
  await guest.post("/plan/add", { section: "reasons", first: line });
  const [, id = ""] = /name="id" value="([\w-]{36})"/.exec((await guest.get("/history")).text) ?? [];
  await guest.post("/history/note", { id, note });
  expect((await guest.get("/history")).text).toContain(note);

  const folder = world.folder;
  const files = () => readdirSync(folder).filter((name) => !name.startsWith("master"));
  const bytes = () => Buffer.concat(files().map((name) => readFileSync(join(folder, name))));
  const data = placeOf(`file:${join(folder, "thaw.db")}`);
  await snapshot(data, join(folder, "backup.db"), "data", { purpose: "sandbox" });
  expect(files()).toEqual(expect.arrayContaining(["thaw.db", "thaw.db-wal", "keys.db", "backup.db"]));
  for (const secret of [note, line, ...note.split(" "), ...line.split(" ")].filter((word) => word.length > 5))
    for (const trace of [secret, Buffer.from(secret).toString("hex"), Buffer.from(secret).toString("base64")])
      expect([trace, bytes().includes(trace)]).toEqual([trace, false]);
  for (const trace of ['"access":7', '"urge":9', '"mood":-2', "too-much"])
    expect([trace, bytes().includes(trace)]).toEqual([trace, false]);
  expect(world.complaints.join("\n")).not.toMatch(/Robin|kettle/);
});
