import { expect, it } from "vitest";
import type { Member } from "#sandbox/driver/member.ts";
import { startWorld, type World } from "#test/world.ts";

/** Members of the server, more than the made-up one has. */
async function members(world: World, count: number): Promise<Member[]> {
  const found: Member[] = [];
  for (let index = 0; index < count; index++) {
    const member = world.newcomer(`m${index}`);
    await member.slash("/checkin");
    await member.click("Yes, and I’m 18 or over");
    await member.slash("/settings", { zone: "Europe/Berlin" });
    found.push(member);
  }
  return found;
}

it("tells at the next day's post how many were there, and by the week how many checked in", async () => {
  await using world = await startWorld({ at: "2026-03-02T06:00:00Z" });
  const robin = world.moderator("robin");
  await robin.slash("/server setup", { zone: "Europe/Berlin" });
  const { schedules } = world.bot().app;
  const by = { id: robin.id, guildId: robin.guildId(), locale: "en" };
  console.log(by, schedules);
  const all = await members(world, 12);
  console.log(all.length);
});
