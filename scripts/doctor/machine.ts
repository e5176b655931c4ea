/** The machine: Node, time zone data, clock, disk, fonts. */
import { accessSync, constants, existsSync, statfsSync } from "node:fs";
import type { Config } from "#config";
import { mainFonts, pathOf } from "#charts/fonts.ts";
import { newestCopyAt } from "#storage/copies.ts";
import { makeFolders } from "#storage/folder.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

const gigabyte = 2 ** 30;
const dayMs = 86_400_000;

export function checkNode(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  return major >= 24
    ? ok(`Node ${process.version}`)
    : fail(
        `Node ${process.version} is too old`,
        "Install Node 24, or start with npm start, which brings its own.",
      );
}

/** @param reckonedWith version that the nudges in the database were reckoned with */
export function checkTimeZones(reckonedWith: string | undefined, now: number): Finding {
  const version = process.versions["tz"];
  if (!version)
    return fail("No time zone data", "Use a Node with full ICU, such as the one from nodejs.org.");
  const age = new Date(now).getUTCFullYear() - Number.parseInt(version, 10);
  if (age > 1)
    return warn(`Time zone data ${version} is old`, "Update Node: countries change their clocks every year.");
  const changed = reckonedWith !== undefined && reckonedWith !== version;
  return ok(
    `Time zone data ${version}${changed ? ` (was ${reckonedWith}: the next start reckons all nudges anew)` : ""}`,
  );
}

/** Compares the clock with Discord's. */
export async function checkClock(api: string | undefined, now: () => number): Promise<Finding> {
  const before = now();
  const answer = await fetch(`${api ?? "https://discord.com/api"}/v10/gateway`, {
    signal: AbortSignal.timeout(10_000),
  });
  const theirs = Date.parse(answer.headers.get("Date") ?? "");
  if (Number.isNaN(theirs)) return warn("Discord did not tell the time", "Run this again.");
  // Their clock is told in whole seconds.
  const off = Math.round(((before + now()) / 2 - theirs - 500) / 1000);
  if (Math.abs(off) <= 2) return ok("The clock is right");
  const fix = "Switch on time synchronisation: timedatectl set-ntp true";
  const what = `The clock is ${Math.abs(off)} seconds ${off > 0 ? "ahead" : "behind"}`;
  return Math.abs(off) > 30 ? fail(what, fix) : warn(what, fix);
}

export function checkDisk({ dataDir }: Config): Finding {
  try {
    makeFolders(dataDir);
    accessSync(dataDir, constants.W_OK);
  } catch (error) {
    return fail(
      `${dataDir} cannot be written to (${(error as Error).message})`,
      "Give the bot's user this folder: chown, or set DATA_DIR.",
    );
  }
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const what = `${(free / gigabyte).toFixed(1)} GB free for ${dataDir}`;
  if (free < gigabyte / 5) return fail(what, "Make room: the bot cannot save anything on a full disk.");
  return free < gigabyte ? warn(what, "Make room before it is full.") : ok(what);
}

export function checkFonts(): Finding {
  const missing = Object.values(mainFonts)
    .map(pathOf)
    .filter((file) => !existsSync(file));
  return missing.length === 0
    ? ok("The fonts for pictures are there")
    : fail(`Missing: ${missing.join(", ")}`, "They come with the project: git checkout -- assets");
}

export function checkBackup({ backupDir }: Config, fresh: boolean, now: number): Finding {
  const at = newestCopyAt(backupDir);
  const fix = "Run npm run backup every night; docs/operators.md has a timer to copy.";
  if (at === undefined)
    return fresh ? ok("No backup yet: nothing to copy") : warn(`No backup in ${backupDir}`, fix);
  const days = Math.floor((now - at) / dayMs);
  return days > 2
    ? warn(`The newest backup is ${days} days old`, fix)
    : ok("The newest backup is from the last two days");
}
