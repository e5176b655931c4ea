/** Kills a scheduler at random moments until all its nudges are dealt with, and counts what arrived how often. */
import { fork, type ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { dailyRule } from "#core/recurrence.ts";
import { replan } from "#app/due-plan.ts";
import { recipientRow } from "#app/due-rows.ts";
import type { Schedule } from "#core/schedule.ts";
import type { DeliveryState } from "#app/delivery.ts";
import { openStore } from "#storage/open.ts";
import { anySchedule } from "#test/fixtures/any-schedule.ts";
import { ash } from "#test/storage/harness.ts";

export interface KillRun {
  url: string;
  dataDir: string;
  nudges: number;
  /** Times to kill at least, as far as there is anything left to do. */
  kills: number;
  /** Milliseconds that a process is left alive, at random between. */
  life: [number, number];
  random(): number;
}

export interface KillResult {
  kills: number;
  once: number;
  twice: number;
  /** Neither arrived nor recorded as unknown. */
  lost: number;
  unknown: number;
  /** Requests that Discord recognised by their nonce and swallowed. */
  deduped: number;
}

/** Discord's memory of nonces; its real length is not published, "a few minutes". */
const nonceMemoryMs = 180_000;

export async function killRun(run: KillRun): Promise<KillResult> {
  await fill(run, Date.now());
  const messages = new Map<string, { count: number; at: number; dueId: string }>();
  let [kills, deduped] = [0, 0];
  const end: { ledger?: Partial<Record<DeliveryState, number>> } = {};

  const receive = (
    child: ChildProcess,
    { id, nonce, dueId }: { id: number; nonce: string; dueId: string },
  ) => {
    const known = messages.get(nonce);
    const at = Date.now();
    if (known && at - known.at < nonceMemoryMs) deduped += 1;
    else messages.set(nonce, { count: (known?.count ?? 0) + 1, at, dueId });
    const outcome = { kind: "sent", messageId: nonce, channelId: dueId };
    setTimeout(() => child.connected && child.send({ id, outcome }, () => undefined), run.random() * 4);
  };

  while (!end.ledger) {
    const child = fork("test/nudges/kill-child.ts", [run.url, run.dataDir], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const ended = new Promise<void>((resolve) => void child.on("exit", () => resolve()));
    const ready = Promise.withResolvers<void>();
    child.on("message", (message: { done?: typeof end.ledger; id: number; nonce: string; dueId: string }) => {
      ready.resolve();
      if (message.done) end.ledger = message.done;
      else receive(child, message);
    });
    await Promise.race([ready.promise, ended]);
    const [least, most] = run.life;
    if (kills < run.kills) await pause(least + run.random() * (most - least));
    else while (!end.ledger) await pause(20);
    if (!end.ledger) kills += 1;
    child.kill("SIGKILL");
    await ended;
  }
  const counts = [...messages.values()].map(({ count }) => count);
  const arrived = new Set([...messages.values()].map(({ dueId }) => dueId));
  const unknown = await unknownIn(run);
  const accounted = new Set([...arrived, ...unknown]);
  return {
    kills,
    once: counts.filter((count) => count === 1).length,
    twice: counts.filter((count) => count > 1).length,
    lost: run.nudges - accounted.size,
    unknown: unknown.size,
    deduped,
  };
}

/** Due rows of which the ledger says that nobody can know whether they arrived; some of them have. */
async function unknownIn({ url, dataDir, nudges }: KillRun): Promise<Set<string>> {
  const store = await openStore({ url, dataDir, purpose: "live", now: Date.now });
  const rows = await store.tx((q) => q.deliveries.latest(2 * nudges));
  await store.close();
  return new Set(rows.filter(({ state }) => state === "unknown").map(({ dueId }) => dueId));
}

/** Members with one nudge each that has just become due. */
async function fill({ url, dataDir, nudges }: KillRun, now: number): Promise<void> {
  const store = await openStore({ url, dataDir, purpose: "live", now: () => now });
  const date = new Date(now - 60_000);
  const minute = date.getUTCHours() * 60 + date.getUTCMinutes();
  const rule = dailyRule([minute]);
  await store.tx(function* (q) {
    for (let count = 0; count < nudges; count++) {
      const person = { ...ash, id: String(5000 + count), zone: "UTC", quietFrom: null, quietTo: null };
      const schedule: Schedule = { ...anySchedule, id: `s${count}`, personId: person.id, rule };
      yield* q.people.save(person);
      yield* q.schedules.add(schedule);
      yield* q.due.add(recipientRow(`d${count}`, schedule, person.id));
      yield* replan(q.queue, yield* q.queue.factsOfRow(`d${count}`), now - 120_000);
    }
  });
  await store.close();
}
