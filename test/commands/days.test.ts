import { describe, expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

describe("goals and days", () => {
  it("count up, stand still, come back and are shared only by the member", async () => {
    await using world = await startWorld({ at: "2026-03-10T12:00:00Z" });
    const ash = await world.member("ash");
    const birch = await world.member("birch");

    await ash.slash("/progress", { chart: "days" });
    await ash.click("Goals");
    await ash.click("Begin a goal");
    await ash.submit({
      "In your own words": "alcohol-free",
      "Since when?": "10 days ago",
      "What a day saves, if you like": "7,50",
      "In what?": "€",
    });
    expect(ash.lastMessage().text).toContain("10 days lived of 10, since February 28, 2026");
    expect(ash.lastMessage().text).toContain("Kept so far: 75 €");
    expect(ash.lastMessage().text).toContain("stopping at once can be dangerous");

    // A lapse takes nothing away, and the day after it is a return.
    await ash.click("Goals");
    expect(ash.lastMessage().text).toContain("7 days** lived towards");
    await ash.select("A goal", "alcohol-free");
    await ash.select("Days with a lapse, of the last two weeks", ["2026-03-08"]);
    expect(ash.lastMessage().text).toMatch(/9 days lived of 10[^]*Came back once/);

    await ash.click("Stopped, will start again later");
    expect(ash.lastMessage().text).toContain("Standing still");
    await world.pass({ days: 5 });
    await ash.slash("/progress", { chart: "days" });
    await ash.click("Goals");
    expect(ash.lastMessage().text).toContain("You **came back** to");
    expect(ash.lastMessage().text).toContain("9 days lived of 10");
    await ash.select("A goal", "alcohol-free");
    await ash.click("Start again");
    await world.pass({ days: 5 });

    // The milestone comes with the next check-in, once.
    await ash.slash("/checkin", { state: "within" });
    await ash.click("Done");
    expect(ash.lastMessage().text).toContain("14 days** lived towards");
    await ash.click("Your days");
    expect(ash.lastMessage().text).not.toContain("lived towards");

    await ash.select("A goal", "alcohol-free");
    await ash.click("Share …");
    expect(ash.lastMessage().text).toContain("What others would see");
    await ash.click("Post it here");
    const post = birch.lastMessage();
    expect(post.text).toContain("14 days lived");
    expect(post.text).not.toContain("alcohol");
    await birch.click("Take it back", { message: post });
    expect(birch.lastMessage().text).toContain("belongs to someone else");
    await ash.click("Take it back", { message: post });
    await expect(birch.click("Take it back", { message: post })).rejects.toThrow("not there any more");

    await ash.slash("/settings");
    await ash.click("Days");
    await ash.click("Switch days off");
    await ash.slash("/progress", { chart: "days" });
    expect(ash.lastMessage().text).not.toContain("14");
    expect(world.complaints).toEqual([]);
  });

  it("says what to write where a day, a worth or the words cannot be read", async () => {
    await using world = await startWorld({ at: "2026-03-10T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/settings");
    await ash.click("Days");
    for (const [fields, said] of [
      [{ "In your own words": "   " }, "nothing in it but spaces"],
      [{ "In your own words": "sober", "Since when?": "when it rained" }, "couldn’t read “when it rained”"],
      [{ "In your own words": "sober", "What a day saves, if you like": "lots" }, "couldn’t read “lots”"],
    ] as const) {
      await ash.click("Begin a goal");
      await ash.submit(fields);
      expect(ash.lastMessage().text).toContain(said);
    }
  });
});
