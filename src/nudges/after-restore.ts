/** After a restore: what came due since the copy was taken may have been sent, and the ledger that would tell is gone. */
import type { Store } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { materialise } from "./materialise.ts";
import { sliceSize } from "./upkeep.ts";

/** Lets all that is due by now stay unknown, so that nothing is sent twice. No bot may be running. @returns how many */
export async function leaveUnknown(store: Pick<Store, "tx">, now: EpochMs): Promise<number> {
  const slice = () => store.tx((q) => materialise(q.queue, now, sliceSize, () => false), "latest");
  while ((await slice()).rows > 0);
  return store.tx((q) => q.queue.leaveUnknown(now, "restored"), "latest");
}
