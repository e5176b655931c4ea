/** A new process takes over from a running one on PostgreSQL while members go on pressing. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import { launch } from "#test/live-bot.ts";
import { freshDatabase, recycleDatabase } from "#test/postgres.ts";

it("answers every press once, through the change of processes", async () => {
  const url = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "thaw-rolling-"));
  await using sandbox = await startSandbox({});
  const place = { sandbox, url, folder };
  const old = await launch(place);
  await expect(launch(place)).rejects.toMatchObject({ code: "shards-taken" });

  const ash = sandbox.member("ash");
  const answers: string[] = [];
  const pressing = { on: true };
  const presses = (async () => {
    while (pressing.on) {
      await ash.slash("/help");
      answers.push(ash.lastMessage().text);
      await pause(150);
    }
  })();

  const next = await launch(place, { TAKE_OVER: "1" });
  expect(await old.ended).toEqual({ code: 0, why: "Another process took over." });
  await old.stop();
  await pause(500);
  pressing.on = false;
  await presses;
  expect(answers.length).toBeGreaterThan(10);
  expect(answers.every((text) => text.length > 50)).toBe(true);
  expect(sandbox.violations()).toEqual([]);
  await expect(launch(place)).rejects.toMatchObject({ code: "shards-taken" });
  await next.stop();
  rmSync(folder, { recursive: true, force: true });
  await recycleDatabase(url);
});
