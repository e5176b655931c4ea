import { REST, Routes } from "discord.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { call, channelId, identified, openGateway } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

const path = () => `/channels/${channelId(sandbox)}/messages`;
const say = () => call(sandbox, "POST", path(), { content: "x" });

describe("a fault", () => {
  it("answers so many requests with its status, then no more", async () => {
    sandbox.faults.set({ kind: "status", status: 502, times: 2 });
    expect([(await say()).status, (await say()).status, (await say()).status]).toEqual([502, 502, 200]);
    expect(sandbox.faults.list()).toEqual([]);
  });

  it("hits only the routes it names", async () => {
    sandbox.faults.set({ kind: "status", status: 500, route: "POST /channels/*/messages" });
    expect((await say()).status).toBe(500);
    expect((await call(sandbox, "GET", "/users/@me")).status).toBe(200);
    sandbox.faults.clear();
    expect((await say()).status).toBe(200);
  });

  it("of the rate limiter says how long to wait", async () => {
    sandbox.faults.set({ kind: "status", status: 429, times: 1, retryAfter: 0.2 });
    const refused = await say();
    expect(refused).toMatchObject({
      status: 429,
      body: { message: "You are being rate limited.", retry_after: 0.2, global: false },
    });
    expect(refused.headers.get("retry-after")).toBe("0.200");
  });

  it("of a slow Discord answers late and right", async () => {
    sandbox.faults.set({ kind: "slow", ms: 60, times: 1 });
    const from = performance.now();
    expect((await say()).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(55);
  });

  it("of a cut carries the request out and never says so", async () => {
    sandbox.faults.set({ kind: "cut", times: 1 });
    await expect(say()).rejects.toThrow("fetch failed");
    expect(sandbox.member("ash").messages("check-ins")).toHaveLength(1);
  });

  it("of a hang never answers", async () => {
    sandbox.faults.set({ kind: "hang", times: 1 });
    const asked = fetch(`${sandbox.api}/v10/users/@me`, { signal: AbortSignal.timeout(100) });
    await expect(asked).rejects.toThrow("timeout");
    expect((await say()).status).toBe(200);
  });

  it("is no violation of the bot's", async () => {
    sandbox.faults.set({ kind: "status", status: 500, times: 1 });
    await say();
    expect(sandbox.violations()).toEqual([]);
    expect(sandbox.log.entries().findLast((entry) => entry.kind === "request")).toMatchObject({
      fault: "status",
      status: 500,
    });
  });
});

it("is wholly down, and back", async () => {
  const gateway = await identified(sandbox);
  sandbox.faults.set({ kind: "down" });
  expect(await gateway.closed).toBe(4000);
  expect((await say()).status).toBe(503);
  expect(await openGateway(sandbox).closed).toBe(1006);
  sandbox.faults.clear();
  expect((await say()).status).toBe(200);
  await using back = await identified(sandbox);
  expect(back.frames[0]?.op).toBe(10);
});

it("turns a live connection into a zombie that acknowledges nothing", async () => {
  await using gateway = await identified(sandbox);
  sandbox.core.gateway.fault("zombie");
  gateway.send(1, 1);
  sandbox.member("ash").leave("The Thaw");
  await call(sandbox, "GET", "/users/@me");
  expect(gateway.frames.filter((frame) => frame.op === 11)).toEqual([]);
});

describe("rate limits", () => {
  it("count by route and channel, and say what is left", async () => {
    const answers = [];
    for (let n = 0; n < 6; n++) answers.push(await say());
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers.map(({ headers }) => headers.get("x-ratelimit-remaining"))).toEqual([
      "4",
      "3",
      "2",
      "1",
      "0",
      "0",
    ]);
    const [first, , , , , last] = answers;
    expect(first?.headers.get("x-ratelimit-limit")).toBe("5");
    expect(Number(first?.headers.get("x-ratelimit-reset-after"))).toBeCloseTo(5, 0);
    expect(first?.headers.get("x-ratelimit-bucket")).toMatch(/^[0-9a-f]{16}$/);
    expect(last?.body).toMatchObject({ global: false, retry_after: expect.any(Number) });
    expect(Number(last?.body.retry_after)).toBeGreaterThan(4);
    const elsewhere = await call(sandbox, "POST", `/channels/${channelId(sandbox, "evening")}/messages`, {
      content: "x",
    });
    expect(elsewhere.status).toBe(200);
  });

  it("hold fifty a second for the bot as a whole, interactions apart", async () => {
    const all = await Promise.all(Array.from({ length: 60 }, () => call(sandbox, "GET", "/users/@me")));
    const refused = all.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    expect(refused[0]?.body).toMatchObject({ global: true });
    expect(refused[0]?.headers.get("x-ratelimit-global")).toBe("true");
    expect((await call(sandbox, "POST", "/interactions/1/x/callback", {}, { token: null })).status).toBe(404);
    expect(sandbox.limits.stats()).toMatchObject({ refused: 10, peakPerSecond: 60 });
  });

  it("can be switched off", async () => {
    sandbox.limits.enabled = false;
    const all = await Promise.all(Array.from({ length: 60 }, say));
    expect(all.every(({ status }) => status === 200)).toBe(true);
  });

  it("are kept by discord.js without a refusal", async () => {
    const rest = new REST({ api: sandbox.api }).setToken(sandbox.token);
    const before = sandbox.limits.stats().refused;
    for (let n = 0; n < 5; n++)
      await rest.post(Routes.channelMessages(channelId(sandbox)), { body: { content: `${n}` } });
    expect(sandbox.limits.stats().refused).toBe(before);
    expect(sandbox.violations()).toEqual([]);
  });
});
