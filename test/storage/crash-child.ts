/** Writes batches of ten until it is killed, and tells of each one that it was promised to be safe. */
import { openStore } from "#storage/open.ts";
import { ash, monday, newUrge } from "./harness.ts";

const [url = "", dataDir = "", first = "0"] = process.argv.slice(2);
const store = await openStore({ url, dataDir, purpose: "live", now: () => monday });
await store.tx((q) => q.people.save(ash));
for (let batch = Number(first); ; batch++) {
  await store.asMember(ash.id, function* (q) {
    for (let n = 0; n < 10; n++) yield* q.records.add("urge", newUrge(`${batch}-${n}`, n));
  });
  process.stdout.write(`${batch}\n`);
}
