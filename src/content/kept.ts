/** What was read of the content last time, kept beside the packages until a file it came from changes. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { RawLibrary } from "./raw-library.ts";

const file = join(import.meta.dirname, "../../node_modules/.cache/thaw/content.json");
/** Nowhere to keep it, as on a read-only disk: then it is read anew each time. */
const nowhere = new Set(["ENOENT", "EROFS", "EACCES", "EPERM", "ENOSPC"]);

/** One digest over the names and bytes of all files in these folders. */
export function digestOf(folders: readonly string[]): string {
  const digest = createHash("sha256");
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }).toSorted(byPath)) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      digest.update(path).update("\0").update(readFileSync(path)).update("\0");
    }
  }
  return digest.digest("base64url");
}

const byPath = (a: { parentPath: string; name: string }, b: { parentPath: string; name: string }): number =>
  join(a.parentPath, a.name) < join(b.parentPath, b.name) ? -1 : 1;

export function readKept(digest: string): RawLibrary | undefined {
  try {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { digest: string; library: RawLibrary };
    return kept.digest === digest ? kept.library : undefined;
  } catch (error) {
    // Half a file, or none: it is made again.
    if (error instanceof SyntaxError || isNowhere(error)) return undefined;
    throw error;
  }
}

/** Written whole or not at all: another process may be reading it. */
export function keep(digest: string, library: RawLibrary): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, JSON.stringify({ digest, library }));
    renameSync(fresh, file);
  } catch (error) {
    if (!isNowhere(error)) throw error;
  }
}

const isNowhere = (error: unknown): boolean =>
  error instanceof Error && "code" in error && nowhere.has(String(error.code));
