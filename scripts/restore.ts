/**
 * `npm run restore`: puts a copy of the data back; members who were erased since stay erased. The bot has to be stopped.
 *
 *     npm run restore                                   the newest copy in BACKUP_DIR
 *     npm run restore -- data/backups/thaw-….db         this one
 *     npm run restore -- --keys data/keys-backup/keys.db    the keys too: only when keys.db is lost
 */
import { parseArgs } from "node:util";
import { leaveUnknown } from "#nudges/after-restore.ts";
import { copiesIn } from "#storage/copies.ts";
import type { OpenStore } from "#storage/open.ts";
import { restore } from "#storage/restore.ts";
import { operatorConfig, run, storeOptions } from "./operator.ts";

await run(async () => {
  const { values, positionals } = parseArgs({
    options: { keys: { type: "string" } },
    allowPositionals: true,
  });
  const config = operatorConfig();
  const data = positionals[0] ?? copiesIn(config.backupDir)[0];
  if (!data) throw new Error(`There is no copy in ${config.backupDir}. Name one: npm run restore -- FILE`);
  let unknown = 0;
  const copies = { data, keys: values.keys };
  const settle = async (store: OpenStore) => void (unknown = await leaveUnknown(store, Date.now()));
  const { members, opened, erasedAgain, before } = await restore(storeOptions(config), copies, settle);
  console.log(`Restored from ${data}: ${members} members, ${opened} of their records opened as a trial.`);
  if (erasedAgain > 0) console.log(`Erased since then, and gone again: ${erasedAgain}`);
  if (unknown > 0) console.log(`Due since then, perhaps sent already, and not sent again: ${unknown}`);
  for (const file of before)
    console.log(`What was there before lies in ${file}. Delete it when all is well.`);
});
