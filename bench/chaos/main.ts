/**
 * `npm run chaos [-- <fault> …] [--quick]`: does what goes wrong in years within half an hour, and counts. After each
 * fault nothing may have been sent twice, nothing lost, every answer that was told to be kept is there whole, and the
 * bot is back by itself. The newest count of each fault at full length is kept in `bench/results/chaos.json`.
 */
import { startPostgres } from "#test/postgres-server.ts";
import { diskFaults } from "./disk.ts";
import { discordFaults } from "./discord.ts";
import type { ChaosFault, Strength } from "./fault.ts";
import { loadPg } from "#storage/drizzle.ts";
import { processFaults, stopPostgres } from "./processes.ts";
import { count, keepCounts, total, type Count } from "./counts.ts";

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
  nudges: quick ? 150 : 1200,
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

const columns: [title: string, cell: (count: Count) => string | number][] = [
  ["faults", ({ faults: times }) => times],
  ["nudges", ({ nudges }) => nudges],
  ["once", ({ once }) => once],
  ["twice", ({ twice }) => twice],
  ["lost", ({ lost }) => lost],
  ["unknown", ({ unknown: left }) => left],
  ["expired", ({ expired }) => expired],
  ["unanswered", ({ unanswered, presses }) => `${unanswered}/${presses}`],
  ["kept", ({ told }) => told],
  ["missing", ({ missing }) => missing],
  ["torn", ({ torn }) => torn],
  ["back s", ({ backAfterS }) => backAfterS],
  ["all sent s", ({ settledAfterS }) => settledAfterS],
  ["budget", ({ budgetUsed }) => (budgetUsed === undefined ? "" : `${Math.round(100 * budgetUsed)} %`)],
];
const line = (name: string, cells: (string | number)[]): string =>
  name.padEnd(18) + cells.map((cell) => String(cell).padStart(11)).join("");

async function face(fault: ChaosFault): Promise<Count | undefined> {
  try {
    const counted = count(await fault.run(strength));
    console.log(
      line(
        fault.name,
        columns.map(([, cell]) => cell(counted)),
      ),
    );
    return counted;
  } catch (error) {
    console.log(
      `${fault.name.padEnd(18)} did not hold: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

console.log(
  `Seed ${seed}\n${line(
    "fault",
    columns.map(([title]) => title),
  )}`,
);
const counts: Record<string, Count> = {};
let held = true;
for (const fault of faults) {
  if (wanted.length > 0 && !wanted.includes(fault.name)) continue;
  const counted = await face(fault);
  if (counted) counts[fault.name] = counted;
  held &&= counted !== undefined && counted.twice + counted.lost + counted.missing + counted.torn === 0;
}
const all = quick ? total(counts) : keepCounts(counts);
console.log(
  `\n${quick ? "" : "Newest counts of all faults together: "}${all.faults} faults, ${all.nudges} nudges, sent twice: ${all.twice}, lost: ${all.lost}; ` +
    `${all.told} answers kept, missing: ${all.missing}, torn: ${all.torn}`,
);
if (server) await stopPostgres((await server).url);
process.exit(held ? 0 : 1);
