/** Writes outcomes down in groups: those that arrive while a commit is under way share the next one. */
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Outcome } from "./sender.ts";
import { settle } from "./settle.ts";
import type { Started } from "./start-attempts.ts";

/** Resolves once it is durable. */
export type Settler = (started: Started, outcome: Outcome) => Promise<void>;

interface Settling {
  started: Started;
  outcome: Outcome;
  done: PromiseWithResolvers<void>;
}

export function settler({ store, now }: { store: Pick<Store, "tx">; now(): EpochMs }): Settler {
  let waiting: Settling[] = [];
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
        (error: unknown) => group.forEach(({ done }) => done.reject(error)),
      );
    }
    flushing = false;
  };

  return (started, outcome) => {
    const done = Promise.withResolvers<void>();
    waiting.push({ started, outcome, done });
    if (!flushing) void flush();
    return done.promise;
  };
}
