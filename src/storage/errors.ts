/** What can be wrong with a database or a key when the bot starts, each with a sentence for the operator. */

const sentences = {
  "database-url": "DATABASE_URL must begin with file: or postgres://, such as file:data/thaw.db.",
  "database-locked":
    "{what} is in use by another process. Stop that one first: two bots on one database would send everything twice.",
  "database-corrupt":
    "{what} is damaged or is no database (or encrypted, and DATABASE_CIPHER_KEY is not set). It was left as it is; restore the newest backup in its place.",
  "database-plain":
    "{what} is not encrypted, while DATABASE_CIPHER_KEY is set. It was left as it is; npm run db:move brings it into an encrypted file, or empty DATABASE_CIPHER_KEY.",
  "cipher-mismatch":
    "{what} does not open with DATABASE_CIPHER_KEY. It is another key than the file was made with, or the file is damaged; it was left as it is.",
  "cipher-missing":
    "DATABASE_CIPHER_KEY is set, but the driver that encrypts whole files (better-sqlite3-multiple-ciphers) is not installed here. Run npm ci, or empty DATABASE_CIPHER_KEY.",
  "cipher-nowhere":
    "Nothing here is encrypted as a whole: DATABASE_CIPHER_KEY is not set, or data and keys are in PostgreSQL. npm run db:move brings plain files into encrypted ones.",
  "database-too-new":
    "{what} was written by a newer version of Thaw. It was left as it is; start that version again, or restore a backup from before the upgrade.",
  "database-foreign":
    "{what} belongs to another application. It was left as it is; choose another DATABASE_URL.",
  "database-half-moved":
    "{what} is the half of a move from {from} that was cut short. Everything is still whole in {from}. Empty {what} and the key store beside it (or choose others), then move again.",
  "database-moved":
    "{what} was moved to {to}. It was left as it is; set DATABASE_URL to the new place, or move it back with npm run db:move.",
  "database-not-empty": "{what} is not empty. It was left as it is; choose a new database.",
  "database-in-use": "{what} is in use; bots at work on it: {count}. Stop them first.",
  "shards-taken":
    "Another process answers for shard {shards}. Two on one shard would answer everything twice: stop that one, correct SHARDS, or set TAKE_OVER=1 to take its place.",
  "shard-count":
    "This process counts {count} shards, while another one counts {other}. All of them need the same SHARD_COUNT: stop those first.",
  "take-over-failed":
    "The process that answers for shard {shards} did not give way. It has shards besides these, or hangs: stop it, then start this one again.",
  "copy-differs":
    "The copy in {what} is not the same as the original (table {table}). Nothing was changed in the original.",
  "database-other-purpose":
    "{what} holds {found} data, and this start wants {wanted} data. The two are never mixed: choose another DATABASE_URL.",
  "database-unreachable": "{what} cannot be opened: {reason}.",
  "keys-foreign":
    "The key store {what} belongs to another database. Members' records can only be opened with the key store they were written with.",
  "keys-missing":
    "The key store {what} is empty, while the database holds sealed records. Restore the key store that belongs to it.",
  "key-malformed":
    "The master key must be 32 bytes, written as base64 or as 64 hexadecimal digits (openssl rand -base64 32 makes one).",
  "key-missing":
    "The master key is not there: {what} does not exist, while the key store was written with one. Restore it, or set MASTER_KEY.",
  "key-mismatch":
    "The master key does not open the key store {what}. It is an old or a wrong key; nothing was touched.",
  "key-lost":
    "A member's data key is not in the key store, and was never erased. Restore the key store that belongs to this database.",
  "record-unreadable": "A sealed record cannot be opened: it was moved, altered, or its key is gone.",
  "commit-unknown": "The connection was lost while saving; whether it was saved is not known.",
} as const;

export type StoreErrorCode = keyof typeof sentences;

/** A fault of the database or the keys, with its sentence as the message and the cause kept. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, values: Record<string, string> = {}, cause?: unknown) {
    super(
      sentences[code].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "?"),
      { cause },
    );
    this.name = "StoreError";
    this.code = code;
  }
}
