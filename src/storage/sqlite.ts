/** SQLite: one connection that writes; see `commit-queue.ts` for how transactions run on it. */
import { closeSync, openSync } from "node:fs";
import type { Database } from "better-sqlite3";
import { commitQueue } from "./commit-queue.ts";
import { loadSqliteDriver, loadSqliteMigrator } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import type { Expected, Holding } from "./migrations.ts";
import type { Sql } from "./sql.ts";
import { openFile, planOnce, type SqliteFile } from "./sqlite-driver.ts";
import { applicationId, inspectSqliteFile, readingError } from "./sqlite-file.ts";
import { walCarrier, type Carried, type WalCarrier } from "./wal-carrier.ts";
import { walDisk, type WalDisk } from "./wal-disk.ts";

/** How long a statement waits, and the event loop with it, for another process that writes; then the queue waits. */
const busyTimeoutMs = 50;
/**
 * A log begins anew once all of it was carried, which beside steady writing never happens: there is always a last commit. Of
 * one that is this long, what little the thread has left is carried between two commits.
 */
const longPages = 16_000;
const littlePages = 500;
/**
 * When it is this long, 500 MB, whatever the thread has left is carried within a commit, which holds the event loop for that
 * long. It becomes so when hundreds of thousands of nudges are made up for at once.
 */
const mostPages = 128_000;

/**
 * Opens a database file, made and migrated as needed.
 * @throws {StoreError} when it is damaged, another application's, too new, or cannot be opened
 */
export function openSqlite<S>(file: SqliteFile, t: S, expected: Expected): Engine<S> {
  inspectSqliteFile(file, expected);
  const client = connect(file, expected.holding);
  const db = loadSqliteDriver().drizzle(client);
  try {
    loadSqliteMigrator().migrate(db, { migrationsFolder: expected.migrations.folder });
    client.pragma("foreign_keys = ON");
  } catch (cause) {
    client.close();
    throw readingError(file, cause);
  }
  const sql: Sql<S> = { dialect: "sqlite", db, t, prepared: new Map() };
  const log = logOf(client, file, expected.holding, ({ pages, carried }) => {
    if (pages >= longPages && pages - carried <= littlePages) queue.between(() => carryRest(client));
  });
  const queue = commitQueue(client, log?.disk, log?.carrier?.changed);
  return {
    dialect: "sqlite",
    tx: (steps) => queue.tx(() => steps(sql)),
    ahead: (work) => queue.ahead((tx) => work((steps) => tx(() => steps(sql)))),
    async scrub() {
      await log?.carrier?.rest();
      queue.between(() => void client.pragma("wal_checkpoint(TRUNCATE)"));
    },
    close: async () => {
      try {
        await queue.tx(nothing);
      } finally {
        await log?.carrier?.close();
        log?.disk.close();
        client.close();
      }
    },
  };
}

function carryRest(client: Database): void {
  try {
    client.pragma("wal_checkpoint(PASSIVE)");
  } catch {
    // A full or broken disk, which the next commit meets as well and says so; the log stays as it is.
  }
}

interface Log {
  disk: WalDisk;
  carrier: WalCarrier | undefined;
}

/**
 * From now on commits leave the disk to others: the wait for it to the queue, and carrying the log over into the file to a
 * thread, where much is written. Undefined where the file system allows no such log.
 */
function logOf(
  client: Database,
  file: SqliteFile,
  holding: Holding,
  carried: (log: Carried) => void,
): Log | undefined {
  if (client.pragma("journal_mode", { simple: true }) !== "wal") return undefined;
  try {
    const disk = walDisk(file.name);
    client.pragma("synchronous = NORMAL");
    if (holding === "keys") return { disk, carrier: undefined };
    client.pragma(`wal_autocheckpoint = ${mostPages}`);
    return { disk, carrier: walCarrier(file, carried) };
  } catch (cause) {
    client.close();
    throw readingError(file, cause);
  }
}

/** Asked for last, ends last: what was asked for before it is then on disk. */
function* nothing() {}

function connect(file: SqliteFile, holding: Holding): Database {
  try {
    makeFile(file.name);
    const client = planOnce(openFile(file, { timeout: busyTimeoutMs }));
    client.pragma("journal_mode = WAL");
    // What a member was told is saved survives a power cut; once all is set up, `wal-disk.ts` sees to it.
    client.pragma("synchronous = FULL");
    client.pragma("secure_delete = ON");
    client.pragma("temp_store = MEMORY");
    client.pragma("cache_size = -16384");
    client.pragma("journal_size_limit = 67108864");
    client.pragma(`application_id = ${applicationId[holding]}`);
    // A migration that rebuilds a table drops the old one, which must not cascade.
    client.pragma("foreign_keys = OFF");
    return client;
  } catch (cause) {
    throw readingError(file, cause);
  }
}

/** Made by us and not by SQLite, so that no other user of the machine can read it, nor the log beside it. */
function makeFile(file: string): void {
  closeSync(openSync(file, "a", 0o600));
}
