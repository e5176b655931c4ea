import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { startBareBot } from "./bare-bot.ts";
import { call, channelId } from "./raw-bot.ts";

let folder: string;
let state: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sandbox-state-"));
  state = join(folder, "deep", "world.bin");
});
afterEach(() => rmSync(folder, { recursive: true }));

it("finds people, messages, files and time again after a restart", async () => {
  const before = await startSandbox({ state, now: "2030-01-01T00:00:00Z" });
  const ash = before.member("ash").id;
  before.member("vera", { zone: "Asia/Tokyo" }).say("hello", { in: "evening" });
  const files = [{ name: "a.txt", bytes: new TextEncoder().encode("words") }];
  await call(before, "POST", `/channels/${channelId(before)}/messages`, { content: "file" }, { files });
  await before.passTime({ days: 20 });
  await before.close();

  await using after = await startSandbox({ state });
  expect(after.member("ash").id).toBe(ash);
  expect(after.member("vera").user.zone).toBe("Asia/Tokyo");
  expect(after.member("ash").messages("evening")).toMatchObject([{ text: "hello" }]);
  expect(new Date(after.clock.now()).toISOString()).toMatch(/^2030-01-21T00:0/);
  const [attachment] = after.member("ash").lastMessage().attachments;
  expect(await (await fetch(attachment?.url ?? "")).text()).toBe("words");
});

it("lets a button be pressed that was there before the restart, and the same token be used", async () => {
  const before = await startSandbox({ state });
  const bot = await startBareBot(before);
  await before.member("ash").slash("/ping");
  await bot.client.destroy();
  await before.close();

  await using after = await startSandbox({ state });
  await using again = await startBareBot({ api: after.api, token: before.token });
  expect(await after.member("ash").click("Again")).toMatchObject({ kind: "update", text: "Pong again!" });
  expect(again.errors).toEqual([]);
});

it("puts aside what it cannot read, and starts anew", async () => {
  state = join(folder, "world.bin");
  writeFileSync(state, "no world");
  await using sandbox = await startSandbox({ state });
  expect(sandbox.member("ash").handle).toBe("ash");
  expect(existsSync(`${state}.old`)).toBe(true);
});
