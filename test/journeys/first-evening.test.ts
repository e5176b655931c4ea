import { describe, expect, it } from "vitest";
import { startWorld } from "#test/world.ts";
import { freshDatabase } from "#test/postgres.ts";

describe.each(["sqlite", "postgres"] as const)("a member's first evening, on %s", (dialect) => {
  it("goes from the consent screen to a drill, across a restart, with one nudge at eight", async () => {
    const at = "2026-03-02T16:30:00Z";
    await using world = await startWorld(
      dialect === "postgres" ? { at, database: await freshDatabase() } : { at },
    );
    const ash = world.newcomer("ash");

    // The first command asks before anything is kept.
    await ash.slash("/checkin");
    expect(ash.lastMessage().text).toContain("Before anything is kept");
    await ash.click("Yes, and I’m 18 or over");
    await ash.select("A place on your clock", "Europe/Berlin");
    expect(ash.lastMessage().text).toContain("17:30");
    await ash.click("Yes, at 20:00");
    await ash.click("Go on");

    await ash.click("Too little");
    expect(ash.lastMessage().text).toContain("Kept: Too little");
    await ash.click("Done");

    await ash.slash("/urge", { intensity: 8 });
    await ash.select("My guess for in 15 minutes", "9");
    await ash.click("Ride it out");
    await ash.click("Ask me again");

    await ash.slash("/plan");
    await ash.select("Where does it go?", "if-then");
    await ash.submit({ "If …": "the old chat lights up", "… then": "the phone goes into the drawer" });
    expect(ash.lastMessage().text).toContain(
      "If the old chat lights up, then the phone goes into the drawer",
    );

    // The number is asked for again, though the bot was restarted meanwhile.
    await world.restart();
    await world.pass({ minutes: 15 });
    await ash.click("5", { in: "dm" });
    expect(ash.lastMessage().text).toContain("You guessed 9. It was 5.");

    // At the member's own eight, once.
    await world.pass({ to: "2026-03-02T18:59:00Z" });
    const before = ash.inbox().length;
    await world.pass({ to: "2026-03-02T19:00:05Z" });
    expect(ash.inbox()).toHaveLength(before + 1);
    expect(ash.inbox().at(-1)?.text).toContain("A minute, if you have one.");
    await world.restart();
    await world.pass({ minutes: 30 });
    expect(ash.inbox()).toHaveLength(before + 1);
    await ash.click("Check in", { in: "dm" });
    await ash.click("Within");

    await ash.slash("/drill");
    await ash.select("Pick a scene", "Flat Sunday");
    await ash.click("Begin");
    expect(ash.lastMessage().buttons.length).toBeGreaterThan(2);

    await ash.slash("/plan");
    expect(ash.lastMessage().text).toContain("the phone goes into the drawer");
    expect(world.complaints).toEqual([]);
  });
});
