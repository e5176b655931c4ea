/** What reaches a member and when: their own nudges, what they joined, pauses, quiet hours, what they asked for. */
import type { EpochMs, MinuteOfDay, Zone } from "#core/ids.ts";
import { minGapMs, type NudgeKind, type Way } from "#core/schedule.ts";
import { isZone, sameZone } from "#core/zone.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { moveTo, planNext, replan } from "./due-plan.ts";
import { dropRow, errandId, errandRow, replanAfterStop } from "./due-rows.ts";
import { Fault, wholeNumber } from "./fault.ts";
import { nudgeNews, type NudgeNews } from "./nudge-news.ts";
import { addOwn, changeOwn, listOwn, removeOwn, type OwnDraft, type OwnNudge } from "./own-nudges.ts";
import { putOff, type Later } from "./put-off.ts";
import type { DueFacts } from "./queue.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";
import { join, joined, leave, setWay, type Joined } from "./subscriptions.ts";
import { weekAhead, type Upcoming } from "./week-ahead.ts";

export type { OwnDraft, OwnNudge } from "./own-nudges.ts";
export type { Later } from "./put-off.ts";
export type { Joined } from "./subscriptions.ts";
export type { NudgeNews } from "./nudge-news.ts";
export type { Upcoming } from "./week-ahead.ts";

/** Something that was asked for and could not be brought. */
export interface Missed {
  kind: NudgeKind;
  dueAt: EpochMs;
  /** The record it is about. */
  record: string | undefined;
}

/** What finds a delivery again. */
export interface DeliveryKey {
  dueId: string;
  epoch: number;
  occ: number;
}

export interface NudgeCases extends Asker {
  listOwn(person: Person): Promise<OwnNudge[]>;
  setOwn(person: Person, draft: OwnDraft): Promise<OwnNudge>;
  changeOwn(person: Person, id: string, draft: OwnDraft): Promise<OwnNudge>;
  removeOwn(person: Person, id: string): Promise<void>;
  /** The nudge of the first evening, at 20:00; asking twice makes one. */
  setEvening(person: Person): Promise<void>;
  dropEvening(person: Person): Promise<void>;

  /** Takes part in a server's schedule. @throws {Fault} gone */
  join(person: Person, scheduleId: string): Promise<void>;
  leave(person: Person, scheduleId: string): Promise<void>;
  /** By DM or in the channel, whatever the schedule says; null goes back to what it says. @throws {Fault} gone */
  setWay(person: Person, scheduleId: string, way: Way | null): Promise<void>;
  joined(person: Person): Promise<Joined[]>;

  changeZone(person: Person, zone: Zone): Promise<Person>;
  setDayStart(person: Person, minute: MinuteOfDay): Promise<Person>;
  setQuietHours(person: Person, hours: { from: MinuteOfDay; to: MinuteOfDay } | null): Promise<Person>;
  /** Contacts a day, of which only the member's own may be more than three. */
  setDailyCap(person: Person, perDay: number): Promise<Person>;
  /** @param until null ends the pause */
  pause(person: Person, until: EpochMs | null): Promise<Person>;
  /** A pause in the member's own words. @throws {Fault} date-not-understood, date-is-past, date-too-far */
  pauseUntil(person: Person, words: string): Promise<Person>;
  /** DMs that were closed are tried again. */
  reopen(person: Person): Promise<Person>;
  /** What became of a DM that was just written to them: a channel when it arrived, null when Discord refused it. */
  reached(person: Person, channelId: string | null): Promise<void>;

  /** What exactly a nudge was about; nothing in particular when its schedule is gone. */
  contentOf(key: DeliveryKey): Promise<Record<string, unknown>>;
  answered(person: Person, key: DeliveryKey): Promise<void>;
  /** The member has shown themselves: nothing counts as ignored any more. */
  heard(person: Person): Promise<void>;
  /** @param kind what it is, for one whose schedule is gone. @returns when it comes again. @throws {Fault} gone */
  putOff(person: Person, key: DeliveryKey, later: Later, kind?: NudgeKind): Promise<EpochMs>;
  /** Ends what a nudge came from, for this member. @returns the server's schedule that they can join again, if it is one */
  stop(person: Person, key: DeliveryKey): Promise<string | undefined>;
  /** What was asked for in the last day and could not be brought: to be shown now, and not again. */
  undelivered(person: Person): Promise<Missed[]>;
  /** What has to be told at the next command; asking notes that it was. */
  news(person: Person): Promise<NudgeNews>;
  /** All that would reach the member in seven days, in order of time. */
  weekAhead(person: Person): Promise<Upcoming[]>;
}

/** Reads "until friday" on the member's own clock. */
export type ReadUntil = (
  text: string,
  here: { now: EpochMs; zone: Zone; dayStart: MinuteOfDay },
) => Promise<{ until: EpochMs } | { fault: "date-not-understood" | "date-is-past" | "date-too-far" }>;

const eveningAt = 20 * 60;
const evening: OwnDraft = { kind: "checkin", times: [eveningAt], weekdays: [] };
const capAtMost = 10;
/** What was asked for and could not be brought is of no use after a day. */
const undeliveredFor = 86_400_000;
/** Ten years and a leap day or two: "until I say otherwise". */
const longestPause = 3_660 * 86_400_000;

export function nudgeCases({ store, now, newId }: Deps, readUntil: ReadUntil): NudgeCases {
  /** Changes the member and sends all that is theirs on anew, in one transaction. */
  const change = (person: Person, changes: Partial<Person>, stop?: string) =>
    store.tx(function* (q) {
      const next = { ...((yield* q.people.find(person.id)) ?? person), ...changes };
      yield* q.people.save(next);
      const rows = yield* q.queue.factsOfPerson(person.id);
      yield* replanAfterStop(q, rows, now(), stop ?? "");
      return next;
    });
  const pause = async (person: Person, until: EpochMs | null) => {
    if (until !== null) wholeNumber(until, now() - longestPause, now() + longestPause);
    if (until !== null) await store.tx((q) => dropErrands(q, person.id, until));
    return change(person, { pausedUntil: until }, "paused");
  };

  /** Whoever sets or joins something wants it: what went unanswered before counts no more. */
  const asWanted = <T>(person: Person, change: (q: Tables) => Steps<T>): Promise<T> =>
    store.tx(function* (q) {
      yield* q.deliveries.resetIgnored(person.id);
      return yield* change(q);
    });

  return {
    listOwn: (person) => store.tx((q) => listOwn(q, person.id)),
    setOwn: (person, draft) => asWanted(person, (q) => addOwn(q, person, draft, now(), newId)),
    changeOwn: (person, id, draft) => asWanted(person, (q) => changeOwn(q, person, id, draft, now())),
    removeOwn: (person, id) => store.tx((q) => removeOwn(q, person.id, id)),
    setEvening: async (person) =>
      void (await asWanted(person, (q) => addOwn(q, person, evening, now(), newId))),
    dropEvening: (person) => store.tx((q) => dropEvening(q, person.id)),

    join: (person, id) => asWanted(person, (q) => join(q, person, id, now(), newId)),
    leave: (person, id) => store.tx((q) => leave(q, person.id, id)),
    setWay: (person, id, way) => store.tx((q) => setWay(q, person, id, way, now(), newId)),
    joined: (person) => store.tx((q) => joined(q, person.id)),

    changeZone: (person, zone) => store.tx((q) => changeZone(q, person, zone, now())),
    setDayStart: (person, minute) => change(person, { dayStart: wholeNumber(minute, 0, 1439) }),
    setQuietHours: (person, hours) =>
      change(person, { quietFrom: hours?.from ?? null, quietTo: hours?.to ?? null }),
    setDailyCap: (person, perDay) => change(person, { dailyCap: wholeNumber(perDay, 1, capAtMost) }),
    pause,
    pauseUntil: async (person, words) => {
      const read = await readUntil(words, { now: now(), zone: person.zone, dayStart: person.dayStart });
      if ("fault" in read) throw new Fault(read.fault, { text: words });
      return pause(person, read.until);
    },
    reopen: (person) => change(person, { dmState: "unknown" }),
    reached: async (person, channelId) => {
      if (channelId === null) return store.tx((q) => q.queue.closeDm(person.id));
      await store.tx((q) => q.queue.noteDm(person.id, channelId));
      if (person.dmState === "closed") await change(person, { dmState: "open" });
    },

    answered: (person, key) => store.tx((q) => answered(q, person, key, now())),
    heard: (person) => store.tx((q) => q.deliveries.resetIgnored(person.id)),
    putOff: (person, { dueId }, later, kind) => store.tx((q) => putOff(q, person, dueId, later, now(), kind)),
    stop: (person, { dueId }) => store.tx((q) => stop(q, person, dueId)),
    undelivered: (person) => store.tx((q) => undelivered(q, person, now())),
    news: (person) => store.tx((q) => nudgeNews(q, person, now())),
    contentOf: ({ dueId }) => store.tx((q) => contentOf(q, dueId)),
    weekAhead: (person) => store.tx((q) => weekAhead(q, person, now())),

    ask: (person, questions) =>
      store.tx(function* (q) {
        for (const { kind, ref, at } of questions)
          yield* q.due.add(
            errandRow(errandId(kind.charAt(0), at, ref), person.id, { kind, at, ref: { record: ref } }),
          );
      }),
    cancel: (person, ref) =>
      store.tx(function* (q) {
        for (const row of yield* q.due.ofPerson(person.id))
          if (row.ref?.record === ref) yield* dropRow(q, row.id);
      }),
  };
}

/** Whoever pauses has everything pause, what they put off and asked for before as well. */
function* dropErrands(q: Tables, personId: string, until: EpochMs): Steps<void> {
  for (const row of yield* q.due.ofPerson(personId))
    if (row.asked && (row.nextDue ?? 0) < until) yield* dropRow(q, row.id);
}

function* dropEvening(q: Tables, personId: string): Steps<void> {
  for (const { id, kind, times } of yield* listOwn(q, personId))
    if (kind === evening.kind && times.includes(eveningAt)) yield* removeOwn(q, personId, id);
}

/**
 * Another zone begins a new count of occurrences, six hours after the last nudge at the earliest: going west, a time of
 * day may come twice on one date, but never so soon; going east, none is swallowed.
 */
function* changeZone(q: Tables, person: Person, zone: Zone, now: EpochMs): Steps<Person> {
  const current = (yield* q.people.find(person.id)) ?? person;
  const next = { ...current, zone };
  if (current.zone === zone) return current;
  if (sameZone(current.zone, zone)) {
    yield* q.people.save(next);
    return next;
  }
  const moved = { ...next, epoch: current.epoch + 1 };
  yield* q.people.save(moved);
  for (const facts of yield* q.queue.factsOfPerson(person.id))
    if (!facts.schedule?.zone) yield* countAnew(q, facts, now);
    // It rested for want of the member's own.
    else if (!isZone(current.zone)) yield* replan(q.queue, [facts], now);
  return moved;
}

function* countAnew(q: Tables, before: DueFacts, now: EpochMs): Steps<void> {
  yield* q.deliveries.cancel(before.dueId, "zone-changed");
  const facts = { ...before, epoch: before.epoch + 1, lastOcc: null };
  const notBefore = facts.lastSentAt === null ? 0 : facts.lastSentAt + minGapMs;
  yield* q.queue.move([moveTo(facts, yield* planNext(q.queue, facts, now, notBefore))]);
}

function* contentOf(q: Tables, dueId: string): Steps<Record<string, unknown>> {
  const due = yield* q.due.find(dueId);
  const schedule = due?.scheduleId ? yield* q.schedules.find(due.scheduleId) : undefined;
  return schedule?.content ?? {};
}

function* answered(q: Tables, person: Person, { dueId, epoch, occ }: DeliveryKey, now: EpochMs): Steps<void> {
  const delivery = yield* q.deliveries.find(dueId, epoch, occ);
  if (delivery && (delivery.personId === null || delivery.personId === person.id))
    yield* q.deliveries.answered(dueId, epoch, occ, now);
  yield* q.deliveries.resetIgnored(person.id);
}

function* stop(q: Tables, person: Person, dueId: string): Steps<string | undefined> {
  const due = yield* q.due.find(dueId);
  if (!due || due.personId !== person.id) return undefined;
  const schedule = due.scheduleId === null ? undefined : yield* q.schedules.find(due.scheduleId);
  if (schedule?.personId === person.id) yield* removeOwn(q, person.id, schedule.id);
  else if (schedule) yield* leave(q, person.id, schedule.id);
  else yield* dropRow(q, due.id);
  yield* q.deliveries.resetIgnored(person.id);
  return schedule?.guildId ? schedule.id : undefined;
}

/** The newest of those about one thing stands for all of them. */
function* undelivered(q: Tables, person: Person, now: EpochMs): Steps<Missed[]> {
  const found = new Map<string, Missed>();
  for (const { dueId, epoch, occ, kind, dueAt } of yield* q.deliveries.undelivered(
    person.id,
    now - undeliveredFor,
  )) {
    yield* q.deliveries.answered(dueId, epoch, occ, now);
    const record = (yield* q.due.find(dueId))?.ref?.record;
    found.set(`${kind} ${record ?? dueId}`, { kind, dueAt, record });
  }
  return [...found.values()];
}
