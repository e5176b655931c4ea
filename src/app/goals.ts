/** Goals and their days: in a member's own words, as many as they like, and nothing of it is ever set to zero. */
import {
  daysLived,
  noteLapse,
  pauseGoal,
  reachMilestones,
  resumeGoal,
  startGoal,
  withdrawLapse,
  type DaysLived,
  type Goal,
  type Milestone,
} from "#core/days-lived.ts";
import { addDays, parseDate } from "#core/days.ts";
import type { LocalDate, Zone, EpochMs, MinuteOfDay } from "#core/ids.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault } from "./fault.ts";
import type { SettingsCases } from "./settings.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

export interface GoalDraft {
  words: string;
  /** In the member's own words: "today", "12 days ago", "2026-03-01"; empty for today. */
  since: string;
  /** What a day is worth, as typed; empty for nothing counted. */
  each: string;
  /** What it is counted in: "€", "hours". */
  unit: string;
}

export interface GoalView {
  id: string;
  goal: Goal;
  days: DaysLived;
}

/** One of the last days, on which a lapse may have been. */
export interface RecentDay {
  date: LocalDate;
  /** Noted on this goal. */
  lapse: boolean;
  /** There is a lapse of that day, written down elsewhere. */
  written: boolean;
}

export interface Celebration {
  words: string;
  milestone: Milestone;
}

export interface GoalCases {
  /** Oldest first. */
  list(person: Person): Promise<GoalView[]>;
  /** @throws {Fault} gone */
  find(person: Person, id: string): Promise<GoalView>;
  /**
   * @param id of a form that may be sent twice: there is one goal of it all the same
   * @throws {Fault} list-full, text-empty, text-too-long, day-not-understood, worth-not-understood
   */
  add(person: Person, draft: GoalDraft, id?: string): Promise<GoalView>;
  /** Words, first day and worth; lapses, pauses and milestones stay. */
  change(person: Person, id: string, draft: GoalDraft): Promise<GoalView>;
  /** Notes or takes back lapses, so that of the last days exactly these have one. */
  setRecentLapses(person: Person, id: string, dates: readonly LocalDate[]): Promise<GoalView>;
  /** Notes a lapse on a day further back, or takes it back. */
  toggleLapse(person: Person, id: string, day: string): Promise<GoalView>;
  /** "Stopped, will start again later", and back. */
  standStill(person: Person, id: string, on: boolean): Promise<GoalView>;
  remove(person: Person, id: string): Promise<void>;
  recentDays(person: Person, goal: Goal): Promise<RecentDay[]>;
  /** Milestones that were reached and not shown yet; each comes once. Nothing when days are switched off. */
  celebrate(person: Person): Promise<Celebration[]>;
}

/** Reads a day that is over, or is about to begin, on the member's own calendar. */
export type ReadDay = (
  text: string,
  here: { now: EpochMs; zone: Zone; dayStart: MinuteOfDay },
) => Promise<LocalDate | undefined>;

const goalsAtMost = 8;
const wordsLimit = 80;
const unitLimit = 16;
const worthAtMost = 100_000;
const recentLength = 14;

export function goalCases({ store, now, newId }: Deps, settings: SettingsCases, readDay: ReadDay): GoalCases {
  const todayOf = (person: Person): LocalDate => localDate(now(), person.zone, person.dayStart);
  const viewOf = (person: Person, { id, body }: Kept<"goal">): GoalView => ({
    id,
    goal: body,
    days: daysLived(body, todayOf(person)),
  });
  const change = (person: Person, id: string, next: (goal: Goal) => Goal) =>
    store.asMember(person.id, function* (q) {
      return viewOf(person, yield* changed(q, id, next, now()));
    });
  const read = async (person: Person, text: string): Promise<LocalDate> => {
    const day = await readDay(text, { now: now(), zone: person.zone, dayStart: person.dayStart });
    if (!day) throw new Fault("day-not-understood", { text });
    return day;
  };
  const drafted = async (person: Person, { words, since, each, unit }: GoalDraft) => ({
    words: boundedText(words, wordsLimit),
    since: since.trim() === "" ? todayOf(person) : await read(person, since),
    worth: worthOf(each, unit),
  });
  const allOf = (person: Person) =>
    store.asMember(person.id, function* (q) {
      return (yield* q.records.list("goal")).toReversed();
    });

  return {
    list: async (person) => (await allOf(person)).map((kept) => viewOf(person, kept)),
    find: (person, id) => change(person, id, (goal) => goal),
    add: async (person, draft, id = newId()) => {
      const { words, since, worth } = await drafted(person, draft);
      const body = { ...startGoal(words, since), ...(worth ? { worth } : {}) };
      return store.asMember(person.id, function* (q) {
        const there = yield* q.records.get("goal", id);
        if (there) return viewOf(person, there);
        if ((yield* q.records.list("goal")).length >= goalsAtMost)
          throw new Fault("list-full", { limit: goalsAtMost });
        const record = { id, at: now(), localDate: todayOf(person), body };
        return viewOf(person, yield* q.records.add("goal", record));
      });
    },
    change: async (person, id, draft) => {
      const { words, since, worth } = await drafted(person, draft);
      return change(person, id, ({ version, lapses, pauses, shown }) => {
        const same = { version, lapses, pauses, shown };
        return { ...same, words, since, ...(worth ? { worth } : {}) };
      });
    },
    setRecentLapses: (person, id, dates) =>
      change(person, id, (goal) =>
        lastDays(todayOf(person), goal).reduce(
          (kept, date) => (dates.includes(date) ? noteLapse(kept, date) : withdrawLapse(kept, date)),
          goal,
        ),
      ),
    toggleLapse: async (person, id, text) => {
      const day = await read(person, text);
      if (day > todayOf(person)) throw new Fault("day-ahead", { text });
      return change(person, id, (goal) =>
        goal.lapses.includes(day) ? withdrawLapse(goal, day) : noteLapse(goal, day),
      );
    },
    standStill: (person, id, on) =>
      change(person, id, (goal) => (on ? pauseGoal : resumeGoal)(goal, todayOf(person))),
    remove: (person, id) =>
      store.asMember(person.id, function* (q) {
        if (!(yield* q.records.remove("goal", id))) throw new Fault("gone");
      }),
    recentDays: async (person, goal) => {
      const lapses = await store.asMember(person.id, (q) =>
        q.records.list("lapse", { limit: 2 * recentLength }),
      );
      const written = new Set(
        lapses.filter(({ body }) => body.happened === "yes").map((kept) => kept.localDate),
      );
      return lastDays(todayOf(person), goal).map((date) => ({
        date,
        lapse: goal.lapses.includes(date),
        written: written.has(date),
      }));
    },
    celebrate: async (person) => {
      if ((await settings.get(person)).daysOff) return [];
      const today = todayOf(person);
      return store.asMember(person.id, function* (q) {
        const found: Celebration[] = [];
        for (const kept of yield* q.records.list("goal")) {
          const { goal, reached } = reachMilestones(kept.body, today);
          if (goal === kept.body) continue;
          yield* changed(q, kept.id, () => goal, now());
          found.push(...reached.map((milestone) => ({ words: goal.words, milestone })));
        }
        return found;
      });
    },
  };
}

function* changed(
  q: MemberTables,
  id: string,
  next: (goal: Goal) => Goal,
  now: EpochMs,
): Steps<Kept<"goal">> {
  const kept = yield* q.records.get("goal", id);
  if (!kept) throw new Fault("gone");
  const body = next(kept.body);
  if (body === kept.body) return kept;
  const after = yield* q.records.change("goal", id, { rev: kept.rev, body, now });
  if (!after) throw new Fault("changed-meanwhile");
  return after;
}

/** Today and the days before it, newest first, as far as the goal goes back. */
function lastDays(today: LocalDate, { since }: Goal): LocalDate[] {
  const days = Array.from({ length: recentLength }, (_, ago) => addDays(today, -ago));
  return days.filter((date) => date >= since && parseDate(date) !== undefined);
}

/** "7.50" and "€"; undefined when nothing is counted. @throws {Fault} worth-not-understood, text-empty, text-too-long */
function worthOf(each: string, unit: string): Goal["worth"] {
  if (each.trim() === "") return undefined;
  const amount = Number(each.trim().replace(",", "."));
  if (!(amount > 0 && amount <= worthAtMost)) throw new Fault("worth-not-understood", { text: each });
  return { each: Math.round(amount * 100) / 100, unit: boundedText(unit, unitLimit) };
}
