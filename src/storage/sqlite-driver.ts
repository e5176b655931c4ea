/**
 * Opens SQLite files: plain ones, or ones that are encrypted as a whole, through a second driver of the same interface
 * that is loaded only when there is a key (`DATABASE_CIPHER_KEY`). Each page is then ChaCha20-Poly1305 under that key,
 * in the file, in its log of writes and in every copy.
 */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import type BetterSqlite3 from "better-sqlite3";
import type { Database, Options } from "better-sqlite3";
import { StoreError } from "./errors.ts";

const require = createRequire(import.meta.url);

export interface SqliteFile {
  /** Path. */
  name: string;
  /** 32 bytes as 64 hexadecimal digits; undefined: the file is not encrypted as a whole. */
  cipher?: string | undefined;
}

/** @throws {StoreError} cipher-missing when the driver is wanted and not there; whatever SQLite says otherwise */
export function openFile({ name, cipher }: SqliteFile, options: Options): Database {
  if (cipher === undefined) return new (loadBetterSqlite3())(name, options);
  return keyed({ name, cipher }, options);
}

const keyText = (cipher: string | undefined): string => (cipher === undefined ? "" : `raw:${cipher}`);

function keyed(file: SqliteFile, options: Options): Database {
  const client = new (loadCipherDriver())(file.name, options);
  for (const pragma of cipherPragmas(file.cipher)) client.pragma(pragma);
  return client;
}

const cipherPragmas = (cipher: string | undefined) => ["cipher = 'chacha20'", `key = '${keyText(cipher)}'`];

/**
 * Has statements keep the plan that they were prepared with. SQLite as the driver builds it (`ENABLE_STAT4`) makes the plan
 * anew for each value that is bound to where an index or a limit is: up to 50 µs for what takes 1 µs to run. It does not
 * look at a value that something is done to, be it nothing: https://sqlite.org/c3ref/prepare.html
 */
export function planOnce(client: Database): Database {
  const prepare: (text: string) => ReturnType<Database["prepare"]> = client.prepare.bind(client);
  return Object.assign(client, { prepare: (text: string) => prepare(unseen(text)) });
}

const unseen = (text: string): string =>
  text.replaceAll(/'[^']*'|"[^"]*"|limit \?|\?/gi, (found) =>
    found === "?" ? "+?" : found.endsWith("?") ? `${found} + 0` : found,
  );

/** How to open a file, for a thread that has nothing but the driver. */
export interface Opening {
  /** Package to be required. */
  driver: string;
  name: string;
  pragmas: string[];
}

export const openingOf = ({ name, cipher }: SqliteFile): Opening =>
  cipher === undefined
    ? { driver: "better-sqlite3", name, pragmas: [] }
    : { driver: "better-sqlite3-multiple-ciphers", name, pragmas: cipherPragmas(cipher) };

/** Encrypts a file that nobody else has open under another key, or under none. */
export function changeCipher(file: SqliteFile, next: string | undefined): void {
  const client = keyed(file, { fileMustExist: true });
  try {
    client.pragma(`rekey = '${keyText(next)}'`);
  } finally {
    client.close();
  }
}

export const loadBetterSqlite3 = (): typeof BetterSqlite3 => require("better-sqlite3");

function loadCipherDriver(): typeof BetterSqlite3 {
  try {
    return require("better-sqlite3-multiple-ciphers");
  } catch (cause) {
    throw new StoreError("cipher-missing", {}, cause);
  }
}

/** Whether the file is there and not encrypted as a whole. */
export function isPlain(file: string): boolean {
  if (!existsSync(file) || statSync(file).size === 0) return false;
  const head = Buffer.alloc(16);
  const handle = openSync(file, "r");
  try {
    readSync(handle, head, 0, head.length, 0);
  } finally {
    closeSync(handle);
  }
  return head.toString("latin1") === "SQLite format 3\0";
}

/** The file as it is to be read: a plain one without the key. */
export const asFound = <F extends SqliteFile>(file: F): F =>
  isPlain(file.name) ? { ...file, cipher: undefined } : file;
