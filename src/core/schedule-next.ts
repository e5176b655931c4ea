/** Where a due row goes next: to its next occurrence, past a pause, and past what an outage has left behind. */
import type { EpochMs, Zone } from "./ids.ts";
import { nextOccurrence, type Occurrence } from "./recurrence-next.ts";
import type { CompiledRule } from "./recurrence.ts";

export interface NextDue {
  nextDue: EpochMs;
  nextOcc: number;
}

/** How occurrences become due: the rule, where, and how many seconds into its window this recipient is. */
export interface Course {
  rule: CompiledRule;
  zone: Zone;
  jitterS: number;
}

/** Occurrences counted one by one after an outage, at most; beyond that many the number is no longer exact. */
const countLimit = 5000;

/** The first occurrence that comes due after an instant; undefined when there is none. */
export function dueAfter({ rule, zone, jitterS }: Course, after: EpochMs): NextDue | undefined {
  const found = nextOccurrence(rule, zone, after - jitterS * 1000);
  return found && dueOf(found, jitterS);
}

export interface Overdue {
  /** The newest occurrence that has come due. */
  newest: NextDue;
  /** How many came due before it, and the last of these. */
  older: number;
  lastOlder: NextDue | undefined;
  next: NextDue | undefined;
}

/** What has come due by now, of a row that was due at `first`. */
export function overdue(course: Course, first: NextDue, now: EpochMs): Overdue {
  let [newest, older] = [first, 0];
  let lastOlder: NextDue | undefined;
  let next = dueAfter(course, first.nextDue);
  while (next && next.nextDue <= now) {
    if (++older > countLimit) next = later(next, lately(course, now));
    [lastOlder, newest] = [newest, next];
    next = dueAfter(course, newest.nextDue);
  }
  return { newest, older, lastOlder, next };
}

/** An occurrence of the last days, to skip to. */
function lately(course: Course, now: EpochMs): NextDue | undefined {
  const found = dueAfter(course, now - 2 * 86_400_000);
  return found && found.nextDue <= now ? found : undefined;
}

const later = (one: NextDue, other: NextDue | undefined): NextDue =>
  other && other.nextDue > one.nextDue ? other : one;

function dueOf({ instant, key }: Occurrence, jitterS: number): NextDue {
  return { nextDue: instant + jitterS * 1000, nextOcc: key };
}
