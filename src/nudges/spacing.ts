/** Spaced rehearsal by FSRS, as `core/rehearsal.ts` asks for it. */
import { createEmptyCard, fsrs, Rating, State } from "ts-fsrs";
import type { CardInput, Grade } from "ts-fsrs";
import type { RehearsalCard, RehearsalGrade, Spacing } from "#core/rehearsal.ts";

/** Skill faded half a year after cue-exposure training (mhealth.jmir.org/2019/8/e13793): a booster comes before that. */
const longestDays = 120;
const dayMs = 86_400_000;

/** Without short-term steps the first intervals are days; without fuzz the same history gives the same dates. */
const scheduler = fsrs({ enable_short_term: false, enable_fuzz: false, maximum_interval: longestDays });

const ratings: Record<RehearsalGrade, Grade> = { hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy };

export const fsrsSpacing: Spacing = {
  next(card, grade, now) {
    const { card: next } = scheduler.next(card ? toFsrs(card) : createEmptyCard(now), now, ratings[grade]);
    return {
      // The library keeps grades a day apart even at the bound, and so goes beyond it.
      due: Math.min(next.due.getTime(), now + longestDays * dayMs),
      last: now,
      stability: next.stability,
      difficulty: next.difficulty,
      reps: next.reps,
    };
  },
};

function toFsrs({ due, last, stability, difficulty, reps }: RehearsalCard): CardInput {
  return {
    due,
    last_review: last,
    stability,
    difficulty,
    reps,
    // Worked out by the library from the dates; there are neither learning steps nor forgetting here.
    elapsed_days: 0,
    scheduled_days: 0,
    learning_steps: 0,
    lapses: 0,
    state: State.Review,
  };
}
