/** What every use case is given: the database, the time, and fresh ids. */
import type { EpochMs } from "#core/ids.ts";
import type { Store } from "./store.ts";

export interface Deps {
  store: Store;
  now(): EpochMs;
  /** UUIDv7: sorts by time of making. */
  newId(): string;
}
