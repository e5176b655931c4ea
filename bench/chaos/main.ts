/**
 * `npm run chaos [-- <fault> …] [--quick]`: does what goes wrong in years within an hour, and counts. After each fault
 * nothing may have been sent twice, nothing lost, no record half written, and the bot is back by itself.
 */
import { startPostgres } from "#test/postgres-server.ts";
import { diskFaults } from "./disk.ts";
import { discordFaults } from "./discord.ts";
import type { ChaosFault, Outcome, Strength } from "./fault.ts";
import { loadPg } from "#storage/drizzle.ts";
import { processFaults, stopPostgres } from "./processes.ts";

const args = process.argv.slice(2);
const quick = args.includes("--quick");
const wanted = args.filter((argument) => !argument.startsWith("-"));
const faults = [...processFaults, ...diskFaults, ...discordFaults];
const unknown = wanted.filter((name) => !faults.some((fault) => fault.name === name));
if (unknown.length > 0) {
  console.error(
    `There is no fault called ${unknown.join(", ")}. There are: ${faults.map(({ name }) => name).join(", ")}.`,
  );
  process.exit(1);
}

let server: ReturnType<typeof startPostgres> | undefined;
let made = 0;
const seed = Date.now() % 2_147_483_647;
let state = seed;
const strength: Strength = {
  nudges: quick ? 150 : 1500,
  times: quick ? 3 : 15,
  random: () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647,
  async database() {
    server ??= startPostgres(true);
    const { url } = await server;
    const client = new (loadPg().Client)({ connectionString: `${url}/postgres` });
    await client.connect();
    await client.query(`CREATE DATABASE chaos_${++made}`);
    await client.end();
    return `${url}/chaos_${made}`;
  },
};

const columns = [
  "fault",
  "faults",
  "nudges",
  "once",
  "twice",
  "lost",
  "unknown",
  "expired",
  "unanswered",
  "back after s",
];
const line = (cells: (string | number)[]): string =>
  cells.map((cell, index) => (index === 0 ? String(cell).padEnd(18) : String(cell).padStart(11))).join("");

async function face(fault: ChaosFault): Promise<Outcome | undefined> {
  try {
    const outcome = await fault.run(strength);
    const {
      faults: count,
      nudges,
      once,
      twice,
      lost,
      unknown: u,
      expired,
      presses,
      unanswered,
      backAfterS,
    } = outcome;
    console.log(
      line([
        fault.name,
        count,
        nudges,
        once,
        twice,
        lost,
        u,
        expired,
        `${unanswered}/${presses}`,
        backAfterS.toFixed(1),
      ]),
    );
    return outcome;
  } catch (error) {
    console.log(
      `${fault.name.padEnd(18)} did not hold: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

console.log(`Seed ${seed}\n${line(columns)}`);
const outcomes: (Outcome | undefined)[] = [];
for (const fault of faults)
  if (wanted.length === 0 || wanted.includes(fault.name)) outcomes.push(await face(fault));
const sum = (key: "faults" | "nudges" | "twice" | "lost") =>
  outcomes.reduce((total, outcome) => total + (outcome?.[key] ?? 0), 0);
console.log(
  `\n${sum("faults")} faults, ${sum("nudges")} nudges, sent twice: ${sum("twice")}, lost: ${sum("lost")}`,
);
if (server) await stopPostgres((await server).url);
const held = outcomes.every((outcome) => outcome !== undefined && outcome.twice === 0 && outcome.lost === 0);
process.exit(held ? 0 : 1);
