/**
 * The load driver, in a process of its own: it is Discord to the bot under test. Told over IPC to offer so many commands
 * a second for so long, it answers with every latency in milliseconds and the number of commands without an answer.
 */
import { setTimeout as pause } from "node:timers/promises";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";

const [guilds = "0"] = process.argv.slice(2);
const sandbox = await startSandbox({ rateLimits: false, strict: false, keepLog: 0, keepMessages: 3 });
if (Number(guilds) > 0) sandbox.world.grow({ guilds: Number(guilds), channels: 50, roles: 50 });
const { api, token } = sandbox;
process.send?.({ api, token });

export interface Order {
  perSecond: number;
  seconds: number;
  members: number;
  /** Only the one command that the bare bot knows, and nobody has to agree first. */
  bare: boolean;
}

/** As in life: most look at their plan or log an urge; settings are rare. */
const mix: ((member: Member, count: number) => Promise<unknown>)[] = [
  (member, count) => member.slash("/urge", { intensity: count % 11 }),
  (member) => member.slash("/plan"),
  (member) => member.slash("/checkin"),
  (member, count) => member.slash("/urge", { intensity: count % 11 }),
  (member) => member.slash("/plan"),
  (member) => member.slash("/help-now"),
  (member) => member.slash("/practice"),
  (member) => member.slash("/settings"),
];
const settled = new Set<string>();

process.on("message", (order: Order) => {
  drive(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function drive({
  perSecond,
  seconds,
  members,
  bare,
}: Order): Promise<{ latencies: number[]; failed: number }> {
  await sandbox.botOnline();
  const people = Array.from({ length: members }, (_, index) => sandbox.member(`member-${index}`));
  if (!bare) for (const person of people) await settleIn(person);
  const latencies: number[] = [];
  const under: Promise<void>[] = [];
  let failed = 0;
  const began = performance.now();
  for (let count = 0; count < perSecond * seconds; count++) {
    const wait = began + (count * 1000) / perSecond - performance.now();
    if (wait > 1) await pause(wait);
    const person = people[count % people.length]!;
    const started = performance.now();
    const asked = bare
      ? person.slash("/urge", { intensity: count % 11 })
      : mix[count % mix.length]!(person, count);
    under.push(
      asked.then(
        () => void latencies.push(performance.now() - started),
        () => void (failed += 1),
      ),
    );
  }
  await Promise.all(under);
  return { latencies, failed };
}

async function settleIn(person: Member): Promise<void> {
  if (settled.has(person.id)) return;
  settled.add(person.id);
  await person.slash("/checkin");
  await person.click("Yes, and I’m 18 or over");
  await person.slash("/settings", { zone: "Europe/Berlin" });
}
