/** pg-boss on the same work: jobs that send one message each, by a process that is killed at random moments. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { PgBoss } from "pg-boss";
import type { KillResult } from "#test/nudges/kill-run.ts";

const queue = "nudges";

/** Until every job is done, and killed so often. */
export async function bossRun(
  url: string,
  { nudges, kills }: { nudges: number; kills: number },
  [least, most]: [number, number],
): Promise<KillResult> {
  const boss = new PgBoss({ connectionString: url });
  boss.on("error", console.error);
  await boss.start();
  // A job that nobody answers for is given to the next process as soon as pg-boss allows.
  await boss.createQueue(queue, { retryLimit: 1000, retryDelay: 0, expireInSeconds: 2 });
  const jobs = Array.from({ length: nudges }, (_, index) => ({ data: { nudge: `n${index}` } }));
  await boss.insert(queue, jobs);
  const arrived = new Map<string, number>();
  let killed = 0;
  while (arrived.size < nudges) {
    const child = fork(join(import.meta.dirname, "boss-child.ts"), [url]);
    const ended = once(child, "exit");
    const ready = Promise.withResolvers<void>();
    child.on("message", ({ id, nudge }: { id: number; nudge: string }) => {
      ready.resolve();
      arrived.set(nudge, (arrived.get(nudge) ?? 0) + 1);
      setTimeout(() => child.connected && child.send({ id }, () => undefined), Math.random() * 4);
    });
    await Promise.race([ready.promise, ended]);
    if (killed < kills) await pause(least + Math.random() * (most - least));
    else while (arrived.size < nudges) await pause(50);
    // What is still to be answered for is waited for at the end, so that no job comes again afterwards unseen.
    if (arrived.size >= nudges) await pause(5000);
    else killed += 1;
    child.kill("SIGKILL");
    await ended;
  }
  await boss.stop({ graceful: false });
  const counts = [...arrived.values()];
  return {
    kills: killed,
    once: counts.filter((count) => count === 1).length,
    twice: counts.filter((count) => count > 1).length,
    lost: nudges - arrived.size,
    unknown: 0,
    deduped: 0,
  };
}
