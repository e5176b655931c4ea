/**
 * `npm test`: the whole gate, nothing skipped. Quick checks run side by side, then the tests.
 * Prints each step with its time; on failure its output, and exits non-zero after all have run.
 */
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

interface Step {
  name: string;
  command: string[];
}

const root = join(import.meta.dirname, "..");
const node = (...args: string[]): string[] => [process.execPath, ...args];

const checks: Step[] = [
  { name: "types", command: ["tsc", "--noEmit"] },
  { name: "types of the page", command: ["tsc", "--noEmit", "-p", "sandbox/page"] },
  { name: "lint", command: ["oxlint", "--type-aware", "--deny-warnings"] },
  { name: "format", command: ["oxfmt", "--check"] },
  { name: "boundaries", command: node("scripts/check-boundaries.ts") },
  { name: "dead code", command: ["knip"] },
  { name: "sentences", command: node("scripts/sentences.ts", "--check") },
  { name: "content", command: node("scripts/check-content.ts") },
];
const tests: Step = { name: "tests", command: ["vitest", "run", "--coverage", ...process.argv.slice(2)] };

/** Runs a step; the tests speak as they go, the others only when they fail. */
function run({ name, command: [program = "", ...args] }: Step, aloud: boolean): Promise<boolean> {
  const started = performance.now();
  const path = [join(root, "node_modules", ".bin"), process.env["PATH"]].join(delimiter);
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: aloud ? "inherit" : ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  let output = "";
  child.stdout?.on("data", (chunk) => (output += chunk));
  child.stderr?.on("data", (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on("error", (error) => (output += error.message));
    child.on("close", (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      console.log(`${code === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
      if (code !== 0) console.log(output.trimEnd());
      resolve(code === 0);
    });
  });
}

/** Two at a time: more only wait for one another on a small machine. */
async function runAll(steps: Step[], lanes: number): Promise<boolean[]> {
  const queue = [...steps];
  const lane = async (): Promise<boolean[]> => {
    const results: boolean[] = [];
    for (let step = queue.shift(); step; step = queue.shift()) results.push(await run(step, false));
    return results;
  };
  return (await Promise.all(Array.from({ length: lanes }, lane))).flat();
}

const results = await runAll(checks, 2);
results.push(await run(tests, true));
process.exitCode = results.every(Boolean) ? 0 : 1;
