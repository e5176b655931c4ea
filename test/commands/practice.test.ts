import { describe, expect, it } from "vitest";
import { loadLibrary } from "#content/library.ts";
import { startWorld } from "#test/world.ts";
import type { Member } from "#sandbox/driver/member.ts";

/** Goes on until the close, and sees a way out on every screen. @returns the screens on the way */
async function walkThrough(member: Member): Promise<string[]> {
  const screens: string[] = [];
  for (;;) {
    const { text, buttons } = member.lastMessage();
    screens.push(text);
    if (!buttons.includes("Go on")) return screens;
    expect(buttons).toContain("Stop");
    await member.click("Go on");
  }
}

describe("/practice", () => {
  it("walks every practice to its close, with a way out on every screen", async () => {
    const { practices } = await loadLibrary();
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    for (const { id, title, steps, close, after, zoneFit } of practices.all("en")) {
      await ash.slash("/practice");
      const lists = ash
        .lastMessage()
        .selects.filter(({ options }) => options.some((one) => one.startsWith(`${title} · `)));
      expect(lists, title).toHaveLength(zoneFit.length);
      await ash.select(lists[0]!.customId, id);
      await ash.click("Begin");
      const screens = await walkThrough(ash);
      expect(screens, title).toHaveLength(steps.length + 1);
      expect(screens.at(-1), title).toContain(close.slice(0, 40));
      expect(ash.lastMessage().selects, title).toHaveLength(after.length);
      await ash.click("Done");
    }
    expect(world.complaints).toEqual([]);
  });

  it("goes on a week later where it was left, and comes to the close when stopped", async () => {
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/practice");
    await ash.select(/When it’s too much/, "five-things");
    await ash.click("Begin");
    await ash.click("Go on");
    const { text } = ash.lastMessage();
    await world.pass({ days: 7 });
    await world.restart();
    await ash.slash("/practice");
    expect(ash.lastMessage().text).toBe(
      `-# You left this one here. Go on, begin it afresh, or pick another.\n${text}`,
    );

    // Whoever would rather begin again can; what was left is not asked about any more.
    await ash.click("Begin afresh");
    await ash.click("Begin");
    expect(ash.lastMessage().text).toContain("1 of ");
    expect(ash.lastMessage().text).not.toContain("You left this one");
    await ash.click("Stop");
    expect(ash.lastMessage().text).toContain("And now?");
  });

  it("takes over what was just checked in, and learns from what came of it", async () => {
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/checkin", { state: "too-little", access: 2 });
    await ash.click("Done");
    await ash.click("Why this?");
    expect(ash.lastMessage().text).toContain("made for it");
    await ash.click("Back");
    const id = await idOf(ash.lastMessage().buttons[0]!);
    for (let times = 0; times < 2; times++) {
      await ash.slash("/checkin", { state: "too-little", access: 2 });
      await ash.slash("/practice");
      await ash.select(/When it’s too little/, id);
      expect(ash.lastMessage().selects.flatMap(({ chosen }) => chosen)).toEqual([
        "Too little",
        "2 · feeling",
      ]);
      await ash.click("Begin");
      await walkThrough(ash);
      await ash.select("Where are you now?", "within");
      await ash.click("Done");
      await world.pass({ hours: 2 });
    }
    await ash.slash("/checkin", { state: "too-little", access: 2 });
    await ash.click("Done");
    await ash.click("Why this?");
    expect(ash.lastMessage().text).toMatch(/moved something for you 2 of 2 times|one you haven’t tried/);
  });

  it("leaves out of suggestions what somebody does not want, until they have it back", async () => {
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/checkin", { state: "too-much" });
    await ash.click("Done");
    const first = ash.lastMessage().buttons[0]!;
    await ash.click("Why this?");
    await ash.click("Not this one again");
    await ash.click("Back");
    expect(ash.lastMessage().buttons).not.toContain(first);
    await ash.slash("/practice");
    await ash.select(/When it’s too much/, await idOf(first));
    await ash.click("Why this might help");
    await ash.click("Suggest it again");
    await ash.slash("/checkin", { state: "too-much" });
    await ash.click("Done");
    expect(ash.lastMessage().buttons).toContain(first);
  });

  it("asks whether anything landed, then and hours later, by message and at the next visit", async () => {
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/practice");
    await ash.select(/When it’s too little/, "two-minute-thing");
    await ash.click("Begin");
    await walkThrough(ash);
    await ash.select("Did anything land? 0 nothing, 10 a lot", "0");
    await ash.click("Ask me again later");
    expect(ash.lastMessage().text).toContain("whether anything landed");
    await world.pass({ hours: 3 });
    expect(ash.inbox().at(-1)?.text).toBe("You asked me to come back.");
    await ash.click("Open", { in: "dm" });
    expect(ash.lastMessage().text).toContain("A two-minute thing");
    await ash.select("Did anything land? 0 nothing, 10 a lot", "3");
    await ash.slash("/practice");
    expect(ash.lastMessage().text).not.toContain("Did anything land since");

    // Whom no direct message reaches is told so before one is promised.
    const birch = await world.member("birch", { dms: "closed" });
    await birch.slash("/practice");
    await birch.select(/When it’s too little/, "two-minute-thing");
    await birch.click("Begin");
    await walkThrough(birch);
    await birch.click("Ask me again later");
    expect(birch.lastMessage().text).toContain("so I’ll ask here, the next time you open /practice");
  });

  it("shows a breath to follow, moving or still, and nothing of it once it is over", async () => {
    await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
    const ash = await world.member("ash");
    await ash.slash("/practice");
    await ash.select(/When it’s too much/, "paced-breathing");
    await ash.click("Begin");
    // On a machine that is busy the words may stand alone for a while: a press asks for the picture anew.
    const drawn = async (name: string, press: () => Promise<unknown>) => {
      for (let tries = 0; tries < 6 && ash.lastMessage().attachments[0]?.name !== name; tries++)
        await press();
      expect(ash.lastMessage().attachments.map((file) => file.name)).toEqual([name]);
    };
    await drawn("pacer.gif", () => ash.click("Go on").then(() => ash.click("Back")));
    await ash.click("A still picture");
    await drawn("pacer.png", () => ash.click("Go on").then(() => ash.click("Back")));
    await ash.click("Go on");
    await ash.click("Stop");
    expect(ash.lastMessage().attachments).toEqual([]);
  });
});

async function idOf(title: string): Promise<string> {
  const { practices } = await loadLibrary();
  return practices.all("en").find((practice) => practice.title === title)!.id;
}
