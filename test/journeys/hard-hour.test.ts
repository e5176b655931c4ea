/** The hard hour, played whole: each journey by members whom direct messages reach, and by members whom they do not. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { startWorld, type World } from "#test/world.ts";

describe.each(["open", "closed"] as const)("with direct messages %s", (dms) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ at: "2026-03-03T01:50:00Z" });
  }, 60_000);
  afterAll(() => world[Symbol.asyncDispose]());

  it("rides a wave from 8 to 3, asked again across a restart, quiet hours or not", async () => {
    const ash = await world.member("ash", { dms });
    await ash.slash("/urge", { intensity: 8 });
    await ash.select("My guess for in 15 minutes", "9");
    await ash.click("Ride it out");
    const promise = await ash.click("Ask me again");
    if (dms === "open") expect(promise.text).toMatch(/I’ll ask you .*, and once more .*, by direct message/);
    else expect(promise.text).toContain("Direct messages from me don’t reach you");
    await world.restart();

    await world.pass({ minutes: 15 });
    await answerNumber(ash, "5");
    await world.pass({ minutes: 15 });
    await answerNumber(ash, "3");
    expect(ash.lastMessage().text).toContain("You guessed 9. It was 5.");
    expect(ash.lastMessage().text).toMatch(/\+0 min\s+█{8}░{2}\s+8\n\+15 min\s+█{5}.*\n\+30 min\s+█{3}/);
    await ash.click("No");
    expect(ash.lastMessage().text).toContain("you didn’t act on it");
    // Three of their own show their own middle value, and never a general one.
    expect(ash.lastMessage().text).not.toContain("middle value");
  });

  /** By the DM where one arrives; by the next command, whatever it is, where none does. */
  async function answerNumber(member: Member, number: string): Promise<void> {
    if (dms === "open") return void (await member.click(number, { in: "dm" }));
    await member.slash("/plan");
    expect(member.lastMessage().text).toContain("I couldn’t reach you");
    await member.click(number);
  }

  it("builds a plan from lists, says it back, uses it, reads it over and takes it along", async () => {
    const birch = await world.member("birch", { dms });
    await birch.slash("/plan");
    await birch.click("Build a line from lists");
    await birch.select("What kind of moment?", "A row");
    await birch.select("If …", "someone brings up the past again");
    await birch.select("What kind of step?", "Leave");
    await birch.select("… then", "I put on my shoes and go round the block");
    await birch.click("Put it in my words");
    const kept = await birch.submit({ "If …": "my brother brings up the past" });
    const line = "If my brother brings up the past, then I put on my shoes and go round the block";
    expect(kept.text).toContain(line);
    await birch.click("Type it");
    expect((await birch.submit({ "Your line, from memory": "brother, past: shoes, block" })).text).toContain(
      "It’s yours now",
    );
    await birch.click("Whole plan");
    await birch.click("Add or change");
    await birch.select("Where does it go?", "First 15 minutes");
    await birch.select("Begin from one of these", "A glass of water, slowly.");
    await birch.submit();

    await birch.click("Do line 1");
    await birch.click("I used this one");
    await birch.slash("/urge", { intensity: 6 });
    await birch.click("Number now");
    await birch.click("4");
    await birch.click("No");
    await birch.click("Which line did you use?");
    await birch.select("The one that was used", line);

    await birch.slash("/plan");
    await birch.click("Read it over");
    expect(birch.lastMessage().text).toContain(`${line} · once`);
    const again = await birch.click("It fits, ask in a month");
    expect(again.text).toContain(dms === "open" ? "by direct message" : "don’t reach you");
    await world.pass({ days: 31 });
    if (dms === "open") await birch.click("Open", { in: "dm" });
    else {
      expect((await birch.slash("/plan")).text).toContain("A month has gone by");
      expect(birch.lastMessage().text).toContain("I couldn’t reach you");
      await birch.click("Open");
    }
    expect(birch.lastMessage().text).toContain("Is there a line that no longer fits?");

    await birch.slash("/plan");
    await birch.click("Take it with you");
    await birch.click("Plain text");
    expect(birch.lastMessage().attachments[0]?.name).toBe("plan.txt");
    await birch.click("Back");
    await birch.click("Page to print");
    const page = birch.lastMessage().attachments[0];
    expect(page?.name).toBe("plan.pdf");
    const printed = await (await fetch(page?.url ?? "")).bytes();
    expect(Buffer.from(printed.subarray(0, 5)).toString()).toBe("%PDF-");
  });

  it("goes through a lapse with the cards on offer, and nothing is taken away", async () => {
    const cedar = await world.member("cedar", { dms });
    const safe = await cedar.slash("/lapse");
    expect(safe.text).toContain("are you safe right now?");
    expect((await cedar.click("Overdose")).text).toContain("Someone may have overdosed");
    await cedar.click("Back");
    await cedar.click("I’m safe");
    await cedar.select("Did you go through with it?", "Yes");
    await cedar.select("What was there before?", ["A quarrel", "Low or hard feelings"]);
    await cedar.click("The next 24 hours");
    await cedar.select("How sure are you of the next day? 0 to 100", "40");
    await cedar.click("Write two lines");
    await cedar.submit({ "One thing that still works": "calling Dee" });
    const kept = await cedar.click("Done");
    expect(kept.text).toContain("The days you’ve lived stay lived.");
    expect(kept.text).toContain("For three days no scenes");
    expect((await cedar.click("Tell someone?")).text).toContain("Unless you say so, nobody does");
    await cedar.click("No, keep it to myself");
    const asked = await cedar.click("Ask me in the morning");
    expect(asked.text).toContain(dms === "open" ? "I’ll ask once" : "don’t reach you");
    await world.pass({ days: 1 });
    if (dms === "open") await cedar.click("Open", { in: "dm" });
    else {
      await cedar.slash("/plan");
      await cedar.click("Open");
    }
    expect(cedar.lastMessage().text).toContain("Where are you right now?");
  });

  it("shows help before a text that sounds like danger is kept, and keeps it on a second yes", async () => {
    const dana = await world.member("dana", { dms });
    const first = await dana.slash("/urge", { intensity: 9, thought: "I want to k1ll  myself" });
    expect(first.text).toContain("In danger now");
    expect(first.text).toContain("Nothing is kept yet, and nobody is told");
    await dana.slash("/urge");
    await dana.click("History");
    expect(dana.lastMessage().text).toContain("None so far");
    await dana.click("Still save it");
    expect(dana.lastMessage().text).toContain("Kept: 9");
    const own = await dana.autocomplete("/urge", { intensity: 5, thought: "want" });
    expect(own.map(({ name }) => name)).toEqual(["I want to k1ll  myself"]);
  });

  it("reaches a buddy with words that were seen and confirmed, once", async () => {
    const elm = await world.member("elm");
    const fir = await world.member("fir", { dms });
    await elm.slash("/buddy", { person: "@fir" });
    expect(elm.lastMessage().text).toContain("I don’t write to people who didn’t ask");
    expect(fir.inbox()).toEqual([]);
    await fir.slash("/buddy");
    await fir.click(/^Yes, .* and me$/);

    await elm.slash("/urge", { intensity: 7 });
    await elm.click("Reach someone");
    await elm.click(/^Write to/);
    const seen = await elm.click("Have you got a moment for me?");
    expect(seen.text).toContain("Have you got a moment for me?");
    const send = seen.message?.raw;
    const [one, two] = await Promise.all([elm.click("Send it"), pressAgain(elm, "Send it", send?.id)]);
    const outcome = [one?.text, two?.text].join();
    if (dms === "closed") return expect(outcome).toContain("It couldn’t reach");
    expect(outcome).toContain("It’s with");
    expect(fir.inbox().filter(({ text }) => text.includes("Have you got a moment"))).toHaveLength(1);
    await fir.click("I’m here", { in: "dm" });
    expect(elm.inbox().at(-1)?.text).toContain("I’m here");

    // Ending it needs no reason, and the other is not told.
    await fir.slash("/buddy");
    await fir.click(/^About/);
    await fir.click("End it");
    const before = elm.inbox().length;
    await elm.slash("/urge", { intensity: 7 });
    await elm.click("Reach someone");
    expect(elm.lastMessage().buttons.join()).not.toContain("Write to");
    expect(elm.inbox()).toHaveLength(before);
    expect(world.complaints).toEqual([]);
  });

  async function pressAgain(member: Member, label: string, messageId: string | undefined) {
    return member.click(label, messageId ? { message: messageId } : {});
  }
});
