/**
 * `npm run bench [-- <suite> …]`: figures with their peers, as tables, and last one line of JSON. Each whole run
 * is kept in `bench/results/` with the machine and the versions it ran on; one with `--quick` or `--only=…` is only shown.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { keep, setting } from "./record.ts";
import type { Suite, Table } from "./suite.ts";

const folder = import.meta.dirname;
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith("-"));

/** Every file in `bench/` that exports a suite. */
async function findSuites(): Promise<Suite[]> {
  const files = readdirSync(folder).filter(
    (file) => file.endsWith(".ts") && file !== "main.ts" && file !== "suite.ts",
  );
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(folder, file)).href) as Promise<{ suite?: Suite }>),
  );
  return modules
    .flatMap(({ suite }) => (suite ? [suite] : []))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function print({ title, columns, rows }: Table): void {
  const cells = [columns, ...rows.map((row) => row.map(String))];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ");
  console.log(`\n${title}\n${line(columns)}\n${widths.map((width) => "-".repeat(width)).join("  ")}`);
  for (const row of cells.slice(1)) console.log(line(row));
}

const suites = (await findSuites()).filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const known = suites.map(({ name }) => name);
const unknown = wanted.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(
    `There is no suite called ${unknown.join(", ")}. There are: ${(await findSuites()).map(({ name }) => name).join(", ")}.`,
  );
  process.exit(1);
}
const results: Record<string, Record<string, number>> = {};
for (const suite of suites) {
  console.log(`\n# ${suite.name}`);
  results[suite.name] = await suite.run(print);
}
const record = { ...setting(), results };
// Small numbers and parts of a suite never take the place of a whole run.
const whole = !process.argv.some((argument) => argument === "--quick" || argument.startsWith("--only="));
if (whole) keep(known.length === 1 ? known[0]! : "all", record);
console.log(`\n${JSON.stringify(record)}`);
process.exit(0);
