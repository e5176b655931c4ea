/** Check-ins: one tap makes one; everything else may be added, corrected or taken back for 48 hours. */
import { checkInVersion, type CheckIn, type State } from "#core/check-in.ts";
import { addDays } from "#core/days.ts";
import type { EpochMs } from "#core/ids.ts";
import { suggest, type Suggestion } from "#core/suggest.ts";
import { addOwnWord, chosenWords, removeOwnWord, repeats } from "#core/word-finder.ts";
import { localDate, startOfDay } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault, wholeNumber } from "./fault.ts";
import type { PracticeCases } from "./practices.ts";
import type { SettingsCases } from "./settings.ts";
import type { Kept, Person } from "./store.ts";
import type { Words } from "./words.ts";

export type CheckInAnswers = Partial<Omit<CheckIn, "version" | "madeAt">>;

/** What is said when a check-in is done. */
export interface CheckInEnd {
  kept: Kept<"checkin">;
  suggestion: Suggestion;
  /** Words of this check-in that came up often lately, most often first: noticed, never scored. */
  often: { word: string; count: number }[];
}

export interface CheckInCases {
  /** @param daysAgo for one that comes late: 0 for today, at most 2 */
  add(person: Person, state: State, answers?: CheckInAnswers, daysAgo?: number): Promise<Kept<"checkin">>;
  /** An empty note takes the note out. @throws {Fault} gone, too-late, changed-meanwhile, number-out-of-range, text-too-long */
  amend(person: Person, id: string, answers: CheckInAnswers): Promise<Kept<"checkin">>;
  /** Puts a check-in on an earlier day of the member's, 0 for today; within 48 hours. */
  moveTo(person: Person, id: string, daysAgo: number): Promise<Kept<"checkin">>;
  /** Adds a word of the member's own, for this check-in and for later ones. */
  addWord(person: Person, id: string, text: string): Promise<Kept<"checkin">>;
  /** Takes a word of the member's own out of what is offered; check-ins that have it keep it. */
  dropWord(person: Person, word: string): Promise<void>;
  finish(person: Person, id: string): Promise<CheckInEnd>;
  remove(person: Person, id: string): Promise<void>;
  /** One that can still be changed, to look at. @throws {Fault} gone, too-late */
  look(person: Person, id: string): Promise<Kept<"checkin">>;
  /** Whether it can still be changed. */
  isOpen(kept: Kept<"checkin">): boolean;
  /** Newest first. */
  history(person: Person, limit: number): Promise<Kept<"checkin">[]>;
}

interface Beside {
  settings: SettingsCases;
  practices: PracticeCases;
  words: Words;
}

const bounds = { access: [0, 10], mood: [-3, 3], urge: [0, 10], sleep: [0, 10] } as const;
const noteLimit = 1_000;
const bodyAtMost = 5;
export const amendableFor = 48 * 3_600_000;
const lately = 14;
const oftenFrom = 3;

function checked({ note, ...answers }: CheckInAnswers): CheckInAnswers {
  for (const [name, [low, high]] of Object.entries(bounds)) {
    const value = answers[name as keyof typeof bounds];
    if (value !== undefined) wholeNumber(value, low, high);
  }
  return {
    ...answers,
    ...(answers.body ? { body: answers.body.slice(0, bodyAtMost) } : {}),
    ...(answers.words ? { words: chosenWords(answers.words) } : {}),
    ...(note?.trim() ? { note: boundedText(note, noteLimit) } : {}),
  };
}

export function checkInCases(
  { store, now, newId }: Deps,
  { settings, practices, words }: Beside,
): CheckInCases {
  const isOpen = ({ at, body }: Kept<"checkin">) => now() - (body.madeAt ?? at) <= amendableFor;
  const change = (
    person: Person,
    id: string,
    next: (kept: Kept<"checkin">) => { body: CheckIn; at?: EpochMs; localDate?: string },
  ) =>
    store.asMember(person.id, function* (q) {
      const kept = yield* q.records.get("checkin", id);
      if (!kept) throw new Fault("gone");
      if (!isOpen(kept)) throw new Fault("too-late");
      const changed = yield* q.records.change("checkin", id, { rev: kept.rev, now: now(), ...next(kept) });
      if (!changed) throw new Fault("changed-meanwhile");
      return changed;
    });
  /** Where a check-in of so many days ago belongs: on that day of the member's, and no further back than it may be. */
  const placed = (person: Person, madeAt: EpochMs, daysAgo: number) => {
    const date = addDays(localDate(now(), person.zone, person.dayStart), -wholeNumber(daysAgo, 0, 2));
    if (localDate(madeAt, person.zone, person.dayStart) === date) return { at: madeAt, date };
    const ends = startOfDay(addDays(date, 1), person.zone, person.dayStart) - 1;
    // Late in that day: one does not know it better, and it is the day that counts.
    return { at: Math.min(ends, now()), date };
  };
  const history = (person: Person, limit: number) =>
    store.asMember(person.id, (q) => q.records.list("checkin", { limit }));
  return {
    add: (person, state, answers = {}, daysAgo = 0) =>
      store.asMember(person.id, (q) => {
        const made = now();
        const { at, date } = placed(person, made, daysAgo);
        const late = at === made ? {} : { madeAt: made };
        const body: CheckIn = { version: checkInVersion, state, ...checked(answers), ...late };
        return q.records.add("checkin", { id: newId(), at, localDate: date, body });
      }),
    amend: (person, id, answers) =>
      change(person, id, ({ body: { note, ...body } }) => {
        const kept = answers.note === undefined && note !== undefined ? { note } : {};
        return { body: { ...body, ...kept, ...checked(answers) } };
      }),
    moveTo: (person, id, daysAgo) =>
      change(person, id, ({ body: { madeAt, ...body }, at: before }) => {
        const made = madeAt ?? before;
        const { at, date } = placed(person, made, daysAgo);
        return { body: at === made ? body : { ...body, madeAt: made }, at, localDate: date };
      }),
    look: (person, id) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* q.records.get("checkin", id);
        if (!kept) throw new Fault("gone");
        if (!isOpen(kept)) throw new Fault("too-late");
        return kept;
      }),
    isOpen,
    addWord: async (person, id, text) => {
      const { ownWords } = await settings.get(person);
      const added = addOwnWord(words.finder(person.locale), ownWords, text);
      if (!added.ok) throw ownWordFault(added.because);
      await settings.change(person, { ownWords: added.own });
      return change(person, id, ({ body }) => ({
        body: { ...body, words: [...(body.words ?? []).slice(0, 1), added.word] },
      }));
    },
    dropWord: async (person, word) => {
      const { ownWords } = await settings.get(person);
      await settings.change(person, { ownWords: removeOwnWord(ownWords, word) });
    },
    finish: async (person, id) => {
      const kept = await store.asMember(person.id, (q) => q.records.get("checkin", id));
      if (!kept) throw new Fault("gone");
      const [{ suggestions, resting = [] }, results, past] = await Promise.all([
        settings.get(person),
        practices.results(person),
        history(person, lately),
      ]);
      return {
        kept,
        suggestion: suggest({
          on: suggestions,
          checkIn: kept.body,
          practices: practices.all(person),
          results,
          avoid: resting,
        }),
        often: repeats(
          past.map(({ body }) => body.words ?? []),
          oftenFrom,
          // Of what was said now: a word of last week that is brought up every day would be a reproach.
        ).filter(({ word }) => kept.body.words?.includes(word)),
      };
    },
    remove: (person, id) =>
      store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("checkin", id))) throw new Fault("gone");
      }),
    history,
  };
}

function ownWordFault(because: "empty" | "too-long" | "full"): Fault {
  if (because === "empty") return new Fault("text-empty");
  return because === "full"
    ? new Fault("list-full", { limit: 50 })
    : new Fault("text-too-long", { limit: 40, length: 41 });
}
