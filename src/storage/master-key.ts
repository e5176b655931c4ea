/** The operator's master key, which wraps every member's data key. It is never in a database. */
import { createHash, createSecretKey, randomBytes, type KeyObject } from "node:crypto";
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { StoreError } from "./errors.ts";
import { makeFolders } from "./folder.ts";

export interface MasterKey {
  /** Tells keys apart without telling anything about them. */
  id: string;
  key: KeyObject;
}

/** Where the operator keeps it: in the environment, in a file, or in the file that the first start made. */
export interface MasterKeySource {
  masterKey?: string | undefined;
  masterKeyFile?: string | undefined;
  dataDir: string;
}

/** 32 bytes as hexadecimal digits or base64, of either alphabet. @throws {StoreError} key-malformed */
export function parseMasterKey(text: string): MasterKey {
  const trimmed = text.trim();
  const bytes = Buffer.from(trimmed, /^[0-9a-f]{64}$/i.test(trimmed) ? "hex" : "base64");
  if (bytes.length !== 32) throw new StoreError("key-malformed");
  const id = createHash("sha256").update("thaw master key").update(bytes).digest("hex").slice(0, 16);
  return { id, key: createSecretKey(bytes) };
}

/** A fresh key, as the text that goes into `MASTER_KEY` or its file. */
export const newMasterKey = () => randomBytes(32).toString("base64");

/**
 * Reads the master key, or makes one when none was ever used.
 * @param mayMake whether the key store is new; otherwise a missing key is a fault, since a new one would open nothing
 * @returns `made`: path of the file that was made, which the operator has to back up
 * @throws {StoreError} key-malformed, key-missing
 */
export function findMasterKey(
  source: MasterKeySource,
  mayMake: boolean,
): { master: MasterKey; made?: string } {
  if (source.masterKey) return { master: parseMasterKey(source.masterKey) };
  const file = source.masterKeyFile ?? join(source.dataDir, "master.key");
  if (existsSync(file)) return { master: parseMasterKey(readFileSync(file, "utf8")) };
  if (!mayMake || source.masterKeyFile) throw new StoreError("key-missing", { what: file });
  const text = newMasterKey();
  makeFolders(source.dataDir);
  writeFileSync(file, `${text}\n`, { mode: 0o600, flag: "wx", flush: true });
  chmodSync(file, 0o600);
  return { master: parseMasterKey(text), made: file };
}
