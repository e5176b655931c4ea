import { afterEach, beforeEach, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { untouchedGuildJson } from "#sandbox/world/grown-json.ts";
import { renderGuildCreate } from "#sandbox/world/render.ts";
import { call, identified } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({
    scene: "empty",
    rateLimits: false,
    frozen: true,
    now: "2026-03-02T21:00:00Z",
  });
});
afterEach(() => sandbox.close());

it("grows twenty thousand servers without keeping them", () => {
  const land = sandbox.world.grow({ guilds: 20_000, channels: 50, roles: 50 });
  expect([...sandbox.world.botGuildIds()]).toHaveLength(20_000);
  expect(new Set(land.guildIds()).size).toBe(20_000);
  expect([sandbox.world.guilds.size, sandbox.world.channels.size]).toEqual([0, 0]);
});

it("writes a server from its template as it would from the server itself", () => {
  const land = sandbox.world.grow({ guilds: 3, channels: 4, roles: 2, members: 7 });
  for (const id of land.guildIds()) {
    const quick = untouchedGuildJson(sandbox.world, id) ?? "";
    const guild = land.guild(id);
    const beside = { ...sandbox.world, channel: land.channel };
    expect(JSON.parse(quick)).toEqual(guild && JSON.parse(JSON.stringify(renderGuildCreate(beside, guild))));
    expect(JSON.parse(quick)).toMatchObject({
      member_count: 8,
      owner_id: land.userId(land.indexOf(id) ?? 0, 0),
    });
  }
  expect(sandbox.world.channels.size).toBe(0);
});

it("gives each server, channel and person ids of its own, over several growths", () => {
  const lands = [
    sandbox.world.grow({ guilds: 3, channels: 2, members: 2 }),
    sandbox.world.grow({ guilds: 3, channels: 2, members: 2 }),
  ];
  const ids = lands.flatMap((land) =>
    [0, 1, 2].flatMap((n) => [
      land.guildId(n),
      land.channelId(n, 0),
      land.channelId(n, 1),
      land.userId(n, 0),
      land.userId(n, 1),
    ]),
  );
  expect(new Set(ids).size).toBe(ids.length);
});

it("serves what is asked for, and keeps only that", async () => {
  const land = sandbox.world.grow({ guilds: 100, channels: 5, roles: 3, members: 10 });
  const guild = land.guildId(42);
  expect((await call(sandbox, "GET", `/guilds/${guild}`)).body).toMatchObject({
    id: guild,
    name: "Server 42",
  });
  expect((await call(sandbox, "GET", `/guilds/${guild}/roles`)).body).toHaveLength(5);
  expect((await call(sandbox, "GET", `/guilds/${guild}/members/${land.userId(42, 3)}`)).status).toBe(200);
  expect((await call(sandbox, "GET", `/guilds/${guild}/members/${land.userId(41, 3)}`)).body.code).toBe(
    10007,
  );
  const said = await call(sandbox, "POST", `/channels/${land.channelId(42, 4)}/messages`, { content: "x" });
  expect(said.status).toBe(200);
  expect([...sandbox.world.guilds.keys()]).toEqual([guild]);
});

it("writes to people in grown servers, and to nobody beyond them", async () => {
  const land = sandbox.world.grow({ guilds: 2, members: 2 });
  const write = async (recipient_id: string) => {
    const opened = await call(sandbox, "POST", "/users/@me/channels", { recipient_id });
    return call(sandbox, "POST", `/channels/${String(opened.body.id)}/messages`, { content: "x" });
  };
  expect((await write(land.userId(1, 1))).status).toBe(200);
  expect((await write(land.userId(2, 0))).status).toBe(404);
});

it("tells a bot of all of them", async () => {
  const land = sandbox.world.grow({ guilds: 50, channels: 2, roles: 1 });
  await using gateway = await identified(sandbox);
  const seen = new Set<string>();
  while (seen.size < 50) seen.add(((await gateway.event("GUILD_CREATE")).d as { id: string }).id);
  expect(seen).toEqual(new Set(land.guildIds()));
});
