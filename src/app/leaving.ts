/**
 * Leaving a server is seen without reading member lists: little by little, Discord is asked about each member who takes
 * part in a server's schedules. Whoever is gone gets nothing of that server any more; what they made stays theirs.
 */
import type { Deps } from "./deps.ts";
import type { Membership } from "./nudge-tables.ts";

export interface LeavingParts extends Pick<Deps, "store" | "now"> {
  /** Undefined when it could not be found out just now. */
  isMember(membership: Membership): Promise<boolean | undefined>;
}

/** Whom nobody was asked about for so long is asked about; so a daily nudge comes once more at the most. */
const everyMs = 20 * 3_600_000;
/** Look-ups in one call; called every minute, that is two a second. */
const most = 120;

/** @returns how many had left */
export async function noticeLeaving({ store, now, isMember }: LeavingParts): Promise<number> {
  let gone = 0;
  for (const membership of await store.tx((q) => q.subscriptions.unchecked(now() - everyMs, most))) {
    const still = await isMember(membership);
    if (still === undefined) continue;
    if (still) await store.tx((q) => q.subscriptions.noteChecked(membership, now()));
    else await endServer(store, membership);
    if (!still) gone += 1;
  }
  return gone;
}

/** Ends everything that a server sends a member. */
function endServer(store: Deps["store"], { personId, guildId }: Membership): Promise<void> {
  return store.tx(function* (q) {
    for (const dueId of yield* q.queue.endGuild(personId, guildId))
      yield* q.deliveries.cancel(dueId, "left-server");
  });
}
