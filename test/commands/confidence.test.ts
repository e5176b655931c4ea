import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

it("keeps eight numbers a month, each as it is picked, and shows then and now", async () => {
  await using world = await startWorld({ at: "2026-03-02T12:00:00Z" });
  const ash = await world.member("ash");
  await ash.slash("/progress", { chart: "confidence" });
  await ash.click("How sure am I now?");
  await ash.select("A quarrel", "30");
  await ash.select("Good feelings", "80");
  // Corrected on the same day: still one set of answers.
  await ash.select("A quarrel", "20");
  await ash.click("Then and now");
  expect(ash.lastMessage().text).toContain("Conflict: 20.");

  await world.pass({ days: 27 });
  await ash.click("How sure am I now?");
  await ash.select("Good feelings", "none");
  await world.pass({ days: 2 });
  await ash.slash("/progress", { chart: "confidence" });
  await ash.click("How sure am I now?");
  await ash.select("A quarrel", "50");
  await ash.click("Then and now");
  expect(ash.lastMessage().text).toContain("Conflict: 20 then, 50 now.");
  expect(ash.lastMessage().text).not.toContain("Good feelings");
});
