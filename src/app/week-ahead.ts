/** All that would reach a member in seven days: from where, why, and what would be held back on the way. */
import { contactLimits } from "#core/contact-limits.ts";
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
  held: "quiet" | "limit" | null;
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
  return withHeld(ordered, person);
}

function comings(facts: DueFacts, end: EpochMs, source: DeliverySource, channelId: string | null): Bare[] {
  const { kind, guildId, scheduleId } = facts;
  return [...within(facts, end)].map((at) => ({ at, kind, source, guildId, scheduleId, channelId }));
}

/** What quiet hours and contact limits would make of each, one after the other as they would come. */
function withHeld(upcoming: Bare[], person: Person): Upcoming[] {
  const sent: Upcoming[] = [];
  const sameDay = (a: EpochMs, b: EpochMs) => dateOf(a, person) === dateOf(b, person);
  const heldBy = ({ at, source, kind, channelId }: Bare): Upcoming["held"] => {
    if (source === "asked" || channelId !== null) return null;
    if (isQuiet(quietHours(person.quietFrom, person.quietTo), at, person.zone)) return "quiet";
    const today = sent.filter((one) => sameDay(one.at, at));
    const cap = source === "own" ? person.dailyCap : Math.min(person.dailyCap, contactLimits.perDay);
    if (today.length >= cap) return "limit";
    const drills = sent.filter((one) => contactKind(one.kind) === "drill").length;
    if (contactKind(kind) === "drill") return drills >= contactLimits.drillsPerWeek ? "limit" : null;
    const prompts = today.filter((one) => one.source === "server" && contactKind(one.kind) === "prompt");
    return source === "server" && prompts.length >= contactLimits.serverPromptsPerDay ? "limit" : null;
  };
  return upcoming.map((one) => {
    const known = { ...one, held: heldBy(one) };
    if (known.held === null && one.source !== "asked" && one.channelId === null) sent.push(known);
    return known;
  });
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
