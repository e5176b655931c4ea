/** Guided practices: a walk is a record, so that it can be left at any step and taken up a week later. */
import {
  answerAfter,
  answerLater,
  beginPractice,
  nextStep,
  previousStep,
  screenOf,
  stopPractice,
  type Practice,
  type PracticeRun,
  type PracticeScreen,
  type Reading,
} from "#core/practice.ts";
import { resultOf, type PracticeResult } from "#core/suggest.ts";
import { localDate } from "#core/wall-clock.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { Fault, wholeNumber } from "./fault.ts";
import type { SettingsCases } from "./settings.ts";
import type { Kept, Person } from "./store.ts";

/** The collection, by language. */
export interface Practices {
  all(locale: string): readonly Practice[];
}

export interface PracticeView {
  runId: string;
  practice: Practice | undefined;
  run: PracticeRun;
  screen: PracticeScreen;
}

export type PracticeTurn = "next" | "back" | "stop";

export interface PracticeCases {
  all(reader: Pick<Person, "locale">): readonly Practice[];
  find(person: Person, practiceId: string): Practice;
  /** The newest walk that has not ended, if its content is still there. */
  unfinished(person: Person): Promise<PracticeView | undefined>;
  /** What the member said of themselves within the last hour, so that they need not say it again. */
  before(person: Person): Promise<Reading>;
  begin(person: Person, practiceId: string, before: Reading): Promise<PracticeView>;
  look(person: Person, runId: string): Promise<PracticeView>;
  /** @param from the step the press was made on; one from an earlier step changes nothing */
  turn(person: Person, runId: string, from: number, turn: PracticeTurn): Promise<PracticeView>;
  answer(person: Person, runId: string, reading: Reading): Promise<PracticeView>;
  /** The newest walk of the last day and a half of which it can be asked whether anything landed since. */
  awaiting(person: Person): Promise<PracticeView | undefined>;
  /** Something landed, hours later, or the question was skipped: it is not asked again. */
  answerLater(person: Person, runId: string, landed: number | undefined): Promise<PracticeView>;
  /** Asks in three hours whether anything landed. @returns when */
  askLater(person: Person, runId: string): Promise<EpochMs>;
  /** Whether it is left out of suggestions. */
  isResting(person: Person, practiceId: string): Promise<boolean>;
  /** Leaves it out of suggestions, or lets it in again. */
  rest(person: Person, practiceId: string, on: boolean): Promise<void>;
  /** What came of ended walks, newest first. */
  results(person: Person): Promise<PracticeResult[]>;
}

const turns: Record<PracticeTurn, (run: PracticeRun, practice: Practice) => PracticeRun> = {
  next: nextStep,
  back: (run) => previousStep(run),
  stop: (run) => stopPractice(run),
};
/** Walks that suggestions look back on. */
const remembered = 200;
const hour = 3_600_000;
/** What was said in a check-in stands for where somebody is for this long. */
const beforeHolds = hour;
const askLaterAfter = 3 * hour;
/** From when until when after a walk it is asked, unasked, what came of it. */
const laterFrom = hour;
const laterUntil = 36 * hour;

export function practiceCases(
  { store, now, newId }: Deps,
  practices: Practices,
  { asker, settings }: { asker: Asker; settings: SettingsCases },
): PracticeCases {
  const byId = (person: Person, id: string): Practice | undefined =>
    practices.all(person.locale).find((practice) => practice.id === id);
  const viewOf = (person: Person, { id, body }: Kept<"practice">): PracticeView => {
    const practice = byId(person, body.practice);
    return { runId: id, practice, run: body, screen: screenOf(body, practice) };
  };
  const change = (person: Person, runId: string, next: (run: PracticeRun) => PracticeRun) =>
    store.asMember(person.id, function* (q) {
      const kept = yield* q.records.get("practice", runId);
      if (!kept) throw new Fault("gone");
      const body = next(kept.body);
      if (body === kept.body) return viewOf(person, kept);
      const changed = yield* q.records.change("practice", runId, { rev: kept.rev, body, now: now() });
      if (!changed) throw new Fault("changed-meanwhile");
      return viewOf(person, changed);
    });
  const find = (person: Person, id: string): Practice => {
    const practice = byId(person, id);
    if (!practice) throw new Fault("practice-gone");
    return practice;
  };
  return {
    all: ({ locale }) => practices.all(locale),
    find,
    unfinished: async (person) => {
      const [newest] = await store.asMember(person.id, (q) => q.records.list("practice", { limit: 1 }));
      const view = newest && !newest.body.ended ? viewOf(person, newest) : undefined;
      return view?.screen.show === "step" ? view : undefined;
    },
    before: async (person) => {
      const [kept] = await store.asMember(person.id, (q) => q.records.list("checkin", { limit: 1 }));
      if (!kept || now() - kept.updatedAt > beforeHolds) return {};
      const { state, access, urge } = kept.body;
      return { state, ...(access === undefined ? {} : { access }), ...(urge === undefined ? {} : { urge }) };
    },
    begin: (person, practiceId, before) =>
      store.asMember(person.id, function* (q) {
        const at = now();
        const body = beginPractice(find(person, practiceId), checked(before), at);
        return viewOf(
          person,
          yield* q.records.add("practice", {
            id: newId(),
            at,
            localDate: localDate(at, person.zone, person.dayStart),
            body,
          }),
        );
      }),
    look: (person, runId) => change(person, runId, (run) => run),
    turn: (person, runId, from, turn) =>
      change(person, runId, (run) => {
        const practice = byId(person, run.practice);
        return practice && run.step === from ? turns[turn](run, practice) : run;
      }),
    answer: (person, runId, reading) => change(person, runId, (run) => answerAfter(run, checked(reading))),
    awaiting: async (person) => {
      const span = { from: now() - laterUntil, to: now() - laterFrom };
      const runs = await store.asMember(person.id, (q) => q.records.list("practice", span));
      return runs
        .filter(({ body }) => body.ended === "finished" && body.later === undefined)
        .map((kept) => viewOf(person, kept))
        .find(({ practice }) => practice?.after.includes("landed"));
    },
    answerLater: (person, runId, landed) =>
      change(person, runId, (run) => answerLater(run, checked(landed === undefined ? {} : { landed }))),
    askLater: async (person, runId) => {
      await change(person, runId, (run) => run);
      const at = now() + askLaterAfter;
      await asker.ask(person, [{ kind: "landed-check", ref: runId, at }]);
      return at;
    },
    isResting: async (person, practiceId) =>
      (await settings.get(person)).resting?.includes(practiceId) ?? false,
    rest: async (person, practiceId, on) => {
      const others = ((await settings.get(person)).resting ?? []).filter((id) => id !== practiceId);
      await settings.change(person, { resting: on ? [...others, find(person, practiceId).id] : others });
    },
    results: async (person) => {
      const records = await store.asMember(person.id, (q) =>
        q.records.list("practice", { limit: remembered }),
      );
      return records.map(({ body }) => resultOf(body)).filter((result) => result !== undefined);
    },
  };
}

function checked(reading: Reading): Reading {
  for (const name of ["access", "urge", "landed"] as const) {
    const value = reading[name];
    if (value !== undefined) wholeNumber(value, 0, 10);
  }
  return reading;
}
