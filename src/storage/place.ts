/** From a URL to an opened database of the right dialect. */
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "./engine.ts";
import { readingError } from "./sqlite-file.ts";
import { StoreError } from "./errors.ts";
import { makeFolders } from "./folder.ts";
import { expect, type Expected, type Purpose } from "./migrations.ts";
import { nameOf } from "./postgres-database.ts";
import type { KeySchema } from "./schema/keys.ts";
import type { Schema } from "./schema/make.ts";
import type { Dialect } from "./sql.ts";

export interface Place {
  dialect: Dialect;
  /** Path of the file, or the URL with its password. */
  name: string;
  /** As it may be shown to the operator. */
  shown: string;
  /** Key of a SQLite file that is encrypted as a whole. */
  cipher?: string | undefined;
}

/** Takes `file:path`, `file:///path` or `postgres://…` apart. @throws {StoreError} database-url */
export function placeOf(url: string, cipher?: string): Place {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url))
    return { dialect: "postgres", name: url, shown: nameOf(url) };
  if (!/^file:./.test(url)) throw new StoreError("database-url");
  const name = url.startsWith("file://") ? fileURLToPath(url) : resolve(url.slice("file:".length));
  return { dialect: "sqlite", name, shown: name, cipher };
}

/** The URL of a place. */
export const urlOf = ({ dialect, name }: Place): string => (dialect === "sqlite" ? `file:${name}` : name);

/** Beside the data: `keys.db` in the same folder, or a database on the same server with `_keys` after its name. */
export function defaultKeysUrl(url: string): string {
  const { dialect, name } = placeOf(url);
  if (dialect === "sqlite") return `file:${join(dirname(name), "keys.db")}`;
  const keys = new URL(url);
  keys.pathname += "_keys";
  return keys.href;
}

/** Where data and keys of an installation are. */
export interface Home {
  data: Place;
  keys: Place;
}

export interface Address {
  /** `file:…` or `postgres://…`. */
  url: string;
  /** Where members' keys are kept; by default beside the data: `keys.db`, or a database named after it with `_keys`. */
  keysUrl?: string | undefined;
  /** 64 hexadecimal digits: every SQLite file is encrypted as a whole. */
  cipherKey?: string | undefined;
}

/** @throws {StoreError} database-url */
export const homeOf = ({ url, keysUrl, cipherKey }: Address): Home => ({
  data: placeOf(url, cipherKey),
  keys: placeOf(keysUrl ?? defaultKeysUrl(url), cipherKey),
});

/** Makes the folder of a file that is to be opened. */
export function makeFolder(place: Place): void {
  if (place.dialect !== "sqlite") return;
  try {
    makeFolders(dirname(place.name));
  } catch (cause) {
    throw readingError(place, cause);
  }
}

/** The dialect that is not in use is never loaded: hence the imports inside. */
export const dataSchema = (dialect: Dialect): Promise<Schema> =>
  dialect === "sqlite" ? import("./schema/sqlite.ts") : import("./schema/postgres.ts");

export const keySchema = (dialect: Dialect): Promise<KeySchema> =>
  dialect === "sqlite" ? import("./schema/keys-sqlite.ts") : import("./schema/keys-postgres.ts");

export const openData = async (place: Place, purpose: Purpose): Promise<Engine<Schema>> =>
  openEngine(place, await dataSchema(place.dialect), expect(place.dialect, "data", purpose));

export const openKeys = async (place: Place, purpose: Purpose): Promise<Engine<KeySchema>> =>
  openEngine(place, await keySchema(place.dialect), expect(place.dialect, "keys", purpose));

async function openEngine<S>(place: Place, schema: S, expected: Expected): Promise<Engine<S>> {
  if (place.dialect === "sqlite") {
    const { openSqlite } = await import("./sqlite.ts");
    return openSqlite(place, schema, expected);
  }
  const { openPostgres } = await import("./postgres.ts");
  return openPostgres(place.name, schema, expected);
}
