/**
 * `npm run backup`: copies data and keys beside a running bot, apart from each other, and tries the copies by opening
 * them before they take their place.
 *
 *     npm run backup                        into BACKUP_DIR and KEYS_BACKUP_DIR
 *     npm run backup -- --keep 30           keeps 30 copies of the data instead of 14
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { backUp } from "#storage/backup.ts";
import { operatorConfig, run, storeOptions } from "./operator.ts";

await run(async () => {
  const { values } = parseArgs({ options: { keep: { type: "string", default: "14" } } });
  const keep = Number(values.keep);
  if (!Number.isInteger(keep) || keep < 1) throw new Error("--keep wants a whole number from 1 on.");
  const config = operatorConfig();
  const plan = { dataTo: resolve(config.backupDir), keysTo: resolve(config.keysBackupDir), keep };
  const { data, keys, members, opened, removed } = await backUp(storeOptions(config), plan);
  console.log(`Tried: ${members} members, ${opened} of their records opened with the copied keys.`);
  console.log(`Data: ${data}`);
  console.log(`Keys: ${keys} (the only copy: it replaces the one before)`);
  if (removed.length > 0) console.log(`Removed: ${removed.length} older than the newest ${keep}`);
  console.log("Take them to two different places, and keep the master key in a third.");
});
