/** The advisory locks behind a seat, and how one tells by them who is still there. */
import type { SQL } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { sql } from "./drizzle.ts";

/** First half of each lock's key, "Th" and a number; the second is a shard, a count, a lane, or any number. */
export const lock = {
  shard: 0x54_68_00_01,
  count: 0x54_68_00_02,
  worker: 0x54_68_00_03,
  identify: 0x54_68_00_04,
  sender: 0x54_68_00_05,
} as const;

/** Source of a select: the locks of a kind that are held in this database, `objid` each. */
export const heldLocks = (kind: number): string =>
  `FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = ${kind}` +
  " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

const prefix = "seat-";

/** What the ledger calls the process whose worker lock has this number. */
export const ownerOf = (worker: number): string => `${prefix}${worker}`;

/**
 * Whether a process that had a seat has left it. The locks are read after the row was, and whoever writes a row has had
 * the lock before: nobody who is there is taken for gone.
 */
export const ownerIsGone = (owner: SQLiteColumn): SQL =>
  sql`(${owner} LIKE ${sql.raw(`'${prefix}%'`)} AND ${owner} NOT IN (SELECT ${sql.raw(`'${prefix}' || objid ${heldLocks(lock.worker)}`)}))`;
