/** Urges: logged in one tap, guessed, and read again a quarter and half an hour later if the member wants that. */
import type { EpochMs } from "#core/ids.ts";
import { addReading, followUps, newUrge, type Cue, type Urge } from "#core/urge.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault, wholeNumber } from "./fault.ts";
import type { Kept, Person } from "./store.ts";
import type { Asker } from "./asker.ts";

export interface UrgeCases {
  log(person: Person, intensity: number, at?: EpochMs): Promise<Kept<"urge">>;
  find(person: Person, id: string): Promise<Kept<"urge">>;
  guess(person: Person, id: string, guess: number): Promise<Kept<"urge">>;
  /** What was there; an empty text takes the entry out. */
  describe(person: Person, id: string, cues: Partial<Record<Cue, string>>): Promise<Kept<"urge">>;
  /** A later number for the same urge. */
  read(person: Person, id: string, intensity: number): Promise<Kept<"urge">>;
  acted(person: Person, id: string, acted: NonNullable<Urge["acted"]>): Promise<Kept<"urge">>;
  /** Asks again at +15 and +30 minutes of the log, those that are still ahead. @returns when */
  askAgain(person: Person, id: string): Promise<EpochMs[]>;
  /** Newest first. */
  history(person: Person, limit: number): Promise<Kept<"urge">[]>;
  remove(person: Person, id: string): Promise<void>;
}

const cueLimit = 80;

export function urgeCases(deps: Deps, later: Asker): UrgeCases {
  const { store, now, newId } = deps;
  const change = (person: Person, id: string, next: (urge: Urge) => Urge) =>
    store.asMember(person.id, function* (q) {
      const kept = yield* q.records.get("urge", id);
      if (!kept) throw new Fault("gone");
      const changed = yield* q.records.change("urge", id, {
        rev: kept.rev,
        body: next(kept.body),
        now: now(),
      });
      if (!changed) throw new Fault("changed-meanwhile");
      return changed;
    });
  const find = async (person: Person, id: string): Promise<Kept<"urge">> => {
    const kept = await store.asMember(person.id, (q) => q.records.get("urge", id));
    if (!kept) throw new Fault("gone");
    return kept;
  };
  return {
    log: (person, intensity, at = now()) =>
      store.asMember(person.id, (q) => {
        const body = newUrge(at, wholeNumber(intensity, 0, 10));
        return q.records.add("urge", {
          id: newId(),
          at,
          localDate: localDate(at, person.zone, person.dayStart),
          body,
        });
      }),
    find,
    guess: (person, id, guess) =>
      change(person, id, (urge) => ({ ...urge, guess: wholeNumber(guess, 0, 10) })),
    describe: (person, id, cues) =>
      change(person, id, (urge) => ({ ...urge, cues: mergeCues(urge.cues ?? {}, cues) })),
    read: (person, id, intensity) =>
      change(person, id, (urge) => addReading(urge, { at: now(), intensity: wholeNumber(intensity, 0, 10) })),
    acted: (person, id, acted) => change(person, id, (urge) => ({ ...urge, acted })),
    askAgain: async (person, id) => {
      const { at } = await find(person, id);
      const times = followUps.map((minutes) => at + minutes * 60_000).filter((time) => time > now());
      await later.ask(
        person,
        times.map((time) => ({ kind: "urge-follow-up", ref: id, at: time })),
      );
      return times;
    },
    history: (person, limit) => store.asMember(person.id, (q) => q.records.list("urge", { limit })),
    remove: async (person, id) => {
      await store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("urge", id))) throw new Fault("gone");
      });
      await later.cancel(person, id);
    },
  };
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
