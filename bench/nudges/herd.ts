/** Many due in the same second, a process that stalls over it, an outage of six hours: how much is lost, how long it takes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { quantile, round, type Table } from "../suite.ts";
import { answerOf } from "../child.ts";
import { arrives, fill, waits, openBench, schedulerOn, spread, type Filling } from "./fill.ts";
import type { Sizes } from "./sizes.ts";

const eight = Date.UTC(2026, 2, 3, 8);
const hour = 3_600_000;
const atEight = () => ({ minute: 8 * 60, zone: "Etc/UTC" });

type Report = (table: Table) => void;
type Store = Awaited<ReturnType<typeof openBench>>;

async function withMembers<T>(
  filling: Pick<Filling, "members" | "at"> & Partial<Pick<Filling, "now">>,
  now: () => number,
  work: (store: Store, dir: string) => Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  await fill({ dir, now: eight - hour, ...filling });
  const store = await openBench(dir, now);
  try {
    return await work(store, dir);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

interface Tick {
  ms: number;
  /** The longest that the event loop was held. */
  heldMs: number;
  ledger: Partial<Record<string, number>>;
}

interface CaughtUp extends Tick {
  /** Due rows, asked of the file itself before the scheduler has seen it. */
  due: number;
}

/** What the first tick of a process makes of all that is due by then. */
async function caughtUp(filling: Omit<Filling, "dir">, at: number): Promise<CaughtUp> {
  const dir = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  try {
    await fill({ dir, ...filling });
    const due = dueBy(dir, at);
    const tick = await answerOf<Tick>(join(import.meta.dirname, "tick-child.ts"), [dir, at]);
    if (!tick) throw new Error("the process ended before its tick did");
    return { ...tick, due };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The middle one of so many by time, with the longest hold of them all. */
async function middle(times: number, run: () => Promise<CaughtUp>): Promise<CaughtUp> {
  const all: CaughtUp[] = [];
  for (let time = 0; time < times; time += 1) all.push(await run());
  const inOrder = all.toSorted((one, other) => one.ms - other.ms);
  return { ...inOrder[Math.floor(times / 2)]!, heldMs: Math.max(...all.map(({ heldMs }) => heldMs)) };
}

/** How many rows are due by a time, asked of the file itself before the scheduler has seen it. */
function dueBy(dir: string, at: number): number {
  const db = new Database(join(dir, "thaw.db"), { readonly: true });
  const due = db.prepare<[number], number>("SELECT count(*) FROM due WHERE next_due <= ?").pluck().get(at);
  db.close();
  return due ?? 0;
}

const found = (ledger: Partial<Record<string, number>>): number =>
  Object.values(ledger).reduce<number>((sum, count) => sum + (count ?? 0), 0);

interface Fired {
  fired: number;
  lastMs: number;
}

/** node-cron with so many tasks due in one second, its process held from just before it. */
async function nodeCron(tasks: number, stallMs: number): Promise<Fired> {
  const child = join(import.meta.dirname, "herd-child.ts");
  const fired = await answerOf<Fired>(child, [tasks, stallMs], ["--max-old-space-size=8000"]);
  if (!fired) throw new Error("node-cron's process ended before its tasks were due");
  return fired;
}

export async function herd(report: Report, { herd: members, times }: Sizes) {
  const ours = await middle(times, () => caughtUp({ members, at: atEight, now: eight - hour }, eight));
  const lost = ours.due - found(ours.ledger);
  const cron = await nodeCron(members, 0);
  report({
    title: `${members} due in the same second: found, in the ledger, next occurrence stored; the middle one of ${times} runs`,
    columns: ["", "lost", "done after, ms", "event loop held at most, ms"],
    rows: [
      ["this bot", lost, round(ours.ms), round(ours.heldMs)],
      ["node-cron tasks", members - cron.fired, round(cron.lastMs), "-"],
    ],
  });
  return {
    herd_lost: lost,
    herd_ms: round(ours.ms),
    herd_held_ms: round(ours.heldMs),
    herd_node_cron_lost: members - cron.fired,
  };
}

export async function stall(report: Report, { stalled: members, stallS, members: outage, times }: Sizes) {
  const late = eight + stallS * 1000;
  const after = await middle(times, () => caughtUp({ members, at: atEight, now: eight - hour }, late));
  const cron = await nodeCron(members, Math.min(stallS, 3) * 1000);
  const six = eight + 6 * hour;
  const back = await middle(times, () => caughtUp({ members: outage, at: spread, now: eight }, six));
  const row = (name: string, schedules: number, { due, ledger, ms, heldMs }: CaughtUp) => [
    name,
    schedules,
    due,
    due - found(ledger),
    round(ms),
    round(heldMs),
    ledger["ready"] ?? 0,
    ledger["expired"] ?? 0,
  ];
  report({
    title: `A stall over the due second, and an outage of six hours; the middle one of ${times} runs`,
    columns: [
      "",
      "schedules",
      "due",
      "lost",
      "caught up in, ms",
      "event loop held at most, ms",
      "still in time",
      "written down as expired",
    ],
    rows: [
      row(`this bot, ${stallS} s`, members, after),
      [
        `node-cron, ${Math.min(stallS, 3)} s`,
        members,
        members,
        members - cron.fired,
        "-",
        "-",
        cron.fired,
        0,
      ],
      row("this bot, 6 h", outage, back),
    ],
  });
  return {
    stall_lost: after.due - found(after.ledger),
    stall_node_cron_lost: members - cron.fired,
    outage_lost: back.due - found(back.ledger),
    outage_ms: round(back.ms),
    outage_held_ms: round(back.heldMs),
  };
}

/** A tick with nothing due. */
export async function idle(report: Report, { many, ticks }: Sizes) {
  const nothing = eight - hour;
  const times = await withMembers(
    { members: many, at: (index) => ({ ...spread(index), zone: "Etc/UTC", minute: 600 + (index % 600) }) },
    () => nothing,
    async (store) => {
      const nudges = await schedulerOn(store, () => nothing, waits);
      const measured: number[] = [];
      for (let tick = 0; tick < ticks; tick += 1) {
        const started = performance.now();
        await nudges.tick();
        measured.push(performance.now() - started);
      }
      return measured.slice(ticks / 10);
    },
  );
  report({
    title: `A tick with nothing due, ${many} schedules`,
    columns: ["", "p50, ms", "p99, ms"],
    rows: [["this bot", round(quantile(times, 0.5)), round(quantile(times, 0.99))]],
  });
  return { idle_p50_ms: round(quantile(times, 0.5)), idle_p99_ms: round(quantile(times, 0.99)) };
}

/** Claim, mark as being sent, send to nobody, mark as sent; each group in a durable commit. */
export async function cycle(report: Report, { cycle: members }: Sizes) {
  const perSecond = await withMembers(
    { members, at: atEight },
    () => eight,
    async (store) => {
      const nudges = await schedulerOn(store, () => eight, arrives, { perSecond: 1_000_000 });
      const started = performance.now();
      await nudges.tick();
      await nudges.idle();
      const seconds = (performance.now() - started) / 1000;
      const { ledger } = await nudges.stats();
      return (ledger.sent ?? 0) / seconds;
    },
  );
  report({
    title: "The full durable cycle, through drizzle on SQLite",
    columns: ["", "a second", "times the 50 that Discord allows"],
    rows: [["found, claimed, sending, sent", round(perSecond), round(perSecond / 50)]],
  });
  return { cycle_per_s: round(perSecond), cycle_times_discord: round(perSecond / 50) };
}
