/** Urges: logged in one tap, guessed, and read again a quarter and half an hour later if the member wants that. */
import type { EpochMs, LocalDate } from "#core/ids.ts";
import { agoChoices, addReading, correctFirst, followUps, newUrge, type Cue, type Urge } from "#core/urge.ts";
import { likelyCues, type CueEntry } from "#core/urge-cues.ts";
import { localDate, minuteOfDay } from "#core/wall-clock.ts";
import { amendableFor } from "./check-ins.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault, wholeNumber } from "./fault.ts";
import type { Kept, Person } from "./store.ts";
import type { Asker } from "./asker.ts";

export type UrgeCues = Partial<Record<Cue, string>>;

export interface UrgeDraft {
  /** Of the new record, for a button that may be pressed twice: the second press finds the first one's urge. */
  id?: string | undefined;
  /** Minutes; one of `agoChoices`. */
  ago?: number | undefined;
  guess?: number | undefined;
  cues?: UrgeCues | undefined;
}

export interface UrgeCases {
  /** @throws {Fault} number-out-of-range, text-too-long */
  log(person: Person, intensity: number, draft?: UrgeDraft): Promise<Kept<"urge">>;
  /** @throws {Fault} gone */
  find(person: Person, id: string): Promise<Kept<"urge">>;
  guess(person: Person, id: string, guess: number): Promise<Kept<"urge">>;
  /** What was there; an empty text takes the entry out. @throws {Fault} gone, too-late, text-too-long */
  describe(person: Person, id: string, cues: UrgeCues): Promise<Kept<"urge">>;
  /** Another first number, or another time. @throws {Fault} gone, too-late, number-out-of-range */
  correct(person: Person, id: string, change: { intensity?: number; ago?: number }): Promise<Kept<"urge">>;
  /** A later number for the same urge. */
  read(person: Person, id: string, intensity: number): Promise<Kept<"urge">>;
  acted(person: Person, id: string, acted: NonNullable<Urge["acted"]>): Promise<Kept<"urge">>;
  /** Asks again at +15 and +30 minutes of the log, those that are still ahead. @returns when */
  askAgain(person: Person, id: string): Promise<EpochMs[]>;
  /** Newest first. */
  history(person: Person, limit: number): Promise<Kept<"urge">[]>;
  /** The member's own entries, most likely first. */
  likely(person: Person, wanted?: { cue?: Cue; typed?: string }): Promise<CueEntry[]>;
  /** @throws {Fault} gone, too-late */
  remove(person: Person, id: string): Promise<void>;
}

const cueLimit = 80;
/** Urges that are looked at for what is likely. */
const lookBack = 200;

export function urgeCases(deps: Deps, later: Asker): UrgeCases {
  const { store, now, newId } = deps;
  const change = (person: Person, id: string, next: (kept: Kept<"urge">) => Changed) =>
    store.asMember(person.id, function* (q) {
      const kept = yield* q.records.get("urge", id);
      if (!kept) throw new Fault("gone");
      const changed = yield* q.records.change("urge", id, { rev: kept.rev, now: now(), ...next(kept) });
      if (!changed) throw new Fault("changed-meanwhile");
      return changed;
    });
  const inTime = (at: EpochMs): void => {
    if (now() - at > amendableFor) throw new Fault("too-late");
  };
  const find = async (person: Person, id: string): Promise<Kept<"urge">> => {
    const kept = await store.asMember(person.id, (q) => q.records.get("urge", id));
    if (!kept) throw new Fault("gone");
    return kept;
  };
  const dateOf = (at: EpochMs, { zone, dayStart }: Person) => localDate(at, zone, dayStart);
  const history = (person: Person, limit: number) =>
    store.asMember(person.id, (q) => q.records.list("urge", { limit }));
  return {
    log: (person, intensity, { id = newId(), ago, guess, cues } = {}) =>
      store.asMember(person.id, function* (q) {
        const known = yield* q.records.get("urge", id);
        if (known) return known;
        const at = now() - (ago === undefined ? 0 : minutesAgo(ago));
        const body: Urge = {
          ...newUrge(at, wholeNumber(intensity, 0, 10)),
          ...(guess === undefined ? {} : { guess: wholeNumber(guess, 0, 10) }),
          ...(cues === undefined ? {} : { cues: mergeCues({}, cues) }),
        };
        return yield* q.records.add("urge", { id, at, localDate: dateOf(at, person), body });
      }),
    find,
    guess: (person, id, guess) =>
      change(person, id, ({ body }) => ({ body: { ...body, guess: wholeNumber(guess, 0, 10) } })),
    describe: (person, id, cues) =>
      change(person, id, ({ at, body }) => {
        inTime(at);
        return { body: { ...body, cues: mergeCues(body.cues ?? {}, cues) } };
      }),
    correct: async (person, id, { intensity, ago }) => {
      const corrected = await change(person, id, (kept) => {
        inTime(kept.at);
        const number = intensity === undefined ? {} : { intensity: wholeNumber(intensity, 0, 10) };
        if (ago === undefined) return { body: correctFirst(kept.body, number) };
        const at = now() - minutesAgo(ago);
        return { body: correctFirst(kept.body, { ...number, at }), at, localDate: dateOf(at, person) };
      });
      // Minutes after an urge that came earlier than thought are over.
      if (ago !== undefined) await later.cancel(person, id);
      return corrected;
    },
    read: (person, id, intensity) =>
      change(person, id, ({ body }) => ({
        body: addReading(body, { at: now(), intensity: wholeNumber(intensity, 0, 10) }),
      })),
    acted: (person, id, acted) => change(person, id, ({ body }) => ({ body: { ...body, acted } })),
    askAgain: async (person, id) => {
      const { at } = await find(person, id);
      const times = followUps.map((minutes) => at + minutes * 60_000).filter((time) => time > now());
      await later.ask(
        person,
        times.map((time) => ({ kind: "urge-follow-up", ref: id, at: time })),
      );
      return times;
    },
    history,
    likely: async (person, wanted) => {
      const past = (await history(person, lookBack)).map(({ at, body }) => ({
        at,
        minute: minuteOfDay(at, person.zone),
        cues: body.cues,
      }));
      return likelyCues(past, { at: now(), minute: minuteOfDay(now(), person.zone) }, wanted);
    },
    remove: async (person, id) => {
      await store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("urge", id);
        if (!kept) throw new Fault("gone");
        inTime(kept.at);
        yield* q.records.remove("urge", id);
      });
      await later.cancel(person, id);
    },
  };
}

interface Changed {
  body: Urge;
  at?: EpochMs;
  localDate?: LocalDate;
}

/** @returns milliseconds */
function minutesAgo(minutes: number): number {
  if (!agoChoices.some((choice) => choice === minutes)) throw new Fault("stale-button");
  return minutes * 60_000;
}

function mergeCues(
  before: NonNullable<Urge["cues"]>,
  given: NonNullable<Urge["cues"]>,
): NonNullable<Urge["cues"]> {
  const merged = { ...before };
  for (const [cue, text] of Object.entries(given) as [Cue, string][]) {
    if (text.trim() === "") delete merged[cue];
    else merged[cue] = boundedText(text, cueLimit);
  }
  return merged;
}
