/** `npm start` as an operator sees it: on Discord, and with something in the way, which is one sentence each and a code. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";

const folder = mkdtempSync(join(tmpdir(), "thaw-start-"));
afterAll(() => rmSync(folder, { recursive: true }));

const script = join(import.meta.dirname, "../../scripts/start.ts");

/** @param until what it has to say before it is asked to stop; without it, it ends by itself */
function start(env: Record<string, string>, until?: string): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env["PATH"] ?? "", DATA_DIR: folder, ...env },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      said += chunk;
      if (until !== undefined && said.includes(until)) child.kill("SIGTERM");
    });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, said })));
}

it("says where it is once it is on Discord, and ends well when it is asked to", async () => {
  await using sandbox = await startSandbox({});
  const live = { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.api, DATA_DIR: join(folder, "live") };
  const { code, said } = await start({ ...live, LOG_LEVEL: "error" }, "Ctrl+C");
  expect(said).toMatch(/^\nThaw is on Discord as Thaw#\d+, in one server\. Stop it with Ctrl\+C\.\n\n$/);
  expect(code).toBe(0);
});

it("lists every fault of the settings, the sandbox's among them, before it starts anything", async () => {
  const { code, said } = await start({ SANDBOX_PORT: "abc", LOG_LEVEL: "loud" });
  expect(said).toMatch(/^The configuration has 2 faults:\n  SANDBOX_PORT .*\n  LOG_LEVEL .*\n$/);
  expect(code).toBe(1);
  expect(existsSync(join(folder, "sandbox"))).toBe(false);
});

it("says that the folder for its data cannot be made", async () => {
  for (const place of ["/proc/thaw/data", join(script, "data")]) {
    const { code, said } = await start({ DATA_DIR: place });
    expect(said).toContain(`DATA_DIR: ${place}/sandbox cannot be made (E`);
    expect(said.trim().split("\n")).toHaveLength(2);
    expect(code).toBe(1);
  }
  const live = { DISCORD_TOKEN: "a.b.c", DISCORD_API: "http://127.0.0.1:9/api", DATA_DIR: "/proc/thaw/data" };
  const { code, said } = await start(live);
  expect(said).toContain("/proc/thaw/data/thaw.db cannot be opened: E");
  expect(code).toBe(1);
}, 60_000);

it("says that the port of its page is taken", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  const { code, said } = await start({ SANDBOX_PORT: String(port) });
  other.close();
  expect(said).toBe(`Port ${port} is taken by another program. Choose another one, then start again.\n`);
  expect(code).toBe(1);
});

it("ends with the bot's own code when its database is no database", async () => {
  mkdirSync(join(folder, "sandbox"), { recursive: true });
  const file = join(folder, "sandbox/thaw.db");
  writeFileSync(file, "not a database, but somebody's letter");
  const { code, said } = await start({});
  expect(said.split("\n")).toEqual([expect.stringContaining(`${file} is damaged or is no database`), ""]);
  expect(code).toBe(1);
});
