/** A bot under test beside its driver, each in a process of its own. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Order } from "./drive.ts";

const root = join(import.meta.dirname, "../..");

export interface BenchBot {
  readyMs: number;
  /** Resident memory now, MB. */
  memoryMb(): number;
  drive(order: Order): Promise<{ latencies: number[]; failed: number }>;
  close(): Promise<void>;
}

export interface BenchBotOptions {
  script: "src/main.ts" | "bench/commands/bare-bot.ts";
  guilds?: number;
  /** Fills the database before the bot starts. */
  fill?(folder: string): Promise<void>;
}

const next = async <T>(child: ChildProcess): Promise<T> => (await once(child, "message"))[0] as T;

export async function startBenchBot({ script, guilds = 0, fill }: BenchBotOptions): Promise<BenchBot> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-load-"));
  await fill?.(folder);
  const driver = fork(join(root, "bench/load/drive.ts"), [String(guilds)]);
  const { api, token } = await next<{ api: string; token: string }>(driver);
  const env = {
    ...process.env,
    DISCORD_API: api,
    DISCORD_TOKEN: token,
    DATA_DIR: folder,
    LOG_LEVEL: "fatal",
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
  };
  const started = performance.now();
  const bot = fork(join(root, script), { env });
  await next(bot);
  const readyMs = performance.now() - started;
  await pause(3000);
  return {
    readyMs,
    memoryMb() {
      const status = readFileSync(`/proc/${bot.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
    },
    drive(order) {
      driver.send(order);
      return next(driver);
    },
    async close() {
      for (const child of [bot, driver]) {
        child.kill();
        await once(child, "exit");
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
