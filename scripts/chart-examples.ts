/**
 * Made-up members for pictures in the docs, for tests and for the bench: numb at first, with a window that widens.
 * The same seed gives the same life.
 */
import type { Answer, ZoneSpan } from "#core/chart-data.ts";
import type { Helped } from "#core/chart-data-helps.ts";
import type { ServerWeek } from "#core/chart-data-insights.ts";
import type { CheckIn, State } from "#core/check-in.ts";
import type { DrillSummary } from "#core/drill-summary.ts";
import { noteLapse, pauseGoal, resumeGoal, startGoal, type Goal } from "#core/days-lived.ts";
import { addDays, dateOf, dayOf, type DayNumber } from "#core/days.ts";
import type { EpochMs, LocalDate } from "#core/ids.ts";
import { riskKinds, type RiskKind } from "#core/risk.ts";
import type { Urge } from "#core/urge.ts";
import { instantOf, localDate } from "#core/wall-clock.ts";

export const exampleToday: LocalDate = "2026-04-02";
export const exampleZone = "Europe/Berlin";
export const exampleZones: ZoneSpan[] = [{ from: 0, zone: exampleZone }];

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const clamp = (value: number, low = 0, high = 10): number => Math.max(low, Math.min(high, Math.round(value)));

/** The instant at which the wall shows this hour, or the one it is shifted to. */
const at = (day: DayNumber, hour: number): EpochMs =>
  instantOf(dateOf(day), Math.floor(hour * 60), exampleZone)!;

export const routineNames: Record<string, string> = {
  slept: "slept",
  ate: "ate",
  moved: "moved",
  company: "with someone",
  made: "made something",
};

/** A check-in on four days of five, twice on some; access begins low and narrow and becomes wider. */
export function exampleCheckIns(days: number, seed = 7, today = exampleToday): Answer<CheckIn>[] {
  const roll = dice(seed);
  const last = dayOf(today);
  return Array.from({ length: days }, (_, index) => last - days + 1 + index).flatMap((day) => {
    if (roll() < 0.2) return [];
    const gone = (day - (last - days)) / days;
    return Array.from({ length: roll() < 0.2 ? 2 : 1 }, (_, nth): Answer<CheckIn> => {
      const access = clamp(2.2 + gone * 2.6 + (roll() - 0.5) * (2.5 + gone * 5.5));
      const state: State =
        access <= 2 ? "too-little" : access >= 8 ? "too-much" : roll() < 0.12 ? "too-much" : "within";
      const routines = Object.keys(routineNames).filter((_, index) => roll() < 0.75 - index * 0.13);
      return {
        at: at(day, 9 + nth * 9 + roll() * 3),
        localDate: dateOf(day),
        body: { version: 1, state, access, sleep: clamp(3 + gone * 3 + (roll() - 0.5) * 6), routines },
      };
    });
  });
}

/** Evenings, most of all Fridays; they begin at 5 to 9 and ease, some of them slowly. */
export function exampleUrges(
  days: number,
  seed = 11,
  today = exampleToday,
): (Answer<Urge> & { id: string })[] {
  const roll = dice(seed);
  const last = dayOf(today);
  return Array.from({ length: days }, (_, index) => last - days + 1 + index).flatMap((day) => {
    const friday = (day + 4) % 7 === 5;
    if (roll() > (friday ? 0.85 : 0.42)) return [];
    const hour = roll() < 0.7 ? 18 + roll() * 5 : roll() * 24;
    const first = at(day, Math.min(hour, 23.4));
    const intensity = clamp(4.5 + roll() * 5);
    const readings = [{ at: first, intensity }];
    const ease = 0.45 + roll() * 0.55;
    if (roll() < 0.8)
      readings.push({
        at: first + (13 + roll() * 5) * 60_000,
        intensity: clamp(intensity * (0.35 + ease * 0.55)),
      });
    if (readings.length > 1 && roll() < 0.7)
      readings.push({ at: first + (28 + roll() * 5) * 60_000, intensity: clamp(intensity * ease * 0.75) });
    const guess = roll() < 0.7 ? { guess: clamp(intensity + roll() * 3 - 1) } : {};
    const acted = roll() < 0.6 ? { acted: "no" as const } : {};
    return {
      id: `urge-${day}`,
      at: first,
      localDate: localDate(first, exampleZone),
      body: { version: 1, readings, ...guess, ...acted },
    };
  });
}

export const practiceNames: Record<string, string> = {
  "four-in-six-out": "Four in, six out",
  "colour-hunt": "Colour hunt",
  "one-song": "One song",
  "hands-and-feet": "Hands and feet",
};
export const planLines = [
  { id: "line-1", text: "If the old chat lights up, then I put the phone in the drawer" },
  {
    id: "line-2",
    text: "If I notice I have felt nothing since morning, then shoes on, to the corner and back",
  },
  { id: "line-3", text: "If they pour me one, then I say “I’m driving”" },
];

export function exampleHelps(seed = 5): Helped[] {
  const roll = dice(seed);
  const times = (
    id: string,
    kind: Helped["kind"],
    measure: Helped["measure"],
    count: number,
    change: number,
  ) =>
    Array.from({ length: count }, (): Helped => {
      const before = measure === "access" ? clamp(2 + roll() * 3) : clamp(6 + roll() * 3);
      return { id, kind, measure, before, after: clamp(before + change + (roll() - 0.5) * 3) };
    });
  return [
    ...times("one-song", "practice", "access", 9, 2.6),
    ...times("colour-hunt", "practice", "access", 6, 1.4),
    ...times("hands-and-feet", "practice", "access", 5, 0),
    ...times("four-in-six-out", "practice", "access", 2, 3),
    ...times("line-2", "line", "urge", 7, -3),
    ...times("line-1", "line", "urge", 4, -1.6),
    ...times("line-3", "line", "urge", 1, -4),
  ];
}

export function exampleSnapshots(): { at: EpochMs; values: Partial<Record<RiskKind, number>> }[] {
  const [then, now] = [at(dayOf("2026-01-05"), 20), at(dayOf("2026-03-30"), 20)];
  const values = (list: number[]) => Object.fromEntries(riskKinds.map((kind, index) => [kind, list[index]!]));
  return [
    { at: then, values: values([30, 60, 70, 40, 40, 20, 30, 50]) },
    { at: now, values: values([50, 60, 80, 30, 60, 60, 70, 60]) },
  ];
}

export function exampleDrills(): DrillSummary[] {
  const roll = dice(3);
  const done: [RiskKind, number][] = [
    ["conflict", 4],
    ["social-pressure", 3],
    ["urges", 2],
    ["negative-emotion", 1],
  ];
  return done.flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, index): DrillSummary => {
      const confidence = clamp(35 + index * 12 + roll() * 10, 0, 100);
      return {
        scenario: { id: kind, version: 1, hash: kind, locale: "en", kind, rung: 1, audience: "member" },
        at: at(dayOf("2026-01-20") + index * 16, 19),
        completed: true,
        before: { confidence: Math.max(0, confidence - 10) },
        after: { confidence },
        usedLine: true,
        drifted: false,
        used: false,
      };
    }),
  );
}

/** A goal with two lapses and a pause. @param days how long ago it began */
export function exampleGoal(days: number, words = "gentle with myself 🌱", today = exampleToday): Goal {
  const day = (share: number) => addDays(today, -Math.round(days * share));
  let goal = startGoal(words, addDays(today, -days));
  goal = noteLapse(noteLapse(goal, day(0.66)), day(0.3));
  goal = resumeGoal(pauseGoal(goal, day(0.5)), day(0.46));
  return goal;
}

export function exampleServerWeeks(count: number): ServerWeek[] {
  const roll = dice(9);
  const first = dayOf("2026-03-23") - 7 * (count - 1);
  return Array.from({ length: count }, (_, index) => {
    const people = index < 2 ? 6 + index : Math.round(22 + index * 3 + roll() * 14);
    const little = Math.round(people * (0.34 + roll() * 0.08));
    const much = Math.round(people * (0.24 + roll() * 0.06));
    return {
      week: dateOf(first + index * 7),
      people,
      states: { "too-little": little, within: people - little - much, "too-much": much },
      delivery: {
        sent: people * 6,
        late: Math.round(roll() * 14),
        expired: Math.round(roll() * 4),
        failed: Math.round(roll() * 12),
        held: people,
      },
    };
  });
}
