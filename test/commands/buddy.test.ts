import { expect, it } from "vitest";
import { startWorld } from "#test/world.ts";

it("offers people to name in a server, and says in a direct message where to do that", async () => {
  await using world = await startWorld({ at: "2026-03-02T17:00:00Z" });
  const ash = await world.member("ash");
  const birch = await world.member("birch");

  await ash.slash("/buddy", {}, { in: "dm" });
  expect(ash.lastMessage().text).toContain("type /buddy in a server you share");
  await expect(ash.select("Name somebody", birch.id)).rejects.toMatchObject({ reason: "no-select" });

  await ash.slash("/buddy", {}, { in: "welcome" });
  expect(ash.lastMessage().text).not.toContain("type /buddy in a server");
  await ash.select("Name somebody", birch.id);
  expect(ash.lastMessage().text).toContain("You named");
});
