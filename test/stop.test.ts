/** The bot as a process of its own that is told to end, as by a terminal or a service manager. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";

it("starts on an env file with empty lines, says when it is ready, and ends in good order when told twice", async () => {
  await using sandbox = await startSandbox({});
  const folder = mkdtempSync(join(tmpdir(), "thaw-stop-"));
  const bot = fork(join(import.meta.dirname, "../src/main.ts"), {
    env: { ...emptyLines(), DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.api, DATA_DIR: folder },
    execArgv: [],
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let said = "";
  bot.stdout?.on("data", (text: Buffer) => (said += text.toString()));
  await once(bot, "message");

  const ended = once(bot, "exit");
  bot.kill("SIGINT");
  bot.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(said).toContain('"servers":1,"shards":[0],"msg":"Thaw is ready"');
  rmSync(folder, { recursive: true, force: true });
});

/** What Docker makes of `.env.example`. */
function emptyLines(): Record<string, string> {
  const text = readFileSync(join(import.meta.dirname, "../.env.example"), "utf8");
  return Object.fromEntries([...text.matchAll(/^(\w+)=$/gm)].map(([, name = ""]) => [name, ""]));
}
