/**
 * Leaving a server is seen without reading member lists: little by little, Discord is asked about each member who takes
 * part in a server's schedules. Whoever is gone gets nothing of that server any more; what they made stays theirs.
 */
import type { Deps } from "./deps.ts";
import type { Membership } from "./nudge-tables.ts";

export interface LeavingParts extends Pick<Deps, "store" | "now"> {
  /** Undefined when it could not be found out just now; it never waits for a limit of Discord's. */
  isMember(membership: Membership): Promise<boolean | undefined>;
}

export interface LeavingJob {
  /** A few look-ups at once; the rest follow one by one, and nobody waits for them. Called every minute. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** Whom nobody was asked about for so long is asked about; so a daily nudge comes once more at the most. */
const everyMs = 20 * 3_600_000;
const atOnce = 4;
/** Pause between look-ups, ms, and how many follow in a minute: some 200,000 a day. */
const pauseMs = 350;
const following = 150;

/** @param pause waits so many milliseconds, or until `signal` says that it is over */
export function leavingJob(
  parts: LeavingParts,
  pause: (ms: number, signal: AbortSignal) => Promise<unknown>,
  failed: (error: unknown) => void,
): LeavingJob {
  const ending = new AbortController();
  let going: Promise<void> | undefined;
  const follow = async (): Promise<void> => {
    for (let round = 0; round < following; round++) {
      await pause(pauseMs, ending.signal);
      if (ending.signal.aborted || (await noticeLeaving(parts, 1)).known === 0) return;
    }
  };
  return {
    async run() {
      const { known } = await noticeLeaving(parts, atOnce);
      if (known < atOnce || ending.signal.aborted) return;
      going ??= follow()
        .catch(failed)
        .finally(() => (going = undefined));
    },
    async stop() {
      ending.abort();
      await going;
    },
  };
}

/** Asks about so many memberships. @returns of how many it was found out, and how many of them were over */
export async function noticeLeaving(
  { store, now, isMember }: LeavingParts,
  most: number,
): Promise<{ known: number; gone: number }> {
  const found = { known: 0, gone: 0 };
  for (const membership of await store.tx((q) => q.subscriptions.unchecked(now() - everyMs, most))) {
    const still = await isMember(membership);
    if (still === undefined) return found;
    if (still) await store.tx((q) => q.subscriptions.noteChecked(membership, now()));
    else await endServer(store, membership);
    found.known += 1;
    if (!still) found.gone += 1;
  }
  return found;
}

/** Ends everything that a server sends a member. */
function endServer(store: Deps["store"], { personId, guildId }: Membership): Promise<void> {
  return store.tx(function* (q) {
    for (const dueId of yield* q.queue.endGuild(personId, guildId))
      yield* q.deliveries.cancel(dueId, "left-server");
  });
}
