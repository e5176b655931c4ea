/** All that would reach a member in seven days: from where, why, and what would be held back on the way. */
import { contactLimits, decideContact, type ContactReason, type Contacts } from "#core/contact-limits.ts";
import type { EpochMs } from "#core/ids.ts";
import { isQuiet, quietHours } from "#core/quiet-hours.ts";
import { dueAfter } from "#core/schedule-next.ts";
import { contactKind, type NudgeKind } from "#core/schedule.ts";
import { localDate } from "#core/wall-clock.ts";
import type { DeliverySource } from "./delivery.ts";
import { courseOf } from "./due-plan.ts";
import type { DueFacts } from "./queue.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";
import { joined } from "./subscriptions.ts";

export interface Upcoming {
  at: EpochMs;
  kind: NudgeKind;
  /** Why: the member's own, a server's schedule that they joined, or asked for by a press. */
  source: DeliverySource;
  guildId: string | null;
  scheduleId: string | null;
  /** The channel it is posted in, where the member chose that way; null for a DM. */
  channelId: string | null;
  /** Why it would be left out; null when it comes. */
  held: "quiet" | ContactReason | null;
}

const day = 86_400_000;
type Bare = Omit<Upcoming, "held">;

/** In order of time. */
export function* weekAhead(q: Tables, person: Person, now: EpochMs): Steps<Upcoming[]> {
  const end = now + 7 * day;
  const found: Bare[] = [];
  for (const { asked, nextDue, kind, guildId, scheduleId } of yield* q.due.ofPerson(person.id))
    if (asked && nextDue !== null)
      found.push({ at: nextDue, kind, source: "asked", guildId, scheduleId, channelId: null });
  for (const facts of yield* q.queue.factsOfPerson(person.id))
    found.push(...comings(facts, end, facts.schedule?.ownerId ? "own" : "server", null));
  for (const { schedule, way } of yield* joined(q, person.id)) {
    const row = way === "channel" ? yield* q.due.ofChannel(schedule.id) : undefined;
    if (!row) continue;
    for (const facts of yield* q.queue.factsOfRow(row.id))
      found.push(...comings(facts, end, "server", schedule.channelId));
  }
  const ordered = found.filter(({ at }) => at < end).toSorted((a, b) => a.at - b.at);
  return withHeld(ordered, yield* reached(q, person.id, now), person);
}

function comings(facts: DueFacts, end: EpochMs, source: DeliverySource, channelId: string | null): Bare[] {
  const { kind, guildId, scheduleId } = facts;
  return [...within(facts, end)].map((at) => ({ at, kind, source, guildId, scheduleId, channelId }));
}

/** Something that reached the member, as far as limits count it. */
type Contact = Pick<Bare, "at" | "source" | "kind">;

/** What quiet hours and contact limits would make of each, one after the other as they would come. */
function withHeld(upcoming: Bare[], before: Contact[], person: Person): Upcoming[] {
  const sent = [...before];
  return upcoming.map((one) => {
    const counted = one.source !== "asked" && one.channelId === null;
    const held = counted ? heldBy(one, sent, person) : null;
    if (counted && held === null) sent.push(one);
    return { ...one, held };
  });
}

function heldBy({ at, source, kind }: Bare, sent: Contact[], person: Person): Upcoming["held"] {
  if (isQuiet(quietHours(person.quietFrom, person.quietTo), at, person.zone)) return "quiet";
  const own = source === "own";
  const contact = { kind: contactKind(kind), own, dailyCap: person.dailyCap };
  const decision = decideContact(contact, contactsBefore(at, sent, person));
  return decision.go === "hold" ? decision.reason : null;
}

function contactsBefore(at: EpochMs, sent: Contact[], person: Person): Contacts {
  const date = dateOf(at, person);
  const today = sent.filter((one) => dateOf(one.at, person) === date);
  const isServerPrompt = ({ source, kind }: Contact) => source === "server" && contactKind(kind) === "prompt";
  const drills = sent.filter((one) => contactKind(one.kind) === "drill" && one.at > at - 7 * day);
  return {
    today: today.length,
    serverPromptsToday: today.filter(isServerPrompt).length,
    drillsThisWeek: drills.length,
    // Whoever looks at their week is there; only what has stopped stays so until they say otherwise.
    ignored: person.ignored >= contactLimits.stopAfter ? person.ignored : 0,
    heldLast: false,
  };
}

/** What has reached them in the week before. */
function* reached(q: Tables, personId: string, now: EpochMs): Steps<Contact[]> {
  const past = yield* q.deliveries.ofPerson(personId, now - 8 * day);
  return past.flatMap(({ state, source, kind, sentAt, dueAt }) =>
    source !== "asked" && (state === "sent" || state === "sending" || state === "unknown")
      ? [{ at: sentAt ?? dueAt, source, kind }]
      : [],
  );
}

const dateOf = (at: EpochMs, { zone, dayStart }: Person): string => localDate(at, zone, dayStart);

/** Times at which a row comes due before `end`. */
export function* within(facts: DueFacts, end: EpochMs): Generator<EpochMs> {
  const on = courseOf(facts);
  if ("rest" in on) return;
  let at = facts.nextDue;
  while (at !== null && at < end) {
    yield at;
    at = dueAfter(on.course, at)?.nextDue ?? null;
  }
}
