/** What a member is told at their next command: that nothing reaches them, or why nothing came. Each of it once. */
import { contactLimits } from "#core/contact-limits.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Delivery } from "./nudge-tables.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";

export interface NudgeNews {
  /** Direct messages are closed, and something could not come because of that. */
  dmClosed: boolean;
  /** So many nudges in a row found no answer that none come any more. */
  stopped: boolean;
}

const day = 86_400_000;
const lately = 30 * day;

/** Reads it and notes that it was told. A member who is back counts as having answered, unless all had stopped. */
export function* nudgeNews(q: Tables, { id }: Person, now: EpochMs): Steps<NudgeNews> {
  const news: NudgeNews = { dmClosed: false, stopped: false };
  const person = yield* q.people.find(id);
  if (!person) return news;
  const stopped = person.ignored >= contactLimits.stopAfter;
  if (person.dmState !== "closed" && !stopped) {
    if (person.ignored > 0) yield* q.deliveries.resetIgnored(id);
    return news;
  }
  const recent = yield* q.deliveries.ofPerson(id, now - lately);
  if (person.dmState === "closed") news.dmClosed = yield* tell(q, sinceSent(recent, "dm-closed"), now);
  else news.stopped = yield* tell(q, sinceSent(recent, "stopped"), now);
  return news;
}

/** Those held back for a reason since the last that arrived; newest first. */
function sinceSent(newestFirst: Delivery[], reason: string): Delivery[] {
  const last = newestFirst.findIndex(({ state }) => state === "sent");
  return newestFirst.slice(0, last < 0 ? undefined : last).filter((one) => one.reason === reason);
}

/** Once for all of them: whichever was told of stands for those that follow. */
function* tell(q: Tables, held: Delivery[], now: EpochMs): Steps<boolean> {
  const [newest] = held;
  if (!newest || held.some(({ answeredAt }) => answeredAt !== null)) return false;
  yield* told(q, newest, now);
  return true;
}

const told = (q: Tables, { dueId, epoch, occ }: Delivery, now: EpochMs): Steps<void> =>
  q.deliveries.answered(dueId, epoch, occ, now);
