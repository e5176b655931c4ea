/**
 * `npm run keys:rotate`: brings in another master key, also while the bot runs. Members' keys are wrapped anew; what
 * they wrote stays as it is. The old key opens nothing once it is done.
 *
 *     npm run keys:rotate                      a new key, in the place of the old one's file
 *     npm run keys:rotate -- --out FILE        a new key into FILE, when the old one comes from MASTER_KEY
 *
 * With `--database` it is the key of the SQLite files themselves, and the bot has to be stopped:
 *
 *     npm run keys:rotate -- --database --out FILE    from DATABASE_CIPHER_KEY to a new key, which goes into FILE
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Config } from "#config";
import { newMasterKey } from "#storage/master-key.ts";
import { rotateCipher } from "#storage/rotate-cipher.ts";
import { rotateKeys } from "#storage/rotate.ts";
import { operatorConfig, run, storeOptions } from "./operator.ts";

/** Where the new key goes. @throws with a sentence */
function targetOf(config: Config, out: string | undefined): string {
  if (!config.masterKey) return config.masterKeyFile ?? join(config.dataDir, "master.key");
  if (out) return out;
  throw new Error(
    "The master key comes from MASTER_KEY. Say where the new one goes: npm run keys:rotate -- --out FILE",
  );
}

/** The new key lies beside the old one before anything is wrapped by it: a power cut leaves both, and either opens. */
function prepare(target: string): { fresh: string; text: string } {
  const fresh = `${target}.new`;
  if (!existsSync(fresh))
    writeFileSync(fresh, `${newMasterKey()}\n`, { mode: 0o600, flag: "wx", flush: true });
  return { fresh, text: readFileSync(fresh, "utf8") };
}

async function rotateMaster(config: Config, out: string | undefined): Promise<void> {
  const target = targetOf(config, out);
  const { fresh, text } = prepare(target);
  const wrapped = await rotateKeys(storeOptions(config), text);
  renameSync(fresh, target);
  console.log(`${wrapped} members' keys are wrapped by the new master key, which is in ${target}.`);
  console.log(
    "Run npm run backup now: the copy of the keys opens with the old one only. Then back the new one up away from the database, and destroy every copy of the old one.",
  );
  if (config.masterKey)
    console.log("Put it into MASTER_KEY before the bot starts again, then delete the file.");
}

async function rotateDatabase(config: Config, out: string | undefined): Promise<void> {
  if (!out) throw new Error("Say where the new key goes: npm run keys:rotate -- --database --out FILE");
  const { members, opened } = await rotateCipher(storeOptions(config), () => cipherKeyIn(out));
  console.log(`Data and keys are encrypted under the new key, which is in ${out}.`);
  console.log(`It opens them: ${members} members, ${opened} of their records opened as a trial.`);
  console.log(
    "Put it into DATABASE_CIPHER_KEY, keep it where the old one is kept, and delete the file. Then run npm run backup: copies from before open with the old key only.",
  );
}

/** The new key lies in its file before anything is encrypted by it; one that is there already is taken. */
function cipherKeyIn(file: string): string {
  if (!existsSync(file))
    writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx", flush: true });
  const key = readFileSync(file, "utf8").trim().toLowerCase();
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  throw new Error(
    `${file} is there and holds no key (64 hexadecimal digits). Name a file that is not there.`,
  );
}

await run(async () => {
  const { values } = parseArgs({ options: { out: { type: "string" }, database: { type: "boolean" } } });
  await (values.database ? rotateDatabase : rotateMaster)(operatorConfig(), values.out);
});
