import { describe, expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { allParts } from "#sandbox/driver/view.ts";
import { freshDatabase } from "#test/postgres.ts";
import { startWorld, type World } from "#test/world.ts";

/** Monday. */
const at = "2026-03-02T16:30:00Z";
const seen = (member: Member) => member.lastMessage().text;
const labels = (member: Member) => member.lastMessage().buttons;

/** Goes on by the first choice of each screen until one is reached that says this. */
async function goOnTo(member: Member, words: string): Promise<void> {
  for (let screens = 0; screens < 25 && !seen(member).includes(words); screens++) {
    const [first = "", ...rest] = labels(member);
    expect([first, ...rest]).toContain("Stop");
    await member.click(rest.includes("Go on") ? "Go on" : first);
  }
  expect(seen(member)).toContain(words);
}

/** A whole drill, from the card to its end. */
async function playThrough(
  member: Member,
  readings: { urge?: [number, number]; sure?: [number, number] } = {},
) {
  const { urge, sure } = readings;
  const answer = async (which: 0 | 1) => {
    if (urge) await member.select("Urge, from 0 to 10", String(urge[which]));
    if (sure) await member.select(/^How sure/, String(sure[which]));
  };
  await member.click("Begin");
  await answer(0);
  await goOnTo(member, "And now? Each can be left out.");
  await answer(1);
  await member.click("Go on");
}

async function worldOn(dialect: "sqlite" | "postgres"): Promise<World> {
  return startWorld(dialect === "postgres" ? { at, database: await freshDatabase() } : { at });
}

describe.each(["sqlite", "postgres"] as const)("drills, on %s", (dialect) => {
  it("rehearses with the member's own line, over a restart, and keeps what was chosen", async () => {
    await using world = await worldOn(dialect);
    const ash = await world.member("ash");

    await ash.slash("/drill");
    expect(seen(ash)).toContain("Flat Sunday");
    await ash.click("Why this one?");
    expect(seen(ash)).toContain("You haven’t practised this kind yet");
    await ash.click("Back");
    await ash.click("Begin");
    await ash.select(/^How sure/, "40");
    await ash.click("Go on");

    // No line yet: one is written on the spot, and it is in the plan from then on.
    await ash.click("Use a line from my plan");
    await ash.submit({ "If …": "it all goes flat", "… then": "I put my shoes on" });
    expect(seen(ash)).toContain("I put my shoes on");
    const old = ash.lastMessage();
    await ash.click("Peel the orange, slowly, and smell your hands");

    // A week later, on another process: the run is where it was, and so is an old screen's button.
    await world.restart();
    await world.pass({ days: 7 });
    await ash.slash("/drill");
    expect(seen(ash)).toContain("It is half past four and still grey.");
    const peel = allParts(old.components).find(({ label }) => label?.startsWith("Peel"));
    await ash.press({ messageId: old.id, customId: peel?.custom_id ?? "" });
    expect(seen(ash)).toContain("That screen is from earlier.");

    await goOnTo(ash, "And now? Each can be left out.");
    await ash.select(/^How sure/, "60");
    await ash.click("Go on");
    expect(seen(ash)).toContain("1. If I notice that everything has gone flat, then I say “blank” out loud");
    await ash.click("Keep 1");
    expect(seen(ash)).toContain("Thank you for practising.");

    await ash.click("What I practised");
    expect(seen(ash)).toContain("How sure: 40 → 60");
    await ash.select("Look at one again", "Flat Sunday");
    expect(seen(ash)).toContain("**Your line:** I put my shoes on");
    expect(seen(ash)).toContain("**You chose:** Peel the orange");
    await ash.slash("/plan");
    expect(seen(ash)).toContain("If it all goes flat, then I put my shoes on");
    expect(seen(ash)).toContain("If I notice that everything has gone flat");
    expect(world.complaints).toEqual([]);
  });
});

describe("a drill and what else goes on", () => {
  it("waits while it would be too much, and stays when the urge has risen", async () => {
    await using world = await startWorld({ at });
    const ash = await world.member("ash");

    await ash.slash("/urge", { intensity: 8 });
    await ash.slash("/drill");
    expect(seen(ash)).toContain("Your last number was high");
    expect(labels(ash)).toContain("Stay with the urge");
    await world.pass({ hours: 7 });

    await ash.slash("/drill");
    await playThrough(ash, { urge: [2, 5], sure: [50, 30] });
    expect(seen(ash)).toContain("Stay with me a moment");
    await ash.click("Ask me in 20 minutes");
    await ash.click("Keep none");
    expect(seen(ash)).toContain("That one was heavy.");
    const before = ash.inbox().length;
    await world.pass({ minutes: 21 });
    expect(
      ash
        .inbox()
        .slice(before)
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining("You asked me to come back.")]);
    await world.pass({ hours: 1 });
    expect(ash.inbox()).toHaveLength(before + 1);
    await ash.slash("/drill");
    expect(seen(ash)).not.toContain("Flat Sunday");
    expect(world.complaints).toEqual([]);
  });
});

describe("drills that come unasked", () => {
  it("come at the member's hours, twice a week, and not on a day when it is too much", async () => {
    await using world = await startWorld({ at });
    const ash = await world.member("ash");
    await ash.slash("/settings");
    await ash.click("Drills");
    await ash.click("Let them come, twice a week");
    expect(seen(ash)).toContain("Tuesday, Friday · 18:00");
    await ash.select("Not before", "19:00");
    await ash.select("Not after", "22:00");
    expect(seen(ash)).toContain("Tuesday, Friday · 20:00");

    const drills = async () =>
      (await world.bot().controlled.timeline())
        .filter(({ what, state }) => what === "drill" && state !== "due")
        .map(({ state, why }) => why ?? state);
    await world.pass({ to: "2026-03-03T20:01:00Z" });
    expect(ash.inbox().at(-1)?.text).toContain("Something to rehearse, if you like.");
    await ash.click("Have a look", { in: "dm" });
    expect(seen(ash)).toContain("Flat Sunday");
    await ash.click("Never this one");
    expect(seen(ash)).not.toContain("Flat Sunday");

    // On Friday it is too much: nothing comes, and the ledger in the clear does not say why.
    await world.pass({ to: "2026-03-06T19:00:00Z" });
    await ash.slash("/checkin", { state: "Too much: racing, flooded, on edge" });
    await world.pass({ to: "2026-03-06T20:01:00Z" });
    expect(await drills()).toEqual(["not-now", "sent"]);

    await world.pass({ to: "2026-03-10T20:01:00Z" });
    expect(await drills()).toEqual(["sent", "not-now", "sent"]);
    await ash.slash("/drill");
    await ash.click("Drill settings");
    await ash.click("Only when I ask");
    await world.pass({ days: 7 });
    expect(await drills()).toHaveLength(3);
    expect(world.complaints).toEqual([]);
  });
});
