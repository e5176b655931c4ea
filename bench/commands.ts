/**
 * What the bot adds to a command (a durable, sealed write included), how soon it is ready, and what it weighs at rest:
 * beside a bare discord.js bot that only replies, in the same run.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, round, type Suite } from "./suite.ts";

const root = join(import.meta.dirname, "..");
const members = 200;
const rounds = 5;
/** First answers, while the code is still being compiled. */
const warmUp = 300;

interface Figures {
  latencies: number[];
  readyMs: number;
  restMb: number;
}

interface SandboxReady {
  api: string;
  token: string;
  controlUrl: string;
  controlSecret: string;
}

const next = async <T>(child: ChildProcess): Promise<T> => (await once(child, "message"))[0] as T;

/** Resident memory of a process, in MB. */
function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function measure(script: string, settle: boolean): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  const driver = fork(join(root, "bench/commands/drive.ts"));
  const { api, token, controlUrl, controlSecret } = await next<SandboxReady>(driver);
  const env = {
    ...process.env,
    DISCORD_API: api,
    DISCORD_TOKEN: token,
    DATA_DIR: folder,
    LOG_LEVEL: "error",
    // As `npm start` sets it, for both: the second start of a round finds its code compiled.
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
  };
  const started = performance.now();
  const bot = fork(join(root, script), {
    env: { ...env, SANDBOX_CONTROL: controlUrl, SANDBOX_CONTROL_SECRET: controlSecret },
  });
  await next(bot);
  const readyMs = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const restMb = residentMb(bot.pid);
  driver.send({ members, rounds, settle });
  const { latencies } = await next<{ latencies: number[] }>(driver);
  for (const child of [bot, driver]) {
    child.kill();
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
  return { latencies: latencies.slice(warmUp), readyMs, restMb };
}

export const suite: Suite = {
  name: "commands",
  async run(report) {
    const bare = await measure("bench/commands/bare-bot.ts", false);
    const thaw = await measure("src/main.ts", true);
    const p = (figures: Figures, share: number) => round(quantile(figures.latencies, share));
    const adds = { p50: round(p(thaw, 0.5) - p(bare, 0.5)), p99: round(p(thaw, 0.99) - p(bare, 0.99)) };
    report({
      title: `/urge with a durable write, ${thaw.latencies.length} times, driver in a process of its own (ms)`,
      columns: ["", "p50", "p99"],
      rows: [
        ["bare discord.js, reply only", p(bare, 0.5), p(bare, 0.99)],
        ["thaw", p(thaw, 0.5), p(thaw, 0.99)],
        ["what thaw adds (aim 2 and 10)", adds.p50, adds.p99],
      ],
    });
    report({
      title: "Start and rest",
      columns: ["", "ready after ms", "MB at rest"],
      rows: [
        ["bare discord.js", round(bare.readyMs), round(bare.restMb)],
        ["thaw", round(thaw.readyMs), round(thaw.restMb)],
        ["ratio", round(thaw.readyMs / bare.readyMs), round(thaw.restMb / bare.restMb)],
      ],
    });
    return {
      addsP50Ms: adds.p50,
      addsP99Ms: adds.p99,
      readyMs: round(thaw.readyMs),
      restMb: round(thaw.restMb),
      restRatio: round(thaw.restMb / bare.restMb),
    };
  },
};
