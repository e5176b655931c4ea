/** What a monitoring system sees of a running bot, and of one that Discord has thrown out. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { launch } from "#test/live-bot.ts";

it("shows health and figures that say nothing of who did what, and sees a dead gateway", async () => {
  const folder = mkdtempSync(join(tmpdir(), "thaw-watch-"));
  await using sandbox = await startSandbox({});
  const port = await freePort();
  const place = { sandbox, folder, url: `file:${join(folder, "thaw.db")}` };
  const bot = await launch(place, { PORT: String(port) });
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers });
  expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([200, 200]);

  await sandbox.member("ash").slash("/help-now");
  const figures = async () => (await get("/metrics")).text();
  await expect.poll(figures).toMatch(/thaw_answers_total\{kind="command",outcome="answered"\} 1/);
  const text = await figures();
  expect(text).toMatch(/thaw_shard_up\{shard="0"\} 1/);
  expect(text).toMatch(/thaw_servers 1\b/);
  expect(text).toMatch(/thaw_database_up 1/);
  expect(text).not.toContain("help-now");
  expect((await get("/metrics", { "X-Forwarded-For": "203.0.113.9" })).status).toBe(404);

  sandbox.core.gateway.closeAll(4004, "Authentication failed.");
  expect(await bot.ended).toMatchObject({ code: 1, why: expect.stringContaining("DISCORD_TOKEN") });
  expect([(await get("/healthz")).status, (await get("/readyz")).status]).toEqual([503, 503]);
  expect(await figures()).toMatch(/thaw_shard_up\{shard="0"\} 0/);
  await bot.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
