/**
 * `npm run bench -- sealing`: what it costs that every check-in is sealed. A check-in is the whole use case, durable
 * write included, on SQLite; sealing and opening are what is done to its payload on the way.
 */
import { randomBytes, createSecretKey } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { open, seal } from "#storage/seal.ts";
import { ash } from "#test/storage/harness.ts";
import { startSite } from "#test/web/site-world.ts";
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

async function checkIns(cipherKey?: string): Promise<number[]> {
  await using site = await startSite(cipherKey === undefined ? {} : { cipherKey });
  return await timed(() => site.app.checkIns.add(ash, "within", answers));
}

export const suite: Suite = {
  name: "sealing",
  async run(report) {
    const key = createSecretKey(randomBytes(32));
    const place = { personId: ash.id, kind: "checkin", id: uuidv7() };
    const body = { version: 1, state: "within", ...answers };
    const sealed = seal(key, place, body);
    const [sealing, opening, whole, encrypted] = [
      median(await timed(() => seal(key, place, body))),
      median(await timed(() => open(key, place, sealed))),
      median(await checkIns()),
      median(await checkIns(randomBytes(32).toString("hex"))),
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
        [
          "whole check-in into a file that is encrypted too",
          round(encrypted),
          `${round((encrypted / whole) * 100)} %`,
        ],
      ],
    });
    return {
      "checkin-us": round(whole),
      "seal-us": round(sealing),
      "open-us": round(opening),
      share: round(share),
      "encrypted-file-us": round(encrypted),
    };
  },
};
