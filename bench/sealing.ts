/**
 * `npm run bench -- sealing`: what it costs that every check-in is sealed. A check-in is the whole use case, durable
 * write included, on SQLite; sealing and opening are what is done to its payload on the way.
 */
import { randomBytes, createSecretKey } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { checkInCases } from "#app/check-ins.ts";
import { practiceCases } from "#app/practices.ts";
import { settingsCases } from "#app/settings.ts";
import { loadLibrary } from "#content/library.ts";
import { openStore } from "#storage/open.ts";
import { open, seal } from "#storage/seal.ts";
import { ash } from "#test/storage/harness.ts";
import { median, round, type Suite } from "./suite.ts";

const rounds = 2_000;
const answers = {
  access: 4,
  mood: -1,
  urge: 6,
  sleep: 5,
  note: "Walked to the river; it was louder than I thought.",
};

/** Microseconds of each call, after a warm-up. */
async function timed(call: () => unknown): Promise<number[]> {
  for (let index = 0; index < rounds / 10; index++) await call();
  const times: number[] = [];
  for (let index = 0; index < rounds; index++) {
    const started = performance.now();
    await call();
    times.push((performance.now() - started) * 1000);
  }
  return times;
}

async function checkIns(): Promise<number[]> {
  const dataDir = mkdtempSync(join(tmpdir(), "thaw-sealing-"));
  const now = () => 1_772_481_600_000;
  const store = await openStore({ url: `file:${join(dataDir, "thaw.db")}`, dataDir, purpose: "live", now });
  try {
    await store.tx((q) => q.people.save(ash));
    const deps = { store, now, newId: () => uuidv7() };
    const { practices, words } = await loadLibrary();
    const cases = checkInCases(deps, {
      settings: settingsCases(deps),
      practices: practiceCases(deps, practices),
      words,
    });
    return await timed(() => cases.add(ash, "within", answers));
  } finally {
    await store.close();
    rmSync(dataDir, { recursive: true });
  }
}

export const suite: Suite = {
  name: "sealing",
  async run(report) {
    const key = createSecretKey(randomBytes(32));
    const place = { personId: ash.id, kind: "checkin", id: uuidv7() };
    const body = { version: 1, state: "within", ...answers };
    const sealed = seal(key, place, body);
    const [sealing, opening, whole] = [
      median(await timed(() => seal(key, place, body))),
      median(await timed(() => open(key, place, sealed))),
      median(await checkIns()),
    ];
    const share = sealing / whole;
    report({
      title: "A check-in, and the sealing in it (median, µs)",
      columns: ["work", "µs", "share of a check-in"],
      rows: [
        ["whole check-in, durable", round(whole), "100 %"],
        ["sealing its payload", round(sealing), `${round(share * 100)} %`],
        ["opening it again", round(opening), `${round((opening / whole) * 100)} %`],
        ["aim", "", "under 10 %"],
      ],
    });
    return {
      "checkin-us": round(whole),
      "seal-us": round(sealing),
      "open-us": round(opening),
      share: round(share),
    };
  },
};
