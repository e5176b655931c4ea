/** Faults of processes: killed bots, a killed database, two bots by mistake, out of file handles. */
import { execFileSync, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadPg } from "#storage/drizzle.ts";
import type { ChaosFault, Outcome } from "./fault.ts";
import { startRig, type Rig } from "./rig.ts";

/** How long the bot may take to keep answers again. */
const backWithinS = 60;

/** Runs `during` while nudges go out and members press, then waits until all is settled. */
export async function ordeal(
  rig: Rig,
  during: () => Promise<number>,
  settleS = 150,
  spoilt = 0,
): Promise<Outcome> {
  const pressing = rig.pressers.start();
  try {
    const faults = await during();
    const ended = performance.now();
    const since = () => (performance.now() - ended) / 1000;
    await rig.pressers.untilKept(backWithinS);
    const backAfterS = since();
    await rig.settle(settleS, spoilt);
    const settledAfterS = since();
    await pressing.stop();
    const result = await rig.result();
    return { ...result, lost: Math.max(0, result.lost - spoilt), faults, backAfterS, settledAfterS };
  } finally {
    await pressing.stop();
    await rig.close();
  }
}

const killing = (dialect: "sqlite" | "postgres"): ChaosFault => ({
  name: `kill-bot-${dialect}`,
  what: `SIGKILL of the bot at random points (${dialect})`,
  async run({ nudges, times, database, random }) {
    const rig = await startRig({ nudges, ...(dialect === "postgres" ? { url: await database() } : {}) });
    return ordeal(rig, async () => {
      for (let kill = 0; kill < times; kill++) {
        const bot = await rig.start();
        await pause(random() * 3000);
        await bot.kill();
      }
      await rig.start();
      return times;
    });
  },
});

/** The server's own process, to be started again as it was. */
async function postmaster(url: string): Promise<{ pid: number; folder: string; again(): void }> {
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ data_directory: string }>("SHOW data_directory");
  await client.end();
  const folder = rows[0]!.data_directory;
  const pid = Number(readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n")[0]);
  const [program = "", ...args] = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").filter(Boolean);
  const { uid, gid } = statSync(`/proc/${pid}`);
  return {
    pid,
    folder,
    again: () => spawn(program, args, { uid, gid, stdio: "ignore", detached: true }).unref(),
  };
}

/** Ends a server that may have been started again by us, with its files. */
export async function stopPostgres(url: string): Promise<void> {
  const { pid, folder } = await postmaster(`${url}/postgres`);
  process.kill(pid, "SIGINT");
  while (existsSync(join(folder, "postmaster.pid"))) await pause(100);
  rmSync(dirname(folder), { recursive: true, force: true });
}

const killPostgres: ChaosFault = {
  name: "kill-postgres",
  what: "SIGKILL of PostgreSQL and of all its processes",
  async run({ nudges, times, database, random }) {
    const url = await database();
    const rig = await startRig({ nudges, url });
    return ordeal(rig, async () => {
      await rig.start();
      for (let kill = 0; kill < times; kill++) {
        await pause(500 + random() * 2000);
        const server = await postmaster(url);
        process.kill(server.pid, "SIGKILL");
        await pause(1500);
        server.again();
        await reachable(url);
      }
      return times;
    });
  },
};

async function reachable(url: string): Promise<void> {
  for (;;) {
    const client = new (loadPg().Client)({ connectionString: url });
    client.on("error", () => undefined);
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await pause(200);
    }
  }
}

const killEveryMs = 10_000;
/** What nudges may use of Discord's 50 requests a second. */
const perSecond = 40;

const threeProcesses: ChaosFault = {
  name: "three-processes",
  what: "Three processes on PostgreSQL, one killed every ten seconds; how much of the budget is used meanwhile",
  async run({ times, database, random }) {
    const seconds = (Math.min(times, 8) * killEveryMs) / 1000;
    // More than can be sent in that time: whatever is not used of the budget is idled away.
    const rig = await startRig({ nudges: perSecond * (seconds + 5), url: await database() });
    const shards = (index: number) => ({ SHARDS: String(index), SHARD_COUNT: "3" });
    let budgetUsed = 0;
    const outcome = await ordeal(rig, async () => {
      const bots = await Promise.all([0, 1, 2].map((index) => rig.start(shards(index))));
      const [first, from] = [rig.arrivals.length, performance.now()];
      const kills = Math.round((seconds * 1000) / killEveryMs);
      for (let kill = 0; kill < kills; kill++) {
        const index = Math.floor(random() * 3);
        await bots[index]!.kill();
        [bots[index]] = await Promise.all([rig.start(shards(index)), pause(killEveryMs)]);
      }
      budgetUsed = (rig.arrivals.length - first) / ((performance.now() - from) / 1000) / perSecond;
      return kills;
    });
    return { ...outcome, budgetUsed };
  },
};

const twoBots: ChaosFault = {
  name: "two-bots",
  what: "A second bot on the same SQLite file says so and stops",
  async run({ nudges, times }) {
    const rig = await startRig({ nudges });
    return ordeal(rig, async () => {
      await rig.start();
      for (let count = 0; count < times; count++) {
        const second = await rig.start();
        if (second.code !== 1 || !second.said.includes("in use by another process"))
          throw new Error(`the second bot went on: ${second.said}`);
      }
      return times;
    });
  },
};

const fileHandles: ChaosFault = {
  name: "file-handles",
  what: "No file handles left, then there are again",
  async run({ nudges, times }) {
    const rig = await startRig({ nudges });
    return ordeal(rig, async () => {
      const bot = await rig.start();
      const limit = (count: string) =>
        execFileSync("prlimit", [`--pid=${bot.child.pid}`, `--nofile=${count}:4096`]);
      for (let count = 0; count < times; count++) {
        limit("8");
        await pause(1500);
        limit("4096");
        await pause(1000);
      }
      if (bot.code !== undefined) throw new Error(`the bot ended: ${bot.said}`);
      return times;
    });
  },
};

export const processFaults: ChaosFault[] = [
  killing("sqlite"),
  killing("postgres"),
  killPostgres,
  threeProcesses,
  twoBots,
  fileHandles,
];
