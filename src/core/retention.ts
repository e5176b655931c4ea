/**
 * How long answers and notes stay as they were given. After the span the member chose, whole weeks of them become sums
 * (`week.ts`). The member is told seven days before that happens for the first time, and seven days before a shorter
 * span takes hold.
 */
import { addDays, dateOf, dayOf, mondayOf } from "./days.ts";
import type { EpochMs, LocalDate, Snowflake } from "./ids.ts";

export const retentionChoices = [30, 90, 365] as const;
export type RetentionDays = (typeof retentionChoices)[number];
export const defaultRetention: RetentionDays = 90;
export const isRetention = (days: number): days is RetentionDays =>
  retentionChoices.some((choice) => choice === days);

/** Days between the announcement and the first wipe, and between a withdrawn consent and the erasing. */
export const noticeDays = 7;
export const noticeMs = noticeDays * 86_400_000;
/** Whoever could not be told, since they want no messages and sent no command, keeps their answers this much longer. */
export const unseenDays = 30;

/** How long a member's answers are kept, in the clear: the job that applies it holds nobody's key. */
export interface Keeping {
  personId: Snowflake;
  days: RetentionDays;
  /** When they were told that a wipe is coming; null while there was nothing to tell. */
  toldAt: EpochMs | null;
  /** When they took their consent back; everything is erased seven days later unless they agree again. */
  withdrawnAt: EpochMs | null;
}

export const keepingOf = (personId: Snowflake): Keeping => ({
  personId,
  days: defaultRetention,
  toldAt: null,
  withdrawnAt: null,
});

/** The first day whose answers stay: always a Monday, so that a week is summed up as a whole. */
export const keptFrom = (today: LocalDate, days: RetentionDays): LocalDate =>
  dateOf(mondayOf(dayOf(addDays(today, -days))));

export type RetentionStep = "nothing" | "tell" | "wipe";

/** What is to be done for a member whose oldest answer is of this day. */
export function retentionStep(
  { days, toldAt }: Keeping,
  oldest: LocalDate | undefined,
  { today, now }: { today: LocalDate; now: EpochMs },
): RetentionStep {
  if (oldest === undefined) return "nothing";
  if (toldAt === null) {
    if (oldest < keptFrom(addDays(today, -unseenDays), days)) return "wipe";
    return oldest < keptFrom(addDays(today, noticeDays), days) ? "tell" : "nothing";
  }
  return now >= toldAt + noticeMs && oldest < keptFrom(today, days) ? "wipe" : "nothing";
}

/**
 * A new choice. Where it makes answers go that would have stayed, the screen on which it was made is the announcement,
 * and seven days pass before it takes hold.
 */
export function chooseRetention(keeping: Keeping, days: RetentionDays, now: EpochMs): Keeping {
  return { ...keeping, days, toldAt: days < keeping.days ? now : keeping.toldAt };
}

/** Whether a consent that was taken back is due to be followed by erasing. */
export const isErasureDue = ({ withdrawnAt }: Keeping, now: EpochMs): boolean =>
  withdrawnAt !== null && now >= withdrawnAt + noticeMs;
