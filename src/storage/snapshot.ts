/** A copy of a database as of one moment, and whether such a copy can be read. */
import { closeSync, existsSync, openSync } from "node:fs";
import { asc } from "./drizzle.ts";
import { StoreError } from "./errors.ts";
import { expect, type Holding } from "./migrations.ts";
import { fillData, fillKeys } from "./move.ts";
import { openStore, type OpenStore, type StoreOptions } from "./open.ts";
import { placeOf, type Place } from "./place.ts";
import { run } from "./sql.ts";
import { asFound, changeCipher, openFile } from "./sqlite-driver.ts";
import { inspectSqliteFile } from "./sqlite-file.ts";

export interface Found {
  members: number;
  /** Records that were opened: the newest of each kind, of a thousand members at most. */
  opened: number;
}

const tried = 1000;
const waitMs = 5000;

/**
 * Copies a database of either dialect into a new SQLite file, beside whoever writes to it. The copy is encrypted as a
 * whole when there is a key for that, whatever the original is.
 * @throws {StoreError} database-corrupt, database-foreign and the like; database-unreachable
 */
export async function snapshot(
  place: Place,
  file: string,
  holding: Holding,
  { purpose, cipherKey }: Pick<StoreOptions, "purpose" | "cipherKey">,
): Promise<void> {
  if (place.dialect === "postgres") {
    await (holding === "data" ? fillData : fillKeys)(place, placeOf(`file:${file}`, cipherKey), purpose);
    return;
  }
  if (!existsSync(place.name))
    throw new StoreError("database-unreachable", { what: place.name, reason: "it does not exist" });
  const found = asFound(place);
  inspectSqliteFile(found, expect("sqlite", holding, purpose));
  closeSync(openSync(file, "wx", 0o600));
  const client = openFile(found, { readonly: true, fileMustExist: true, timeout: waitMs });
  try {
    // One snapshot, however much is written meanwhile; SQLite's page-by-page copy would begin anew at every write.
    client.prepare("VACUUM INTO ?").run(file);
  } finally {
    client.close();
  }
  if (found.cipher !== cipherKey) changeCipher({ name: file, cipher: found.cipher }, cipherKey);
}

/**
 * Opens a store, which replays what was erased, and some of what is in it.
 * @param settle what there is to do in it meanwhile
 * @throws {StoreError} when it is no good
 */
export async function openAndRead(
  options: StoreOptions,
  settle?: (store: OpenStore) => Promise<void>,
): Promise<Found> {
  const store = await openStore(options);
  try {
    await settle?.(store);
    const people = await store.data.tx(({ db, t }) =>
      run(db.select({ id: t.person.id, keyId: t.person.keyId }).from(t.person).orderBy(asc(t.person.id))),
    );
    let opened = 0;
    for (const { id } of people.filter(({ keyId }) => keyId !== null).slice(0, tried))
      opened += await store.asMember(id, function* (q) {
        let count = 0;
        for (const { kind } of yield* q.records.tally())
          count += (yield* q.records.list(kind, { limit: 1 })).length;
        return count;
      });
    return { members: people.length, opened };
  } finally {
    await store.close();
  }
}
