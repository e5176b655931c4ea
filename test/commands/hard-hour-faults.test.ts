/** Two taps, two places, long words, things that are gone: one sentence each, nothing lost, nothing doubled. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { submit } from "#sandbox/driver/actor.ts";
import type { MessageView } from "#sandbox/driver/view.ts";
import { startWorld, type World } from "#test/world.ts";

/** Custom id of the button that was on the message. */
const rideOf = ({ raw }: MessageView): string =>
  /1:urge:ride:[\w-]+/.exec(JSON.stringify(raw.components))?.[0] ?? "";

describe("the hard hour, when something is off", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: "2026-03-03T01:50:00Z" });
  }, 60_000);
  afterAll(() => world[Symbol.asyncDispose]());

  it("counts two taps at once as one urge, one lapse, one use", async () => {
    const ash = await world.member("ash");
    const asked = await ash.slash("/urge");
    const at = { message: asked.message?.id ?? "" };
    await Promise.all([ash.click("7", at), ash.click("7", at)]);
    await ash.slash("/urge");
    await ash.click("History");
    expect(ash.lastMessage().text).toContain("One so far");

    const safe = await ash.slash("/lapse");
    const here = { message: safe.message?.id ?? "" };
    await Promise.all([ash.click("I’m safe", here), ash.click("I’m safe", here)]);
    await ash.slash("/mydata");
    expect(ash.lastMessage().text).toContain("1 lapse or near-miss");
  });

  it("adds a line once when its form is sent twice", async () => {
    const birch = await world.member("birch");
    await birch.slash("/plan");
    await birch.select("Where does it go?", "People");
    const { core } = world.sandbox;
    const form = core.modals.get(birch.id);
    if (!form) throw new Error("no form is open");
    const twice = [1, 2].map(() => submit(core, birch.user, form, { "Who?": "Dee" }));
    for (const { text } of await Promise.all(twice)) expect(text).toContain("Dee");
    await birch.slash("/plan");
    expect(birch.lastMessage().text.match(/Dee/g)).toHaveLength(1);
  });

  it("keeps both when a line is changed in two places", async () => {
    const cedar = await world.member("cedar");
    await cedar.slash("/plan");
    await cedar.select("Where does it go?", "People");
    await cedar.submit({ "Who?": "Dee" });
    const reword = async () => {
      await cedar.slash("/plan");
      await cedar.click("Add or change");
      await cedar.click("Change a line");
      await cedar.select("Which line?", cedar.lastMessage().selects[0]?.options[0] ?? "");
    };
    await reword();
    await cedar.submit({ "Who?": "Dee, after six" });
    await reword();
    // Meanwhile, in the other place, the line as it was before is brought back.
    await cedar.slash("/plan");
    await cedar.click("Add or change");
    await cedar.click("Earlier versions");
    await cedar.select("Bring one back", cedar.lastMessage().selects[0]?.options[0] ?? "");
    expect((await cedar.submit({ "Who?": "Dee (ring twice)" })).text).toContain("Your words are in.");
    await cedar.slash("/plan");
    expect(cedar.lastMessage().text).toContain("Dee (ring twice)");
    expect(cedar.lastMessage().text).not.toContain("after six");

    // And once more, with the line taken out while its form is open.
    await reword();
    await cedar.slash("/plan");
    await cedar.click("Add or change");
    await cedar.click("Take a line out");
    await cedar.select("Take this line out", "Dee (ring twice)");
    expect((await cedar.submit({ "Who?": "Dee, any time" })).text).toContain("as a line of their own");
    await cedar.click("Earlier versions");
    expect(cedar.lastMessage().selects[0]?.options.length).toBe(5);
  });

  it("says what to do about 6,000 characters with marks and mentions, and keeps nothing of them", async () => {
    const dana = await world.member("dana");
    const long = `\u202e@everyone **‏שלום‏** ${"x".repeat(5_900)}`;
    const refused = await dana.slash("/urge", { intensity: 4, thought: long });
    expect(refused.text).toContain("there is room for 80");
    const short = "\u202e@everyone **שלום** <@123>";
    const kept = await dana.slash("/urge", { intensity: 4, thought: short });
    await dana.click("What was there", { message: kept.message?.id ?? "" });
    expect(dana.lastMessage().text).not.toContain("\u202e");
    expect(dana.lastMessage().text).not.toMatch(/@everyone/);
    expect(dana.lastMessage().text).toContain("\\*\\*");
    await dana.slash("/urge");
    await dana.click("History");
    expect(dana.lastMessage().text).toContain("One so far");
  });

  it("says so when an urge was deleted, and asks about it no more", async () => {
    const elm = await world.member("elm");
    await elm.slash("/urge", { intensity: 6 });
    const first = elm.lastMessage();
    await elm.click("Ride it out");
    await elm.click("Ask me again");
    await elm.slash("/urge");
    await elm.click("History");
    await elm.select("Open one", elm.lastMessage().selects[0]?.options[0] ?? "");
    await elm.click("Change or delete");
    await elm.click("Delete");
    const before = elm.inbox().length;
    await world.pass({ minutes: 31 });
    expect(elm.inbox()).toHaveLength(before);
    const gone = await elm.press({ messageId: first.id, customId: rideOf(first) });
    expect(gone.text).toContain("That was deleted in the meantime");
  });

  it("holds a buddy to their hours, to a number a day, and to nobody who left", async () => {
    const fir = await world.member("fir");
    const gale = await world.member("gale");
    await fir.slash("/buddy", { person: "@gale" });
    await gale.slash("/buddy", { person: "@fir" });
    await gale.slash("/buddy");
    await gale.click("My hours");
    await gale.select("From", "08:00");
    await fir.slash("/buddy");
    const asleep = await fir.click(/^Write to/);
    expect(asleep.text).toContain("They’ve set hours");
    await gale.click("Any hour");
    for (let times = 0; times < 3; times += 1) {
      await fir.slash("/buddy");
      await fir.click(/^Write to/);
      await fir.click("Could you call me when you can?");
      expect((await fir.click("Send it")).text).toContain("It’s with");
    }
    await fir.slash("/buddy");
    expect((await fir.click(/^Write to/)).text).toContain("several messages from you today");
    expect(gale.inbox()).toHaveLength(3);

    // Blocked from the message itself; what is still on Fir's screen leads nowhere and says nothing of why.
    await fir.slash("/buddy");
    await gale.click("This isn’t right", { in: "dm" });
    await gale.click("Block");
    const left = await fir.click(/^Write to/);
    expect(left.text).toContain("aren’t each other’s person here just now");
    await fir.slash("/buddy", { person: "@gale" });
    await gale.slash("/buddy");
    expect(gale.lastMessage().text).not.toContain("named you");
  });

  it("keeps the urge for 48 hours in the member’s hands, then as it is", async () => {
    const hazel = await world.member("hazel");
    await hazel.slash("/urge", { intensity: 8, ago: 2880, place: "kitchen" });
    await hazel.click("Change or delete");
    const page = hazel.lastMessage();
    await hazel.select("Another number", "6");
    expect(hazel.lastMessage().text).toContain("**6**");
    await world.pass({ minutes: 1 });
    const late = await hazel.click("Delete", { message: page.id });
    expect(late.text).toContain("more than 48 hours ago");
  });

  it("says that words which waited for a second yes are gone after a restart, and keeps the number", async () => {
    const lou = await world.member("lou");
    const asked = await lou.slash("/urge", { thought: "the old chat" });
    const held = await lou.slash("/urge", { intensity: 9, thought: "I want to kill myself" });
    expect(held.text).toContain("They wait here for fifteen minutes");
    await world.restart();
    const saved = await lou.click("Still save it", { message: held.message?.id ?? "" });
    expect(saved.text).toContain("I restarted, and they were kept nowhere");
    const logged = await lou.click("7", { message: asked.message?.id ?? "" });
    expect(logged.text).toContain("Kept: 7");
    expect(logged.text).toContain("waited too long and are gone");
    // Where they were saved by the first press, a second one says nothing of that.
    const again = await lou.slash("/urge", { thought: "the old chat" });
    const at = { message: again.message?.id ?? "" };
    await lou.click("6", at);
    const twice = await lou.click("6", at).catch(() => lou.lastMessage());
    expect(twice.text).not.toContain("are gone");
  });

  it("answers /help-now with the database gone, and with one that hangs", async () => {
    const stranger = world.newcomer("ines");
    const known = await world.member("jo");
    await known.slash("/plan");
    await known.select("Where does it go?", "People");
    await known.submit({ "Who?": "Dee", "How do you reach them?": "0151 555 0123" });
    expect((await known.slash("/help-now")).text).toContain("Dee (0151 555 0123)");

    for (const file of ["thaw.db", "thaw.db-wal", "thaw.db-shm", "keys.db"])
      rmSync(join(world.folder, file), { force: true });
    const { store } = world.bot();
    const broken = [() => new Promise<never>(() => {}), () => Promise.reject(new Error("disk I/O error"))];
    for (const [index, member] of [stranger, known].entries()) {
      const tx = vi.spyOn(store, "tx").mockImplementation(broken[index]!);
      const help = await member.slash("/help-now");
      expect(help.text).toContain("In danger now");
      await member.select(/^Where are you\?/, "Germany");
      expect(member.lastMessage().text).toContain("112");
      expect(member.lastMessage().text.split("\n").length).toBeLessThanOrEqual(6);
      await member.click("Overdose");
      expect(member.lastMessage().text).toContain("Call the emergency number now");
      expect(tx).toHaveBeenCalled();
      tx.mockRestore();
    }
  });
});
