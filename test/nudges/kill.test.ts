/** A short form of the kill bench: nothing arrives twice, and nothing is lost, however often the process dies. */
import { rmSync } from "node:fs";
import { expect, it } from "vitest";
import { recycleDatabase } from "#test/postgres.ts";
import { newOptions } from "#test/storage/harness.ts";
import { killRun } from "./kill-run.ts";

it.each(["sqlite", "postgres"] as const)(
  "kills at random moments on %s",
  { timeout: 90_000 },
  async (dialect) => {
    const { dir, options } = await newOptions(dialect);
    const seed = Date.now();
    const result = await killRun({
      url: options.url,
      dataDir: dir,
      nudges: 400,
      kills: 4,
      life: [2, 12],
      random: seeded(seed),
    });
    rmSync(dir, { recursive: true, force: true });
    if (dialect === "postgres") await recycleDatabase(options.url);
    // On a busy machine some come back after Discord has forgotten their nonce: those are written down, never sent again.
    expect(result.kills, `seed ${seed}`).toBeGreaterThan(0);
    expect(result, `seed ${seed}`).toMatchObject({ twice: 0, lost: 0 });
  },
);

/** A linear congruential generator: enough to choose moments by, and to choose them again. */
function seeded(seed: number): () => number {
  let state = seed % 2_147_483_647 || 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}
