/** The coping plan: every save is a new version, and any version can be brought back. */
import {
  addEntry,
  allEntries,
  editEntry,
  emptyPlan,
  entriesOf,
  fingerprint,
  moveEntry,
  removeEntry,
  sectionLimit,
  type EntryFields,
  type Plan,
  reviewDue,
  type PlanSection,
  type PlanUse,
  type ReviewReason,
} from "#core/plan.ts";
import { addDays } from "#core/days.ts";
import type { EpochMs } from "#core/ids.ts";
import { quietEnd, quietHours } from "#core/quiet-hours.ts";
import { instantOf, localDate } from "#core/wall-clock.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { boundedText, Fault } from "./fault.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

export interface PlanCases {
  /** The present version; an empty plan before the first. */
  current(person: Person): Promise<Plan>;
  /**
   * @param id of the new entry, for a form that may be sent twice: the second time nothing is added
   * @throws {Fault} list-full, text-empty, text-too-long
   */
  add(person: Person, section: PlanSection, fields: EntryFields, id?: string): Promise<Plan>;
  /** The present version, and why it is worth reading over if it is. */
  recall(person: Person): Promise<{ plan: Plan; review: ReviewReason | undefined }>;
  /**
   * As `edit`, for a form that was open for a while: what was typed is kept whatever became of the line meanwhile.
   */
  reword(person: Person, form: OpenForm, fields: EntryFields): Promise<Reworded>;
  /** @throws {Fault} gone, text-empty, text-too-long */
  edit(person: Person, entryId: string, fields: EntryFields): Promise<Plan>;
  /** Puts an entry at another place of its section, 0 for the first. @throws {Fault} gone */
  move(person: Person, entryId: string, to: number): Promise<Plan>;
  /** @throws {Fault} gone */
  remove(person: Person, entryId: string): Promise<Plan>;
  /** Newest first. */
  versions(person: Person): Promise<Kept<"plan">[]>;
  /** Makes an earlier version the present one, as a new version. @throws {Fault} gone */
  bringBack(person: Person, recordId: string): Promise<Plan>;
  /** @param id for a button that may be pressed twice: the second press changes nothing */
  use(person: Person, use: PlanUse, id?: string): Promise<void>;
  /** How often each line was used: entry id → times; those that are sums by now as well. */
  uses(person: Person): Promise<Map<string, number>>;
  /** It was read over. @param again asks once more in a month @returns when, if it does */
  reviewed(person: Person, again: boolean): Promise<EpochMs | undefined>;
}

/** A line as it was when somebody began to reword it. */
export interface OpenForm {
  id: string;
  section: PlanSection;
  /** `fingerprint` of what it said. */
  was: string;
}

export interface Reworded {
  plan: Plan;
  /** What happened to the line elsewhere while the form was open. */
  meanwhile?: "changed" | "removed";
}

const lineLimit = 200;
/** Versions kept; beyond that the oldest goes. */
const versionsKept = 50;

const reviewAfterDays = 30;
const evening = 18 * 60;

export function planCases(deps: Deps, later: Asker): PlanCases {
  const { store, now, newId } = deps;
  const change = (person: Person, next: (plan: Plan) => Plan) =>
    store.asMember(person.id, (q) => changePlan(q, deps, person, next));
  const today = ({ zone, dayStart }: Person) => localDate(now(), zone, dayStart);
  return {
    current: (person) => store.asMember(person.id, present),
    recall: (person) =>
      store.asMember(person.id, function* (q) {
        const plan = yield* present(q);
        const [lapse] = yield* q.records.list("lapse", { limit: 1 });
        return { plan, review: reviewDue(plan, today(person), lapse?.at) };
      }),
    reword: async (person, { id, section, was }, fields) => {
      let meanwhile: Reworded["meanwhile"];
      const plan = await change(person, (present) => {
        const entry = allEntries(present).find((one) => one.id === id);
        meanwhile = entry ? (fingerprint(entry.text) === was ? undefined : "changed") : "removed";
        if (entry) return editEntry(present, id, checked(section, fields));
        return addEntry(roomIn(present, section), section, id, checked(section, fields));
      });
      return { plan, ...(meanwhile ? { meanwhile } : {}) };
    },
    add: (person, section, fields, id = newId()) =>
      change(person, (plan) => {
        if (allEntries(plan).some((entry) => entry.id === id)) return plan;
        return addEntry(roomIn(plan, section), section, id, checked(section, fields));
      }),
    edit: (person, entryId, fields) =>
      change(person, (plan) => editEntry(plan, entryId, checked(sectionOf(plan, entryId), fields))),
    move: (person, entryId, to) =>
      change(person, (plan) => {
        sectionOf(plan, entryId);
        return moveEntry(plan, entryId, to);
      }),
    remove: (person, entryId) =>
      change(person, (plan) => {
        const shorter = removeEntry(plan, entryId);
        if (JSON.stringify(shorter) === JSON.stringify(plan)) throw new Fault("gone");
        return shorter;
      }),
    versions: (person) => store.asMember(person.id, (q) => q.records.list("plan")),
    bringBack: (person, recordId) =>
      store.asMember(person.id, function* (q) {
        const old = yield* q.records.get("plan", recordId);
        if (!old) throw new Fault("gone");
        const [before] = yield* q.records.list("plan", { limit: 1 });
        const { reviewOn: _on, reviewedAt: _at, ...lines } = old.body;
        const { reviewOn, reviewedAt } = before?.body ?? {};
        // What is brought back are lines; when they are read over stays as it is.
        const body = { ...lines, ...(reviewOn && { reviewOn }), ...(reviewedAt && { reviewedAt }) };
        yield* q.records.add("plan", newVersion(deps, person, body, before));
        return body;
      }),
    use: async (person, use, id = newId()) => {
      const at = now();
      const record = { id, at, localDate: today(person), body: use };
      await store.asMember(person.id, function* (q) {
        if (!(yield* q.records.get("plan-use", id))) yield* q.records.add("plan-use", record);
      });
    },
    uses: (person) =>
      store.asMember(person.id, function* (q) {
        const counts = new Map<string, number>();
        const count = (id: string, times: number) => counts.set(id, (counts.get(id) ?? 0) + times);
        for (const { body } of yield* q.records.list("plan-use")) count(body.lineId, 1);
        for (const { body } of yield* q.records.list("week"))
          for (const [id, times] of Object.entries(body.lines)) count(id, times);
        return counts;
      }),
    reviewed: async (person, again) => {
      const on = addDays(localDate(now(), person.zone), reviewAfterDays);
      await change(person, (plan) => {
        const { reviewOn: _before, ...rest } = plan;
        return { ...rest, reviewedAt: now(), ...(again ? { reviewOn: on } : {}) };
      });
      const ref = `plan-${person.id}`;
      await later.cancel(person, ref);
      if (!again) return undefined;
      const at = quietEnd(
        quietHours(person.quietFrom, person.quietTo),
        instantOf(on, evening, person.zone) ?? now() + reviewAfterDays * dayMs,
        person.zone,
      );
      await later.ask(person, [{ kind: "plan-review", ref, at }]);
      return at;
    },
  };
}

const dayMs = 86_400_000;

/** The plan itself when there is room for one more. @throws {Fault} list-full */
function roomIn(plan: Plan, section: PlanSection): Plan {
  const limit = sectionLimit(section);
  if (entriesOf(plan, section).length >= limit) throw new Fault("list-full", { limit });
  return plan;
}

function newVersion(
  { now, newId }: Pick<Deps, "now" | "newId">,
  person: Person,
  body: Plan,
  before: Kept<"plan"> | undefined,
) {
  // Later than the one before, also within the same millisecond or on a clock that went back: the newest one counts.
  const at = Math.max(now(), (before?.at ?? 0) + 1);
  return { id: newId(), at, localDate: localDate(at, person.zone, person.dayStart), body };
}

/** Makes a new version when something changed. @returns the plan as it is then */
export function* changePlan(
  q: MemberTables,
  deps: Pick<Deps, "now" | "newId">,
  person: Person,
  next: (plan: Plan) => Plan,
): Steps<Plan> {
  const [before] = yield* q.records.list("plan", { limit: 1 });
  const plan = before?.body ?? emptyPlan;
  const changed = next(plan);
  if (JSON.stringify(changed) === JSON.stringify(plan)) return plan;
  yield* q.records.add("plan", newVersion(deps, person, changed, before));
  for (const old of (yield* q.records.list("plan")).slice(versionsKept))
    yield* q.records.remove("plan", old.id);
  return changed;
}

function checked(section: PlanSection, [first, ...rest]: EntryFields): EntryFields {
  const texts = rest.map((text) => (text?.trim() ? boundedText(text, lineLimit) : undefined));
  if (section === "if-then" && !texts[0]) throw new Fault("text-empty");
  return [boundedText(first, lineLimit), texts[0], texts[1]];
}

function sectionOf(plan: Plan, entryId: string): PlanSection {
  const entry = allEntries(plan).find(({ id }) => id === entryId);
  if (!entry) throw new Fault("gone");
  return entry.section;
}

/** The newest version. */
export function* present(q: MemberTables): Steps<Plan> {
  const [newest] = yield* q.records.list("plan", { limit: 1 });
  return newest?.body ?? emptyPlan;
}
