/** Where a member stands with their drills: what they wish, what the gates go by, what they have rehearsed. */
import { fadedDrills } from "#core/drill-faded.ts";
import type { DrillReading, DrillRun, DrillWay } from "#core/drill.ts";
import { topics, type Scenario } from "#core/drill-scenario.ts";
import { summarise } from "#core/drill-summary.ts";
import { dayMs, type DrillWishes, type GateFacts } from "#core/gates.ts";
import type { EpochMs } from "#core/ids.ts";
import { rehearsalOf, type Rehearsal, type Spacing } from "#core/rehearsal.ts";
import { defaultSettings, type MemberSettings } from "#core/settings.ts";
import { wallTime } from "#core/wall-clock.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

export interface Standing {
  /** Newest first. */
  runs: Kept<"drill">[];
  facts: GateFacts;
  rehearsal: Rehearsal;
}

/** Runs that are looked back on; older ones speak through weekly sums. */
const remembered = 500;
const weekMs = 7 * dayMs;

/** @param bank tells whose a drill was that only a weekly sum remembers */
export function* standingOf(
  q: MemberTables,
  person: Person,
  { now, bank, spacing }: { now: EpochMs; bank: readonly Scenario[]; spacing: Spacing },
): Steps<Standing> {
  const [settings] = yield* q.records.list("settings", { limit: 1 });
  // A near-miss is no lapse; one that says neither is taken for one.
  const lapse = (yield* q.records.list("lapse", { limit: 5 })).find(({ body }) => body.happened !== "no");
  const runs = yield* q.records.list("drill", { limit: remembered });
  const weeks = yield* q.records.list("week");
  const summaries = [
    ...weeks.flatMap(({ body }) => fadedDrills(body, bank)),
    ...runs.map(({ body }) => summarise(body)),
  ];
  const [rated] = yield* q.records.list("confidence", { limit: 1 });
  const rehearsal = rehearsalOf(summaries, spacing, rated && { at: rated.at, values: rated.body.values });
  const facts: GateFacts = {
    now,
    minute: wallTime(now, person.zone).minute,
    wishes: wishesOf({ ...defaultSettings, ...settings?.body }),
    ...(lapse ? { lastLapseAt: lapse.at } : {}),
    readings: yield* readings(q, runs),
    recent: [...begun(runs, now), ...(yield* invitations(q, person, now))],
    rungOneDone: rehearsal.rungOneDone,
  };
  return { runs, facts, rehearsal };
}

export function wishesOf({
  drills,
  excludedTopics,
  neverDrills = [],
  drillHours,
}: MemberSettings): DrillWishes {
  return {
    invited: drills,
    excludedTopics: topics.filter((topic) => excludedTopics.includes(topic)),
    never: neverDrills,
    hours: drillHours ?? null,
  };
}

/** The newest of each kind of answer that tells a state or an urge. */
function* readings(q: MemberTables, runs: readonly Kept<"drill">[]): Steps<GateFacts["readings"]> {
  const found: (DrillReading & { at: EpochMs })[] = [];
  // More than one: the newest check-in may say nothing of the urge.
  for (const { at, body } of yield* q.records.list("checkin", { limit: 5 }))
    found.push({ at, state: body.state, ...(body.urge === undefined ? {} : { urge: body.urge }) });
  for (const { body } of yield* q.records.list("urge", { limit: 3 })) {
    const last = body.readings.at(-1);
    if (last) found.push({ at: last.at, urge: last.intensity });
  }
  for (const { body } of runs.slice(0, 3)) found.push(...drillReadings(body));
  return found;
}

function drillReadings(run: DrillRun): (DrillReading & { at: EpochMs })[] {
  const last = run.moves.findLast(({ answers }) => answers)?.at;
  if (last === undefined) return [];
  return [
    { at: last - 1, ...run.before },
    { at: last, ...run.after },
  ];
}

/** One that came by an invitation is counted by the invitation. */
function begun(runs: readonly Kept<"drill">[], now: EpochMs): { at: EpochMs; way: DrillWay }[] {
  return runs
    .filter(({ body }) => body.way !== "nudge" && body.moves.length > 0 && body.phase !== "declined")
    .map(({ body }) => ({ at: body.startedAt, way: body.way }))
    .filter(({ at }) => now - at < weekMs);
}

function* invitations(
  q: MemberTables,
  person: Person,
  now: EpochMs,
): Steps<{ at: EpochMs; way: DrillWay }[]> {
  const sent = yield* q.deliveries.ofPerson(person.id, now - weekMs);
  return sent
    .filter(({ kind, source, sentAt }) => kind === "drill" && source !== "asked" && sentAt !== null)
    .map(({ sentAt, dueAt }) => ({ at: sentAt ?? dueAt, way: "nudge" as const }));
}
