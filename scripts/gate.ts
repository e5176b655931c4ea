/**
 * `npm test`: the whole gate, nothing skipped. The checks run one after the other beside the tests, which leave a core
 * idle whenever they wait for sockets, browsers and databases.
 * Prints each step with its time; on failure its output, once more at the end, and exits non-zero after all have run.
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

interface Result {
  step: Step;
  ok: boolean;
  /** What it wrote, if that was not seen already. */
  output: string;
}

/** Runs a step; the tests speak as they go, the others only when they fail. */
function run(step: Step, aloud: boolean): Promise<Result> {
  const { name, command } = step;
  const [program = "", ...args] = command;
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
      const ok = code === 0;
      console.log(`${ok ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
      if (!ok) console.log(output.trimEnd());
      resolve({ step, ok, output });
    });
  });
}

/** One at a time: with the tests beside them, more would only wait for one another on a small machine. */
async function runAll(steps: Step[]): Promise<Result[]> {
  const results: Result[] = [];
  for (const step of steps) results.push(await run(step, false));
  return results;
}

const results = (await Promise.all([runAll(checks), run(tests, true)])).flat();
const failed = results.filter(({ ok }) => !ok);
// What failed early has scrolled away meanwhile.
for (const { step, output } of failed) console.log(`\nFAIL ${step.name}\n${output.trimEnd()}`);
process.exitCode = failed.length === 0 ? 0 : 1;
