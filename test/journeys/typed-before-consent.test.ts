/** Somebody's very first command already says something: that is not lost over the consent screen, nor kept without a yes. */
import { expect, it } from "vitest";
import { startWorld, type World } from "#test/world.ts";

type Member = ReturnType<World["newcomer"]>;

const startEvening = () => startWorld({ at: "2026-03-02T19:30:00Z" });

async function agree(member: Member): Promise<void> {
  expect(member.lastMessage().text).toContain("Before anything is kept");
  await member.click("Yes, and I’m 18 or over");
  await member.select("A place on your clock", "Europe/Berlin");
  await member.click("No, don’t ask");
}

it("goes on with what was typed", async () => {
  await using world = await startEvening();
  const ash = world.newcomer("ash");
  await ash.slash("/checkin", { state: "too-little", access: 3 });
  await agree(ash);
  await ash.click("Go on");
  expect(ash.lastMessage().text).toContain("Kept: Too little");
  expect(ash.lastMessage().text).toContain("3");

  const birch = world.newcomer("birch");
  await birch.slash("/urge", { intensity: 8, place: "home" });
  await agree(birch);
  await birch.click("Go on");
  await birch.select("My guess for in 15 minutes", "9");
  await birch.slash("/progress");
  expect(birch.lastMessage().text).not.toBe("");
  expect(world.complaints).toEqual([]);
});

it("asks again after a restart, and keeps nothing twice", async () => {
  await using world = await startEvening();
  const ash = world.newcomer("ash");
  await ash.slash("/checkin", { state: "within" });
  await agree(ash);
  await world.restart();
  await ash.click("Go on");
  await ash.click("Too much");
  expect(ash.lastMessage().text).toContain("Kept: Too much");
  expect(await world.bot().controlled.rows("record", 10)).toMatchObject({ rows: [{ kind: "checkin" }] });
});

it("keeps nothing of it without a yes", async () => {
  await using world = await startEvening();
  for (const no of ["Not now", "I’m under 18"]) {
    const member = world.newcomer(no === "Not now" ? "cedar" : "dogwood");
    await member.slash("/checkin", { state: "within" });
    await member.click(no);
    await member.slash("/checkin");
    await agree(member);
    await member.click("Go on");
    expect(member.lastMessage().text).not.toContain("Kept");
  }
  expect(await world.bot().controlled.rows("record", 10)).toMatchObject({ rows: [] });
});

it("looks at typed words for danger as ever", async () => {
  await using world = await startEvening();
  const ash = world.newcomer("ash");
  await ash.slash("/urge", { intensity: 8, thought: "I want to kill myself" });
  await agree(ash);
  await ash.click("Go on");
  expect(ash.lastMessage().text).toContain("Those words sounded heavy");
});
