/** A moderator sets up what comes to members; two members join, put off, pause and stop it, each on their own clock. */
import { describe, expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { freshDatabase } from "#test/postgres.ts";
import { startWorld, type World } from "#test/world.ts";

const audit = (world: World, guildId: string) =>
  world
    .bot()
    .store.tx((q) => q.audit.ofGuild(guildId, 50))
    .then((entries) => entries.map(({ action }) => action).toSorted());

/** Nudges that came: without the first hello, and what the member alone was shown in answer to a press. */
const came = (member: Member): number =>
  member.inbox().filter(({ ephemeral, text }) => !ephemeral && !text.includes("reach you here")).length;

const serverOf = (world: World) => [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!;

describe.each(["sqlite", "postgres"] as const)("check-in every weekday at eight, on %s", (dialect) => {
  it("goes from nothing to a nudge at everybody's own eight, and obeys each member", async () => {
    const at = "2026-03-02T15:00:00Z";
    await using world = await startWorld(
      dialect === "postgres" ? { at, database: await freshDatabase() } : { at },
    );
    const robin = world.moderator("robin");
    const ash = await world.member("ash", { zone: "Europe/London" });
    const juno = world.newcomer("juno");

    // Three taps: what it starts with is what is wanted.
    await robin.slash("/schedule add");
    expect(robin.lastMessage().text).toContain(
      "**A check-in**, every weekday at 08:00, on each member’s own clock",
    );
    await robin.click("Save");
    expect(robin.lastMessage().text).toContain("Now tell your members");
    await robin.select("In which channel", "welcome");

    // A member joins from the panel; somebody who never used the bot is asked for consent first, and ends up joined.
    await ash.click("Join", { in: "welcome" });
    expect(ash.lastMessage().text).toContain("You’re in.");
    expect(ash.lastMessage().text).toContain("Your clock: London, United Kingdom");
    await juno.click("Join", { in: "welcome" });
    expect(juno.lastMessage().text).toContain("Before anything is kept");
    await juno.click("Yes, and I’m 18 or over");
    await juno.select("A place on your clock", "America/New_York");
    await juno.click("No, don’t ask");
    await juno.click("Go on");
    expect(juno.lastMessage().text).toContain("You’re in.");

    // Tuesday, each at their own eight, once, over a restart.
    await world.pass({ to: "2026-03-03T07:59:00Z" });
    await world.restart();
    await world.pass({ to: "2026-03-03T08:00:05Z" });
    expect(ash.inbox().at(-1)?.text).toBe("A minute, if you have one.");
    expect(came(juno)).toBe(0);
    await world.pass({ to: "2026-03-03T13:00:05Z" });
    expect(came(juno)).toBe(1);
    expect(came(ash)).toBe(1);

    // Later, from the nudge; then it comes again, once.
    await juno.click("Later", { in: "dm" });
    await juno.click("Back", { in: "dm" });
    await juno.click("Later", { in: "dm" });
    await juno.click("In an hour", { in: "dm" });
    await world.pass({ minutes: 59 });
    expect(came(juno)).toBe(1);
    await world.pass({ minutes: 2 });
    expect(came(juno)).toBe(2);
    await juno.click("Check in", { in: "dm" });
    await juno.click("Within");

    // A pause for a day skips one, a stop ends it for this member alone.
    await ash.click("Pause", { in: "dm" });
    await ash.click("A day", { in: "dm" });
    await world.pass({ to: "2026-03-05T07:59:00Z" });
    expect(came(ash)).toBe(1);
    await world.pass({ to: "2026-03-05T13:01:00Z" });
    expect(came(ash)).toBe(2);
    await ash.click("Stop", { in: "dm" });
    expect(ash.inbox().at(-1)?.text).toContain("You can join again");
    await world.pass({ to: "2026-03-06T13:01:00Z" });
    expect(came(ash)).toBe(2);
    expect(came(juno)).toBe(5);
    // What was stopped can be joined again from where it was stopped, and left again.
    await ash.click("Join again", { in: "dm" });
    expect(ash.lastMessage().text).toContain("You’re in.");
    await ash.click("Leave");

    await juno.click("Check in", { in: "dm" });

    // The moderator moves it to nine; nothing comes on the weekend.
    await robin.slash("/schedule list");
    await robin.select("Open one", "Check-in · every weekday at 08:00");
    await robin.click("Edit");
    await robin.select("At what time (up to three)", "09:00");
    await robin.click("Save");
    await world.pass({ to: "2026-03-09T12:59:00Z" });
    expect(came(juno)).toBe(5);
    await world.pass({ to: "2026-03-09T13:00:05Z" });
    expect(came(juno)).toBe(6);

    // Taken away: nothing more, the panel is gone, and who did what stands in the log.
    await robin.click("Remove");
    await robin.click("Take it away");
    await world.pass({ days: 2 });
    expect(came(juno)).toBe(6);
    expect(robin.messages("welcome").filter(({ ephemeral }) => !ephemeral)).toEqual([]);
    expect(await audit(world, serverOf(world).id)).toEqual([
      "schedule-add",
      "schedule-announce",
      "schedule-edit",
      "schedule-remove",
    ]);
    await robin.slash("/server audit");
    const lines = robin.lastMessage().text.split("\n").slice(1);
    const [eight, nine] = ["every weekday at 08:00", "every weekday at 09:00"].map(
      (when) => `Check-in · ${when}`,
    );
    expect(lines.map((line) => line.replace(/^- <t:\d+:f> · <@\d+> · /, "")).toSorted()).toEqual([
      `added a schedule: ${eight}`,
      expect.stringMatching(`^announced a schedule: ${eight} \\(in <#\\d+>\\)$`),
      `changed a schedule: ${nine} (it was every weekday at 08:00)`,
      `removed a schedule: ${nine}`,
    ]);
    expect(world.complaints).toEqual([]);
  });
});
