import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

it("leads to help from the first question, and back to it from there", async () => {
  await using world = await startWorld({ at: "2026-03-02T17:00:00Z" });
  const ash = await world.member("ash");
  await ash.slash("/lapse");
  const asked = ash.lastMessage().text;
  await ash.click("I’m not sure");
  expect(ash.lastMessage().text).not.toBe(asked);
  await ash.click("Back");
  expect(ash.lastMessage().text).toBe(asked);
  await ash.click("I’m safe");
  expect(ash.lastMessage().text).toContain("What was there before?");
});
