/** One database behind either dialect: transactions, close. */
import type { Isolation, Steps } from "#app/store.ts";
import type { Call, Dialect, Sql } from "./sql.ts";

export interface Engine<S> {
  dialect: Dialect;
  /**
   * Runs the steps in one transaction. They may be run again from the start when the database asks for it, so they
   * change nothing but the database. An error inside is thrown into them at the point where it happened, for cleaning
   * up; the transaction is rolled back whatever they do about it.
   */
  tx<T>(steps: (sql: Sql<S>) => Steps<T>, isolation?: Isolation): Promise<T>;
  /**
   * Runs work whose transactions follow one another: each is answered before it is kept, so that the next need not wait
   * for the disk. They are kept in their order, several in one commit where nobody else wants the database. Resolves when
   * all of them are kept, and rejects when one was lost: those of the same commit are lost as well, all others are kept.
   */
  ahead<T>(work: (tx: Engine<S>["tx"]) => Promise<T>): Promise<T>;
  /** Overwrites what was deleted from a table, as far as the dialect lets us: in SQLite, the log of writes too. */
  scrub(table: string): Promise<void>;
  close(): Promise<void>;
}

/** Drives steps whose calls are answered at once. */
export function driveSync<T>(steps: Steps<T>, answer: (call: Call) => unknown): T {
  let failure: { error: unknown } | undefined;
  let step = steps.next();
  while (!step.done) {
    let result: unknown;
    try {
      if (failure) throw failure.error;
      result = answer(asCall(step.value));
    } catch (error) {
      failure = { error };
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  if (failure) throw failure.error;
  return step.value;
}

/** Drives steps whose calls are awaited one after the other. */
export async function driveAsync<T>(steps: Steps<T>, answer: (call: Call) => Promise<unknown>): Promise<T> {
  let failure: { error: unknown } | undefined;
  let step = steps.next();
  while (!step.done) {
    let result: unknown;
    try {
      if (failure) throw failure.error;
      result = await answer(asCall(step.value));
    } catch (error) {
      failure = { error };
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
  if (failure) throw failure.error;
  return step.value;
}

function asCall(value: unknown): Call {
  if (typeof value === "object" && value !== null && "prepared" in value && "params" in value)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only `ask` in sql.ts makes such objects
    return value as Call;
  throw new TypeError("A transaction may yield nothing but queries; run other things before it or after it.");
}
