/**
 * `npm run db:move`: moves data and keys into an empty database of either kind, and compares every row. The bot has to
 * be stopped. The old database is kept as it is, with a mark that it was moved.
 *
 *     npm run db:move -- --from file:data/thaw.db --to postgres://user:password@host/thaw
 *
 * With DATABASE_CIPHER_KEY set, a plain file moves into an encrypted one; `--plain` moves back into a plain one.
 * Keys go from beside the one to beside the other; `--keys-from` and `--keys-to` say otherwise.
 */
import { parseArgs } from "node:util";
import { moveStore } from "#storage/move.ts";
import { homeOf } from "#storage/place.ts";
import { operatorConfig, run, storeOptions } from "./operator.ts";

const text = { type: "string" } as const;

await run(async () => {
  const { values } = parseArgs({
    options: { from: text, to: text, "keys-from": text, "keys-to": text, plain: { type: "boolean" } },
  });
  const { from, to, "keys-from": keysFrom, "keys-to": keysTo, plain } = values;
  if (!from || !to)
    throw new Error(
      "Usage: npm run db:move -- --from file:data/thaw.db --to postgres://user:password@host/thaw",
    );
  const config = operatorConfig();
  const target = homeOf({ url: to, keysUrl: keysTo, cipherKey: plain ? undefined : config.cipherKey });
  const { data, keys } = await moveStore({ ...storeOptions(config), url: from, keysUrl: keysFrom }, target);
  for (const [table, rows] of Object.entries({ ...data, ...keys }))
    console.log(`${table.padEnd(14)}${String(rows).padStart(10)} rows, each compared`);
  console.log(`Moved. Put this into .env, then start the bot:\n  DATABASE_URL=${to}`);
  if (keysTo) console.log(`  KEYS_URL=${keysTo}`);
  else if (config.keysUrl) console.log("  KEYS_URL=            (empty: the keys lie beside the data)");
});
