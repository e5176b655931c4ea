/**
 * The kinds of record a member can make. Each is sealed as one payload under the member's own key; what is in the
 * clear beside it is only whose it is, its kind, its local date and its times.
 */
import type { BuddyBook } from "./buddy.ts";
import type { CheckIn } from "./check-in.ts";
import type { Confidence } from "./confidence.ts";
import type { Goal } from "./days-lived.ts";
import type { DrillRun } from "./drill.ts";
import type { Lapse } from "./lapse.ts";
import type { NoticingLadder } from "./noticing-ladder.ts";
import type { Plan, PlanUse } from "./plan.ts";
import type { PracticeRun } from "./practice.ts";
import type { Screening } from "./screening.ts";
import type { MemberSettings } from "./settings.ts";
import type { Urge } from "./urge.ts";
import type { Week } from "./week.ts";

export interface RecordBodies {
  checkin: CheckIn;
  urge: Urge;
  plan: Plan;
  "plan-use": PlanUse;
  lapse: Lapse;
  drill: DrillRun;
  practice: PracticeRun;
  settings: MemberSettings;
  /** One for each member: their hours, and what was passed on lately. */
  buddies: BuddyBook;
  screening: Screening;
  confidence: Confidence;
  goal: Goal;
  ladder: NoticingLadder;
  /** Sums of a week whose answers are gone. */
  week: Week;
}

export type RecordKind = keyof RecordBodies;
