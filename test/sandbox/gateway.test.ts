import { inflateSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Client, Events, GatewayIntentBits } from "discord.js";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { shardOf } from "#sandbox/snowflake.ts";
import { createChannel } from "#sandbox/world/channels.ts";
import type { Guild } from "#sandbox/world/entities.ts";
import { addBot, removeBot } from "#sandbox/world/members.ts";
import { identified, openGateway } from "./raw-bot.ts";
import type { Frame, RawGateway } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: false });
});
afterEach(() => sandbox.close());

const guild = () => [...sandbox.world.guilds.values()].find((one) => one.name === "The Thaw") as Guild;
const hello = async (query?: string) => {
  const gateway = openGateway(sandbox, query);
  await gateway.next((frame) => frame.op === 10);
  return gateway;
};
const session = (ready: Frame) => (ready.d as { session_id: string }).session_id;
const identifying = (more: object = {}) => ({ token: sandbox.token, intents: 1, properties: {}, ...more });

describe("the gateway greets", () => {
  it("with HELLO, READY and one GUILD_CREATE for each server", async () => {
    await using gateway = await hello();
    gateway.send(2, identifying());
    const ready = await gateway.event("READY");
    expect(ready).toMatchObject({
      s: 1,
      d: {
        v: 10,
        user: { bot: true },
        guilds: [{ id: guild().id, unavailable: true }],
        application: { id: sandbox.applicationId },
      },
    });
    const created = await gateway.event("GUILD_CREATE");
    expect(created.d).toMatchObject({
      id: guild().id,
      member_count: 10,
      members: [{ user: { id: sandbox.applicationId } }],
    });
  });

  it("without servers when the intent for them is missing", async () => {
    await using gateway = await identified(sandbox, { intents: 0 });
    gateway.send(1, null);
    await gateway.next((frame) => frame.op === 11);
    expect(gateway.frames.filter((frame) => frame.t === "GUILD_CREATE")).toEqual([]);
  });

  it("each shard with its own servers", async () => {
    const land = sandbox.world.grow({ guilds: 6, channels: 1, roles: 0 });
    const seen: string[] = [];
    for (const shard of [0, 1]) {
      await using gateway = await hello();
      gateway.send(2, identifying({ shard: [shard, 2] }));
      const { guilds } = (await gateway.event("READY")).d as { guilds: { id: string }[] };
      expect(guilds.every(({ id }) => shardOf(id, 2) === shard)).toBe(true);
      seen.push(...guilds.map(({ id }) => id));
    }
    expect(new Set(seen)).toEqual(new Set([guild().id, ...land.guildIds()]));
  });

  it("compressed, when that was asked for", async () => {
    await using gateway = openGateway(sandbox);
    const binary = new Promise<Buffer>((resolve) => {
      gateway.socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (isBinary) resolve(data);
        else if (String(data).includes('"op":10')) gateway.send(2, identifying({ compress: true }));
      });
      // The text parser of this client cannot read what is compressed.
      gateway.socket.removeAllListeners("message");
      gateway.socket.on("message", (data: Buffer, isBinary: boolean) => {
        if (isBinary) resolve(data);
        else gateway.send(2, identifying({ compress: true }));
      });
    });
    expect(JSON.parse(inflateSync(await binary).toString("utf8"))).toMatchObject({ t: "READY" });
  });
});

describe("the gateway closes", () => {
  const closes = async (code: number, act: (gateway: RawGateway) => void, query?: string) => {
    const gateway = openGateway(sandbox, query);
    if (query === undefined) await gateway.next((frame) => frame.op === 10);
    act(gateway);
    expect(await gateway.closed).toBe(code);
  };

  it("with 4004 for a wrong token", () =>
    closes(4004, (gateway) => gateway.send(2, identifying({ token: "x" }))));
  it("with 4003 before IDENTIFY", () => closes(4003, (gateway) => gateway.send(3, {})));
  it("with 4001 for an unknown opcode", () => closes(4001, (gateway) => gateway.send(99)));
  it("with 4002 for what cannot be read", () => closes(4002, (gateway) => gateway.socket.send("{")));
  it("with 4010 for a shard that cannot be", () =>
    closes(4010, (gateway) => gateway.send(2, identifying({ shard: [2, 2] }))));
  it("with 4013 for unknown intents", () =>
    closes(4013, (gateway) => gateway.send(2, identifying({ intents: 1 << 30 }))));
  it("with 4014 for intents that are not switched on", () =>
    closes(4014, (gateway) => gateway.send(2, identifying({ intents: 1 << 15 }))));
  it("with 4012 for an old version", () => closes(4012, () => undefined, "?v=6&encoding=json"));

  it("with 4005 for a second IDENTIFY", async () => {
    const gateway = await identified(sandbox);
    gateway.send(2, identifying());
    expect(await gateway.closed).toBe(4005);
  });

  it("with 4011 for more servers than a shard holds", async () => {
    sandbox.world.grow({ guilds: 2501 });
    await closes(4011, (gateway) => gateway.send(2, identifying()));
  });

  it("with 4008 for more than 120 frames a minute", async () => {
    const gateway = await identified(sandbox);
    for (let n = 0; n < 120; n++) gateway.send(1, null);
    expect(await gateway.closed).toBe(4008);
  });

  it("with 4007 for a number it never reached", async () => {
    const first = await hello();
    first.send(2, identifying());
    const ready = await first.event("READY");
    first.socket.terminate();
    const again = await hello();
    again.send(6, { token: sandbox.token, session_id: session(ready), seq: 999 });
    expect(await again.closed).toBe(4007);
  });

  it("with 4009 when heartbeats stay away", async () => {
    await using hasty = await startSandbox({ heartbeatMs: 20 });
    const gateway = openGateway(hasty);
    expect(await gateway.closed).toBe(4009);
  });
});

describe("a lost session", () => {
  it("is resumed with what was missed, in order and once", async () => {
    const first = await hello();
    first.send(2, identifying());
    const ready = await first.event("READY");
    const created = await first.event("GUILD_CREATE");
    first.socket.terminate();
    await first.closed;
    await expect.poll(() => sandbox.core.gateway.online()).toBe(false);
    createChannel(sandbox.core.stage, guild(), { name: "one" });
    createChannel(sandbox.core.stage, guild(), { name: "two" });

    await using again = await hello();
    again.send(6, { token: sandbox.token, session_id: session(ready), seq: created.s });
    await again.event("RESUMED");
    expect(again.frames.slice(1).map((frame) => [frame.t, frame.s])).toEqual([
      ["CHANNEL_CREATE", 3],
      ["CHANNEL_CREATE", 4],
      ["RESUMED", 5],
    ]);
  });

  it("is not resumed when it is unknown, or was closed for good", async () => {
    const first = await hello();
    first.send(2, identifying());
    const ready = await first.event("READY");
    first.socket.close(1000);
    await first.closed;
    for (const id of ["nobody", session(ready)]) {
      await using again = await hello();
      again.send(6, { token: sandbox.token, session_id: id, seq: 1 });
      expect(await again.next((frame) => frame.op === 9)).toMatchObject({ d: false });
    }
  });

  it("is not resumed with a wrong token", async () => {
    await using first = await identified(sandbox);
    const again = await hello();
    again.send(6, { token: "x", session_id: "y", seq: 1 });
    expect(await again.closed).toBe(4004);
    expect(first.socket.readyState).toBe(first.socket.OPEN);
  });
});

describe("events", () => {
  it("of members go to those who asked for them", async () => {
    await using open = await startSandbox({ privileged: ["members"] });
    await using curious = await identified(open, { intents: 3 });
    await using modest = await identified(open, { intents: 1 });
    open.member("ash").leave();
    await curious.event("GUILD_MEMBER_REMOVE");
    modest.send(1, null);
    await modest.next((frame) => frame.op === 11);
    expect(modest.frames.filter((frame) => frame.t?.startsWith("GUILD_MEMBER"))).toEqual([]);
  });

  it("of messages come with words only when that intent is on", async () => {
    await using open = await startSandbox({ privileged: ["content"] });
    await using reads = await identified(open, { intents: 1 | (1 << 9) | (1 << 15) });
    await using listens = await identified(open, { intents: 1 | (1 << 9) });
    open.member("ash").say("words", { in: "evening" });
    expect((await reads.event("MESSAGE_CREATE")).d).toMatchObject({
      content: "words",
      member: {},
      guild_id: expect.any(String),
    });
    expect((await listens.event("MESSAGE_CREATE")).d).toMatchObject({ content: "" });
  });

  it("of DMs go to shard 0, with their words", async () => {
    await using gateway = await identified(sandbox, { intents: 1 << 12 });
    sandbox.member("ash").say("words", { in: "dm" });
    expect((await gateway.event("MESSAGE_CREATE")).d).toMatchObject({ content: "words" });
  });

  it("tell of servers that come and go, and of channels", async () => {
    await using gateway = await identified(sandbox);
    removeBot(sandbox.core.stage, guild());
    expect((await gateway.event("GUILD_DELETE")).d).toEqual({ id: guild().id });
    await gateway.event("GUILD_CREATE");
    addBot(sandbox.core.stage, guild(), 0n);
    expect((await gateway.event("GUILD_CREATE")).d).toMatchObject({ id: guild().id });
  });

  it("answer a question for members by their ids", async () => {
    await using gateway = await identified(sandbox);
    const { id } = sandbox.member("ash");
    gateway.send(8, { guild_id: guild().id, user_ids: [id, "1"], limit: 0, nonce: "n" });
    expect((await gateway.event("GUILD_MEMBERS_CHUNK")).d).toMatchObject({
      members: [{ user: { username: "ash" } }],
      not_found: ["1"],
      nonce: "n",
    });
  });
});

it("takes one IDENTIFY in five seconds where that limit is on", async () => {
  await using strict = await startSandbox({ limitIdentify: true });
  await using first = await identified(strict);
  await using second = openGateway(strict);
  await second.next((frame) => frame.op === 10);
  second.send(2, { token: strict.token, intents: 1, properties: {} });
  expect(await second.next((frame) => frame.op === 9)).toMatchObject({ d: false });
  expect(first.socket.readyState).toBe(first.socket.OPEN);
});

describe("discord.js", () => {
  async function connected() {
    const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: sandbox.api } });
    client.on(Events.Error, () => undefined);
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(sandbox.token);
    await ready;
    return client;
  }
  const resumes = (client: Client) =>
    new Promise<void>((resolve) => client.once(Events.ShardResume, () => resolve()));

  it.each(["drop", "reconnect", "invalid_session_resumable"] as const)(
    "resumes after %s and misses nothing",
    async (what) => {
      const client = await connected();
      const resumed = resumes(client);
      sandbox.core.gateway.fault(what);
      const made = new Promise<string>((resolve) =>
        client.once(Events.ChannelCreate, (channel) => resolve(channel.name)),
      );
      createChannel(sandbox.core.stage, guild(), { name: "meanwhile" });
      await resumed;
      expect(await made).toBe("meanwhile");
      await client.destroy();
    },
  );

  it("identifies anew after an invalid session", async () => {
    const client = await connected();
    const ready = new Promise<void>((resolve) => client.once(Events.ShardReady, () => resolve()));
    sandbox.core.gateway.fault("invalid_session");
    await ready;
    expect(sandbox.core.gateway.identifies()).toBe(2);
    await client.destroy();
  }, 15_000);
});
