/**
 * Writes outcomes down in groups: those that arrive while a commit is under way share the next one. What the database
 * refuses for now, as on a full disk, is kept in mind and written at a later try.
 */
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Outcome } from "./sender.ts";
import { settle } from "./settle.ts";
import type { Started } from "./start-attempts.ts";

export interface Settler {
  /** Resolves once it is durable; rejects when it is only kept in mind. */
  settle(started: Started, outcome: Outcome): Promise<void>;
  /** Tries again to write down what is kept in mind. @throws when it still cannot be written */
  again(): Promise<void>;
  /** How many are kept in mind. */
  kept(): number;
}

interface Settling {
  started: Started;
  outcome: Outcome;
  done: PromiseWithResolvers<void>;
}

export function settler({ store, now }: { store: Pick<Store, "tx">; now(): EpochMs }): Settler {
  let waiting: Settling[] = [];
  let kept: Settling[] = [];
  let flushing = false;

  const write = (group: Settling[]): Promise<void> =>
    store.tx(function* (q) {
      for (const { started, outcome } of group) yield* settle(q, started, outcome, now());
    }, "latest");

  const flush = async (): Promise<void> => {
    flushing = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      await write(group).then(
        () => group.forEach(({ done }) => done.resolve()),
        (error: unknown) => {
          kept.push(...group);
          group.forEach(({ done }) => done.reject(error));
        },
      );
    }
    flushing = false;
  };

  return {
    settle(started, outcome) {
      const done = Promise.withResolvers<void>();
      waiting.push({ started, outcome, done });
      if (!flushing) void flush();
      return done.promise;
    },
    async again() {
      const group = kept;
      if (group.length === 0) return;
      await write(group);
      kept = kept.filter((one) => !group.includes(one));
    },
    kept: () => kept.length,
  };
}
