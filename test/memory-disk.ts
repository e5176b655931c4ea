/**
 * Temporary files of tests, databases above all, lie in memory where the machine has room for them: what tests write has
 * to outlive a killed process, but no power cut, and waiting for the disk is a third of their time.
 */
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { join } from "node:path";

/** Where Linux keeps a file system in memory. */
const memory = "/dev/shm";
/** All tests together write less than this at a time; containers often have far less there. */
const neededBytes = 2 * 1024 ** 3;

/** Run by vitest before the first test file; what it returns runs after the last. */
export function setup(): (() => void) | undefined {
  if (!existsSync(memory) || process.availableMemory() < 2 * neededBytes) return undefined;
  const { bavail, bsize } = statfsSync(memory);
  if (bavail * bsize < neededBytes) return undefined;
  const folder = mkdtempSync(join(memory, "thaw-tests-"));
  // PostgreSQL may run as another user, who has to get to its files.
  chmodSync(folder, 0o755);
  process.env["TMPDIR"] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
