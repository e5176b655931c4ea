/** Faults of the disk and of what lies on it: full, read-only, locked, a row that cannot be read. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import type { ChaosFault } from "./fault.ts";
import { ordeal } from "./processes.ts";
import { startRig } from "./rig.ts";

/** A small disk of its own, seen by all: mounting wants root. */
function smallDisk(megabytes: number): { folder: string; remount(options: string): void; free(): void } {
  const folder = mkdtempSync(join(tmpdir(), "thaw-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", folder]);
  return {
    folder,
    remount: (options) => void execFileSync("mount", ["-o", `remount,${options}`, folder]),
    free() {
      execFileSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const full: ChaosFault = {
  name: "disk-full",
  what: "A full disk, then room again",
  async run({ nudges, times }) {
    const disk = smallDisk(96);
    const filler = join(disk.folder, "filler");
    try {
      const rig = await startRig({ nudges, folder: dataIn(disk.folder) });
      return await ordeal(rig, async () => {
        const bot = await rig.start();
        for (let count = 0; count < times; count++) {
          await pause(500);
          fill(filler);
          await pause(2000);
          rmSync(filler, { force: true });
        }
        if (bot.code !== undefined) throw new Error(`the bot ended: ${bot.said}`);
        return times;
      });
    } finally {
      disk.free();
    }
  },
};

const readOnly: ChaosFault = {
  name: "read-only",
  what: "A start on a read-only disk is refused with a sentence; then the disk can be written to again",
  async run({ nudges, times }) {
    const disk = smallDisk(96);
    try {
      const rig = await startRig({ nudges, folder: dataIn(disk.folder) });
      return await ordeal(rig, async () => {
        for (let count = 0; count < times; count++) {
          disk.remount("ro");
          const bot = await rig.start();
          if (bot.code !== 1 || !bot.said.includes("cannot be opened"))
            throw new Error(`the bot said: ${bot.said}`);
          disk.remount("rw");
        }
        await rig.start();
        return times;
      });
    } finally {
      disk.free();
    }
  },
};

function dataIn(folder: string): string {
  const data = join(folder, "data");
  mkdirSync(data);
  return data;
}

const fill = (file: string): void => {
  try {
    execFileSync("dd", ["if=/dev/zero", `of=${file}`, "bs=64k"], { stdio: "ignore" });
  } catch {
    // It ends with "no space left", which is what it is for.
  }
};

const locked: ChaosFault = {
  name: "locked",
  what: "Database locked by another program for two seconds, and copied meanwhile",
  async run({ nudges, times }) {
    const rig = await startRig({ nudges });
    return ordeal(rig, async () => {
      await rig.start();
      for (let count = 0; count < times; count++) {
        const other = new (loadBetterSqlite3())(join(rig.folder, "thaw.db"), { timeout: 10_000 });
        other.exec("BEGIN IMMEDIATE");
        await pause(2000);
        other.exec("ROLLBACK");
        other.prepare("VACUUM INTO ?").run(join(rig.folder, `copy-${count}.db`));
        other.close();
        await pause(500);
      }
      return times;
    });
  },
};

const poisoned: ChaosFault = {
  name: "poisoned-row",
  what: "Rows that make no sense among those that are due",
  async run({ nudges, times }) {
    const rig = await startRig({ nudges });
    const db = new (loadBetterSqlite3())(join(rig.folder, "thaw.db"));
    const kind = db.prepare(
      "UPDATE due SET kind = 'nonsense' WHERE id IN (SELECT id FROM due ORDER BY id LIMIT ?)",
    );
    const rule = db.prepare(
      'UPDATE schedule SET rule = \'{"kind":"nonsense"}\' WHERE id IN (SELECT id FROM schedule ORDER BY id DESC LIMIT ?)',
    );
    kind.run(times);
    rule.run(times);
    db.close();
    // The nonsense itself is nobody's nudge; all others have to come.
    const during = async () => {
      await rig.start();
      return 2 * times;
    };
    return ordeal(rig, during, 150, 2 * times);
  },
};

export const diskFaults: ChaosFault[] = [full, readOnly, locked, poisoned];
