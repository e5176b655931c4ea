/** Copies of the data in their folder, named by the time at which they were taken. */
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { EpochMs } from "#core/ids.ts";

const named = /^thaw-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.db$/;

export const nameAt = (at: EpochMs): string =>
  `thaw-${new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, "")}.db`;

/** Paths of the copies, first the newest. */
export function copiesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => named.test(name))
    .toSorted()
    .toReversed()
    .map((name) => join(folder, name));
}

/** When the newest copy was taken; undefined when there is none. */
export function newestCopyAt(folder: string): EpochMs | undefined {
  const [newest] = copiesIn(folder);
  const parts = newest === undefined ? null : named.exec(basename(newest));
  return parts ? Date.parse(basename(newest!).replace(named, "$1-$2-$3T$4:$5:$6Z")) : undefined;
}
