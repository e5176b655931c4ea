/** `/progress` as a member sees it, from the first day on: pictures with the same in words, for their eyes only. */
import { PNG } from "pngjs";
import { expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { startWorld } from "#test/world.ts";

/** The picture of the newest message, as it was attached. */
async function pictureOf(member: Member) {
  const [attachment] = member.lastMessage().attachments;
  if (!attachment) throw new Error("there is no picture");
  const bytes = Buffer.from(await (await fetch(attachment.url)).arrayBuffer());
  return { ...attachment, bytes };
}

it("shows a member their own weather, from no answer to a month on paper", async () => {
  await using world = await startWorld({ at: "2026-03-02T18:00:00Z" });
  const ash = await world.member("ash", { zone: "Europe/Berlin" });

  // The first day: it says that there is nothing yet, and what will be.
  await ash.slash("/progress");
  expect(ash.lastMessage()).toMatchObject({ ephemeral: true, text: expect.stringContaining("No check-ins") });

  for (const access of [2, 3, 4]) {
    await ash.slash("/checkin", { state: "too-little", access });
    await ash.slash("/urge", { intensity: 8 });
    await world.pass({ days: 1 });
  }
  await ash.slash("/progress");
  expect(ash.lastMessage().text).toContain("there is more to see");
  const feeling = await pictureOf(ash);
  expect(PNG.sync.read(feeling.bytes).width).toBe(800);
  expect(feeling.name).toBe("feeling.png");
  expect(feeling.description).toMatch(/^Feeling, February 6\s–\sMarch 5, 2026/);

  // Every chart opens, under a neutral name, in every span that it has, and in light.
  for (const [chart, title] of [
    ["When urges come", "When waves come"],
    ["How urges went on", "How waves went on"],
    ["What helps", "What helps"],
    ["Confidence, then and now", "Confidence, then and now"],
    ["Sleep and routines beside feeling", "Sleep and routines beside feeling"],
  ] as const) {
    await ash.select("Something else to look at", chart);
    expect((await pictureOf(ash)).description).toContain(title);
  }
  await ash.select("Something else to look at", "When urges come");
  for (const span of ["3 months", "A year", "All", "Light"]) {
    await ash.click(span);
    expect((await pictureOf(ash)).name).toBe("heat.png");
  }

  await ash.select("Something else to look at", "A month on one page");
  await ash.click("As a page to print");
  const paper = await pictureOf(ash);
  expect([paper.name, paper.bytes.toString("latin1", 0, 5)]).toEqual(["month.pdf", "%PDF-"]);

  // Nobody else can press on it, and nothing of the member's own words goes through Discord.
  const birch = await world.member("birch");
  const { id, buttons } = ash.lastMessage();
  expect(buttons.length).toBeGreaterThan(0);
  const reply = await birch
    .press({ messageId: id, customId: "1:progress:show:feeling:weeks:dark:0" })
    .catch(String);
  expect(JSON.stringify(reply)).not.toContain("Access to feeling");
  expect(world.complaints).toEqual([]);
});
