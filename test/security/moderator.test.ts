/** What a moderator cannot do, however they try: see a person, sign anybody up, hand out a drill, lift a cap, end help. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emptyPlan } from "#core/plan.ts";
import { loadCommands } from "#discord/load-commands.ts";
import type { Member } from "#sandbox/driver/member.ts";
import { monday } from "#test/storage/harness.ts";
import { startWorld, type World } from "#test/world.ts";

let world: World;
let mo: Member;
let ash: Member;
/** A message of mo's panel, and of a DM that only ash has. */
let panel: string;

const q = () => world.bot().store;
const words = "the kettle nobody knows of";

beforeAll(async () => {
  world = await startWorld({ at: "2026-03-02T15:00:00Z" });
  mo = world.moderator("mo");
  ash = await world.member("ash", { evening: true });
  await ash.slash("/checkin", { state: "too-much", urge: 9 });
  const plan = { ...emptyPlan, people: [{ id: "l1", name: words }] };
  await q().asMember(ash.id, (t) =>
    t.records.add("plan", { id: "plan-1", at: monday, localDate: "2026-03-02", body: plan }),
  );
  await mo.slash("/server setup", { zone: "Europe/London" });
  panel = mo.lastMessage().id;
  await mo.slash("/schedule add");
  await mo.click("Save");
  await world.pass({ days: 1 });
}, 60_000);
afterAll(() => world[Symbol.asyncDispose]());

/** Everything a moderator is ever shown. */
async function everything(): Promise<string> {
  const shown: string[] = [];
  for (const command of [
    "/server setup",
    "/server insights",
    "/server audit",
    "/server health",
    "/server drills list",
    "/schedule list",
  ]) {
    await mo.slash(command);
    shown.push(JSON.stringify(mo.lastMessage()));
  }
  return shown.join("\n");
}

describe("a moderator", () => {
  it("is shown nobody: no name, no answer, no word, no count that tells of one", async () => {
    const shown = await everything();
    for (const secret of [ash.id, ash.handle, words, "too-much", "Too much"])
      expect(shown).not.toContain(secret);
    expect(shown).toContain("Never a person");
  });

  it("has no command that takes a member", async () => {
    const all = [...(await loadCommands()).values()].filter(({ needs }) => needs === "moderator");
    const commands = all.flatMap(({ data }) => data?.toJSON() ?? []);
    expect(commands.map(({ name }) => name).toSorted()).toEqual(["schedule", "server"]);
    // Options of type 6 and 9 would name a person.
    expect(JSON.stringify(commands)).not.toMatch(/"type":(6|9)[,}]/);
  });

  it("cannot sign anybody up: joining is done for whoever presses", async () => {
    const [schedule] = await q().tx((t) => t.schedules.ofGuild(guildId()));
    const { id } = schedule!;
    await mo.press({ messageId: panel, customId: `1:schedule:join:${id}:${ash.id}` });
    expect(await q().tx((t) => t.subscriptions.find(id, ash.id))).toBeUndefined();
  });

  it("cannot open, answer or hand over a drill for another", async () => {
    await mo.press({ messageId: panel, customId: `1:drill:group:${ash.id}` });
    await mo.press({ messageId: panel, customId: `1:server:assign:${ash.id}` });
    expect(mo.lastMessage().text).toContain("older version");
    expect(await q().asMember(ash.id, (t) => t.records.list("drill"))).toEqual([]);
  });

  it("cannot lift a member's cap, pause or quiet hours", async () => {
    const before = await q().tx((t) => t.people.find(ash.id));
    for (const id of ["cap:9", `cap:9:${ash.id}`, `pause:${ash.id}`, `quiet:${ash.id}`])
      await mo.press({ messageId: panel, customId: `1:settings:${id}` }).catch(() => undefined);
    expect(await q().tx((t) => t.people.find(ash.id))).toEqual(before);
  });

  it("cannot switch help off: a feature of that name is none", async () => {
    await mo.slash("/server setup");
    await mo.click("On and off");
    await mo.select("What is on", []);
    await ash.slash("/help-now");
    expect(ash.lastMessage().text).toContain("In danger now");
    const settings = await q().tx((t) => t.guilds.find(guildId()));
    expect(settings?.settings.off).toEqual(["together", "own-drills", "reach-me", "insights"]);
  });

  it("is no moderator any more once the role is gone: the old panel does nothing", async () => {
    const { world: made } = world.sandbox;
    const membership = made.member(guildId(), mo.id);
    const roles = membership!.roles.splice(0);
    await mo.press({ messageId: panel, customId: "1:server:page:channels" });
    expect(mo.lastMessage().text).toContain("may manage the server");
    await mo.press({ messageId: panel, customId: "1:server:no-duty" });
    expect(mo.lastMessage().text).toContain("may manage the server");
    membership!.roles.push(...roles);
  });

  it("leaves a trace with each change", async () => {
    const entries = await q().tx((t) => t.audit.ofGuild(guildId(), 50));
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(["server-zone", "server-settings", "schedule-add"]));
    for (const { actorId } of entries) expect(actorId).toBe(mo.id);
  });
});

const guildId = (): string => [...world.sandbox.world.guilds.values()].find(({ hasBot }) => hasBot)!.id;
