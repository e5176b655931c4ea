/**
 * Buddies: two members who each named the other. Nobody is written to before they agreed, either ends it at any time
 * and nobody is told why, and what one passes on to the other is kept nowhere.
 */
import {
  buddyLimits,
  emptyBook,
  mayPass,
  noteAnswer,
  notePassed,
  withinHours,
  type BuddyAnswer,
  type BuddyBook,
  type Passed,
} from "#core/buddy.ts";
import { consentVersion } from "#core/consent.ts";
import { isSnowflake, type EpochMs, type MinuteOfDay, type Snowflake } from "#core/ids.ts";
import { localDate, minuteOfDay } from "#core/wall-clock.ts";
import type { BuddyRow } from "./buddy-tables.ts";
import type { Deps } from "./deps.ts";
import { Fault, wholeNumber } from "./fault.ts";
import type { MemberTables, Person, Steps, Tables } from "./store.ts";

export interface BuddyOverview {
  /** Both agreed; by time. */
  buddies: { id: Snowflake; since: EpochMs }[];
  /** Named this member, and wait for them. */
  wishes: Snowflake[];
  /** Named by this member, without an answer so far. */
  asked: Snowflake[];
  blocked: Snowflake[];
  hours: BuddyBook["hours"];
  /** The newest message to each, oldest first. */
  passed: Passed[];
}

export interface BuddyCases {
  overview(person: Person): Promise<BuddyOverview>;
  /**
   * Names somebody. When they named this member before, it is agreed.
   * @throws {Fault} buddy-self, buddy-full
   */
  name(person: Person, other: Snowflake): Promise<"agreed" | "asked">;
  /** Says no to a wish, takes back one's own, or ends it: afterwards there is nothing between the two. */
  end(person: Person, other: Snowflake): Promise<void>;
  /** As `end`, and nothing of theirs is shown to this member again. */
  block(person: Person, other: Snowflake): Promise<void>;
  unblock(person: Person, other: Snowflake): Promise<void>;
  setHours(person: Person, hours: { from: MinuteOfDay; to: MinuteOfDay } | null): Promise<void>;
  /** Whether something may be passed on now. @throws {Fault} buddy-gone, buddy-hours, buddy-often */
  check(person: Person, other: Snowflake): Promise<void>;
  /**
   * Notes that a message goes out. @returns whom to write to; undefined when this press has sent it already
   * @throws {Fault} buddy-gone, buddy-hours, buddy-often
   */
  pass(person: Person, other: Snowflake, token: string): Promise<Person | undefined>;
  /** It did not go out after all: it counts towards no limit. */
  unpass(person: Person, token: string): Promise<void>;
  /** An answer to what was passed on. @returns whom to tell @throws {Fault} buddy-gone */
  answer(person: Person, from: Snowflake, token: string, answer: BuddyAnswer): Promise<Person>;
}

export function buddyCases(deps: Deps): BuddyCases {
  const { store, now } = deps;
  const row = (personId: Snowflake, buddyId: Snowflake, state: BuddyRow["state"]): BuddyRow => ({
    personId,
    buddyId,
    state,
    createdAt: now(),
    updatedAt: now(),
  });
  const change = (person: Person, next: (book: BuddyBook) => BuddyBook) =>
    store.asMember(person.id, (q) => changeBook(q, person, deps, next));
  /** The other's row and hours; whoever has left or taken their consent back is as gone as whoever ended it. */
  const other = async (person: Person, id: Snowflake): Promise<Person> => {
    const them = await store.tx((q) => agreed(q, person.id, id));
    if (!them) throw new Fault("buddy-gone");
    const { hours } = await store.asMember(id, book);
    if (!withinHours(hours, minuteOfDay(now(), them.zone))) throw new Fault("buddy-hours");
    return them;
  };
  return {
    overview: (person) => store.asMember(person.id, (q) => overview(q, person, now())),
    name: (person, id) =>
      store.tx(function* (q) {
        if (id === person.id) throw new Fault("buddy-self");
        if (!isSnowflake(id)) throw new Fault("stale-button");
        const mine = yield* q.buddies.ofPerson(person.id);
        if (mine.some(({ buddyId, state }) => buddyId === id && state === "accepted")) return "agreed";
        const theirs = yield* q.buddies.find(id, person.id);
        const wanted = theirs?.state === "invited" && isFresh(theirs, now());
        yield* checkRoom(q, mine, id, wanted);
        yield* q.buddies.save(row(person.id, id, wanted ? "accepted" : "invited"));
        if (wanted) yield* q.buddies.save(row(id, person.id, "accepted"));
        return wanted ? "agreed" : "asked";
      }),
    end: (person, id) => store.tx((q) => end(q, person.id, id)),
    block: (person, id) =>
      store.tx(function* (q) {
        if (!isSnowflake(id)) throw new Fault("stale-button");
        yield* end(q, person.id, id);
        yield* q.buddies.save(row(person.id, id, "blocked"));
      }),
    unblock: (person, id) =>
      store.tx(function* (q) {
        const mine = yield* q.buddies.find(person.id, id);
        if (mine?.state === "blocked") yield* q.buddies.remove(person.id, id);
      }),
    setHours: async (person, hours) => {
      const checked = hours && { from: wholeNumber(hours.from, 0, 1439), to: wholeNumber(hours.to, 0, 1439) };
      await change(person, ({ version, passed }) => ({
        version,
        passed,
        ...(checked ? { hours: checked } : {}),
      }));
    },
    check: async (person, id) => {
      await other(person, id);
      const mine = await store.asMember(person.id, book);
      if (!mayPass(mine, id, now())) throw new Fault("buddy-often");
    },
    pass: async (person, id, token) => {
      const them = await other(person, id);
      let again = false;
      await change(person, (mine) => {
        again = mine.passed.some((one) => one.token === token);
        if (again) return mine;
        if (!mayPass(mine, id, now())) throw new Fault("buddy-often");
        return notePassed(mine, { to: id, at: now(), token });
      });
      return again ? undefined : them;
    },
    unpass: async (person, token) => {
      const without = (mine: BuddyBook) => mine.passed.filter((one) => one.token !== token);
      await change(person, (mine) => ({ ...mine, passed: without(mine) }));
    },
    answer: async (person, from, token, answer) => {
      const them = await store.tx((q) => agreed(q, person.id, from));
      if (!them) throw new Fault("buddy-gone");
      await change(them, (theirs) => {
        const known = theirs.passed.some((one) => one.token === token && one.to === person.id);
        if (!known) throw new Fault("gone");
        return noteAnswer(theirs, token, answer);
      });
      return them;
    },
  };
}

const dayMs = 86_400_000;
const isFresh = ({ createdAt }: BuddyRow, now: EpochMs): boolean =>
  now - createdAt < buddyLimits.askedDays * dayMs;

/** The other one, while both rows say so and they are still here. */
function* agreed(q: Tables, personId: Snowflake, otherId: Snowflake): Steps<Person | undefined> {
  const mine = yield* q.buddies.find(personId, otherId);
  const theirs = yield* q.buddies.find(otherId, personId);
  if (mine?.state !== "accepted" || theirs?.state !== "accepted") return undefined;
  const them = yield* q.people.find(otherId);
  return them?.consentVersion === consentVersion ? them : undefined;
}

/** @param wanted whether it would be agreed at once: then both need room for one more */
function* checkRoom(q: Tables, mine: BuddyRow[], otherId: Snowflake, wanted: boolean): Steps<void> {
  const count = (rows: BuddyRow[], state: BuddyRow["state"]) =>
    rows.filter((one) => one.state === state && one.buddyId !== otherId).length;
  const limit = wanted ? buddyLimits.people : buddyLimits.asked;
  const full = count(mine, wanted ? "accepted" : "invited") >= limit;
  const theirs = wanted ? yield* q.buddies.ofPerson(otherId) : [];
  if (full || count(theirs, "accepted") >= buddyLimits.people) throw new Fault("buddy-full", { limit });
}

/** Whatever the other one blocked stays blocked. */
function* end(q: Tables, personId: Snowflake, otherId: Snowflake): Steps<void> {
  yield* q.buddies.remove(personId, otherId);
  const theirs = yield* q.buddies.find(otherId, personId);
  if (theirs && theirs.state !== "blocked") yield* q.buddies.remove(otherId, personId);
}

function* overview(q: MemberTables, { id }: Person, now: EpochMs): Steps<BuddyOverview> {
  const mine = yield* q.buddies.ofPerson(id);
  const theirs = yield* q.buddies.about(id);
  const { hours, passed } = yield* book(q);
  const of = (state: BuddyRow["state"]) => mine.filter((one) => one.state === state);
  const buddies: BuddyOverview["buddies"] = [];
  for (const { buddyId, createdAt } of of("accepted"))
    if (yield* agreed(q, id, buddyId)) buddies.push({ id: buddyId, since: createdAt });
  const known = new Set(mine.filter(({ state }) => state !== "invited").map(({ buddyId }) => buddyId));
  const wishes = theirs.filter(
    (one) => one.state === "invited" && isFresh(one, now) && !known.has(one.personId),
  );
  return {
    buddies,
    wishes: wishes.map(({ personId }) => personId),
    asked: of("invited").map(({ buddyId }) => buddyId),
    blocked: of("blocked").map(({ buddyId }) => buddyId),
    hours,
    passed: [...new Map(passed.map((one) => [one.to, one])).values()],
  };
}

function* book(q: MemberTables): Steps<BuddyBook> {
  return (yield* q.records.list("buddies", { limit: 1 }))[0]?.body ?? emptyBook;
}

function* changeBook(
  q: MemberTables,
  { zone, dayStart }: Person,
  { now, newId }: Deps,
  next: (book: BuddyBook) => BuddyBook,
): Steps<void> {
  const [kept] = yield* q.records.list("buddies", { limit: 1 });
  const body = next(kept?.body ?? emptyBook);
  if (!kept) {
    const at = now();
    yield* q.records.add("buddies", { id: newId(), at, localDate: localDate(at, zone, dayStart), body });
  } else if (!(yield* q.records.change("buddies", kept.id, { rev: kept.rev, body, now: now() })))
    throw new Fault("changed-meanwhile");
}
