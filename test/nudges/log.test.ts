import { setTimeout as sleep } from "node:timers/promises";
import { schedule } from "node-cron";
import { expect, it, vi } from "vitest";
import { cronLogger } from "#nudges/log.ts";

it("keeps node-cron out of the terminal, and its errors in the log", async () => {
  const terminal = (["log", "info", "warn", "error"] as const).map((way) =>
    vi.spyOn(console, way).mockImplementation(() => undefined),
  );
  const log = { error: vi.fn<(data: object, message: string) => void>() };
  let runs = 0;
  const task = schedule(
    "* * * * * *",
    async () => {
      runs += 1;
      if (runs === 1) throw new Error("no such luck");
      await sleep(2500);
    },
    { noOverlap: true, logger: cronLogger(log) },
  );
  const skipped = new Promise((resolve) => task.on("execution:overlap", resolve));
  await skipped;
  await task.destroy();
  expect(log.error).toHaveBeenCalledExactlyOnceWith({ err: new Error("no such luck") }, "a timer failed");
  for (const way of terminal) {
    expect(way).not.toHaveBeenCalled();
    way.mockRestore();
  }
}, 20_000);
