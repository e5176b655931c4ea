/** A look at a database and its keys without changing anything, beside a running bot. */
import { existsSync, statSync } from "node:fs";
import { StoreError } from "./errors.ts";
import { findMasterKey } from "./master-key.ts";
import { expect, type Holding } from "./migrations.ts";
import type { StoreOptions } from "./open.ts";
import { homeOf, type Place } from "./place.ts";
import { openFile } from "./sqlite-driver.ts";
import { inspectSqliteFile } from "./sqlite-file.ts";

/** Facts from `meta`; undefined when the database is not there yet. @throws {StoreError} as an opening does */
async function peek(
  place: Place,
  holding: Holding,
  { purpose }: StoreOptions,
): Promise<Map<string, string> | undefined> {
  const { dialect, name } = place;
  const expected = expect(dialect, holding, purpose);
  if (dialect === "postgres") {
    const { peekPostgres } = await import("./postgres-database.ts");
    return peekPostgres(name, expected);
  }
  inspectSqliteFile(place, expected);
  if (!existsSync(name) || statSync(name).size === 0) return undefined;
  const client = openFile(place, { readonly: true, fileMustExist: true, timeout: 1000 });
  try {
    const rows = client.prepare<[], { key: string; value: string }>("SELECT key, value FROM meta").all();
    return new Map(rows.map(({ key, value }) => [key, value]));
  } finally {
    client.close();
  }
}

export interface Peeked {
  /** Database and key store are not there yet: the first start makes them. */
  fresh: boolean;
  /** Version of the time zone data that the nudges were reckoned with. */
  tzdata: string | undefined;
}

/** Whether database, key store and master key are there, sound, and belong together. @throws {StoreError} */
export async function peekStore(options: StoreOptions): Promise<Peeked> {
  const home = homeOf(options);
  const data = await peek(home.data, "data", options);
  const keys = await peek(home.keys, "keys", options);
  const what = home.keys.shown;
  if (data?.get("store") !== undefined && keys === undefined) throw new StoreError("keys-missing", { what });
  const master = keys?.get("master");
  if (data === undefined || keys === undefined || master === undefined)
    return { fresh: true, tzdata: undefined };
  if (data.get("store") !== keys.get("store")) throw new StoreError("keys-foreign", { what });
  const { id } = findMasterKey(options, false).master;
  // While a new key is being brought in the old one still opens, and the other way round.
  if (id !== master && !keys.get("handover")?.includes(id)) throw new StoreError("key-mismatch", { what });
  return { fresh: false, tzdata: data.get("tzdata") };
}
