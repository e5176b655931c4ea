/**
 * What every kind of record looks like in an export. A kind without a shape does not compile, and neither does a shape
 * that is not its kind's.
 */
import { buddyAnswers, type BuddyBook, type Passed } from "./buddy.ts";
import { states, type CheckIn } from "./check-in.ts";
import type { Confidence } from "./confidence.ts";
import type { Goal, Pause } from "./days-lived.ts";
import {
  overPhases,
  type DrillMove,
  type DrillPhase,
  type DrillReading,
  type DrillRun,
  type DrillTakeaway,
  type DrillText,
  type DrillTurn,
  type UsedLine,
} from "./drill.ts";
import { planFacets } from "./drill-scenario.ts";
import { slotNames } from "./drill-slots.ts";
import type { Lapse } from "./lapse.ts";
import { rungs, type NoticingLadder } from "./noticing-ladder.ts";
import { planLists, type IfThen, type Plan, type PlanLine, type PlanPerson, type PlanUse } from "./plan.ts";
import type { PracticeRun, Reading } from "./practice.ts";
import type { RecordBodies, RecordKind } from "./records.ts";
import { riskKinds } from "./risk.ts";
import { scales, type Screening } from "./screening.ts";
import type { DrillHours, MemberSettings } from "./settings.ts";
import {
  among,
  exactly,
  flag,
  list,
  map,
  number,
  object,
  optional,
  orNull,
  pattern,
  some,
  text,
  whole,
  type Shape,
} from "./shape.ts";
import { cues, type Urge, type UrgeReading } from "./urge.ts";
import type { DrillSum, Week } from "./week.ts";

const latest = 8_640_000_000_000_000;
export const time = whole(0, latest);
export const date = pattern("^\\d{4}-\\d{2}-\\d{2}$");
const id = text(100, 1);
/** Room for whatever a form takes, and for the signs that make it harmless. */
const words = text(2_000);
const ten = whole(0, 10);
const sure = whole(0, 100);
const version = whole(1, 1_000);
const tally = map(whole(0, 1_000_000), 500);
const count = whole(0, 1_000_000);

const checkin = object<CheckIn>({
  version,
  state: among(states),
  access: optional(ten),
  mood: optional(whole(-3, 3)),
  urge: optional(ten),
  sleep: optional(ten),
  body: optional(list(id, 25)),
  words: optional(list(id, 10)),
  routines: optional(list(id, 25)),
  note: optional(words),
  madeAt: optional(time),
});

const urge = object<Urge>({
  version,
  readings: list(object<UrgeReading>({ at: time, intensity: ten }), 500),
  guess: optional(ten),
  cues: optional(some(cues, words)),
  acted: optional(among(["no", "yes", "rather-not-say"])),
});

const planLine = object<PlanLine>({ id, text: words });
const plan = object<Plan>({
  version,
  people: list(object<PlanPerson>({ id, name: words, how: optional(words), say: optional(words) }), 50),
  ifThen: list(object<IfThen>({ id, cue: words, response: words, kind: optional(among(riskKinds)) }), 50),
  lists: some(planLists, list(planLine, 50)),
  reviewOn: optional(date),
  reviewedAt: optional(time),
});

const lapse = object<Lapse>({
  version,
  happened: optional(among(["yes", "no", "rather-not-say"])),
  kinds: optional(list(among(riskKinds), 8)),
  company: optional(among(["alone", "with-others"])),
  confidence: optional(sure),
  stillWorks: optional(words),
  nextDay: optional(words),
});

const reading = object<Reading>({
  state: optional(among(states)),
  access: optional(ten),
  urge: optional(ten),
  landed: optional(ten),
});

const practice = object<PracticeRun>({
  version,
  practice: id,
  contentVersion: version,
  startedAt: time,
  step: whole(0, 1_000),
  ended: optional(among(["finished", "stopped"])),
  before: reading,
  after: reading,
  later: optional(reading),
});

const drillPhases = [
  "preview",
  "arrival",
  "scene",
  "lines",
  "write-line",
  "own-words",
  "lapse-plan",
  "orientation",
  "minute",
  "after",
  "stay-with",
  "takeaway",
  "write-takeaway",
  ...overPhases,
] as const satisfies DrillPhase[];
const phase: Shape<DrillPhase> = among(drillPhases);
const drillReading = object<DrillReading>({
  state: optional(among(states)),
  urge: optional(ten),
  confidence: optional(sure),
});
const line = object<UsedLine>({ id: optional(id), cue: optional(words), text: words });
const scenario = object<DrillText>({
  id,
  version,
  hash: id,
  locale: text(20, 1),
  kind: among(riskKinds),
  rung: among([1, 2, 3]),
  audience: among(["member", "supporter"]),
});
const move = object<DrillMove>({
  choice: id,
  at: time,
  answers: optional(drillReading),
  text: optional(words),
  line: optional(line),
  lineless: optional(exactly(true)),
});
const drill = object<DrillRun>({
  version: exactly(1),
  scenario,
  seed: whole(0, 2 ** 32),
  way: among(["asked", "nudge", "group"]),
  group: optional(id),
  startedAt: time,
  setup: object<DrillRun["setup"]>({ slots: some(slotNames, words), facets: list(among(planFacets), 50) }),
  phase,
  node: id,
  turn: optional(object<DrillTurn>({ node: id, choice: id, said: optional(words) })),
  flags: list(id, 100),
  gained: list(among(planFacets), 50),
  before: drillReading,
  after: drillReading,
  timer: optional(time),
  usedLines: list(line, 500),
  mending: optional(line),
  takeaway: optional(object<DrillTakeaway>({ cue: words, response: words, mends: optional(id) })),
  endedAt: optional(time),
  stoppedIn: optional(phase),
  rev: whole(0, 100_000),
  moves: list(move, 2_000),
});

const settings = object<MemberSettings>({
  version,
  country: optional(text(20, 1)),
  suggestions: flag,
  drills: flag,
  ownWords: list(words, 200),
  excludedTopics: list(id, 100),
  neverDrills: optional(list(id, 500)),
  drillHours: optional(orNull(object<DrillHours>({ from: whole(0, 1_439), to: whole(0, 1_439) }))),
  longer: optional(flag),
  keepItems: optional(flag),
  resting: optional(list(id, 200)),
  daysOff: optional(flag),
  inARow: optional(flag),
  counted: optional(list(text(100, 1), 100)),
});

const screening = object<Screening>({
  version,
  scale: among(scales),
  total: whole(0, 100),
  items: optional(list(whole(0, 100), 30)),
});

const confidence = object<Confidence>({ version, values: some(riskKinds, sure) });

const dates = list(date, 40_000);
const goal = object<Goal>({
  version,
  words,
  since: date,
  lapses: dates,
  pauses: list(object<Pause>({ from: date, until: optional(date) }), 10_000),
  shown: list(id, 500),
  worth: optional(object<NonNullable<Goal["worth"]>>({ each: number(0, 1_000_000), unit: text(40, 1) })),
});
const ladder = object<NoticingLadder>({ version, rung: among(rungs), easy: whole(0, 1_000) });
const minute = whole(0, 1_439);
const buddies = object<BuddyBook>({
  version,
  hours: optional(object<NonNullable<BuddyBook["hours"]>>({ from: minute, to: minute })),
  passed: list(object<Passed>({ to: id, at: time, token: id, answer: optional(among(buddyAnswers)) }), 500),
});

const drillSum = object<DrillSum>({
  kind: among(riskKinds),
  rung: whole(1, 3),
  completed: count,
  before: tally,
  after: tally,
});
const week = object<Week>({
  version,
  week: date,
  checkIns: count,
  states: some(states, count),
  access: tally,
  mood: tally,
  urge: tally,
  sleep: tally,
  urges: count,
  peaks: tally,
  practices: tally,
  drills: map(drillSum, 500),
  lines: tally,
  lapses: count,
  scales: some(scales, tally),
  confidence: optional(some(riskKinds, tally)),
});

export const bodyShapes: { [K in RecordKind]: Shape<RecordBodies[K]> } = {
  checkin,
  urge,
  plan,
  "plan-use": object<PlanUse>({ lineId: id, urgeId: optional(id), drillId: optional(id) }),
  lapse,
  drill,
  practice,
  settings,
  buddies,
  screening,
  confidence,
  goal,
  ladder,
  week,
};
