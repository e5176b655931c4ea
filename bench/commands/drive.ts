/**
 * The load driver, in a process of its own: it is Discord to the bot under test, and measures from an event going out to
 * the answer's bytes coming in, before the sandbox looks at them. Told over IPC to drive, it answers with every latency
 * in milliseconds.
 */
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";

const sandbox = await startSandbox({ rateLimits: false });
const { url, api, token, controlUrl, controlSecret } = sandbox;
process.send?.({ url, api, token, controlUrl, controlSecret });

interface Order {
  members: number;
  rounds: number;
  /** Whether the bot asks for consent first. */
  settle: boolean;
}

process.on("message", (order: Order) => {
  drive(order)
    .then((latencies) => process.send?.({ latencies }))
    .catch((error: unknown) => {
      console.error(error);
      process.exit(1);
    });
});

/** When the newest answer came in. */
let answeredAt = Number.NaN;
subscribe("http.server.request.start", (message) => {
  const { request } = message as { request: IncomingMessage };
  if (/\/interactions\/.*\/callback/.test(request.url ?? "")) answeredAt = performance.now();
});

async function drive({ members, rounds, settle }: Order): Promise<number[]> {
  await sandbox.botOnline();
  const people = Array.from({ length: members }, (_, index) => sandbox.member(`member-${index}`));
  if (settle) for (const person of people) await settleIn(person);
  const latencies: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const person of people) {
      const started = performance.now();
      await person.slash("/urge", { intensity: round % 11 });
      latencies.push(answeredAt - started);
    }
  }
  return latencies;
}

async function settleIn(person: Member): Promise<void> {
  await person.slash("/checkin");
  await person.click("Yes, and I’m 18 or over");
  await person.slash("/settings", { zone: "Europe/Berlin" });
}
