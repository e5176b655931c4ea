/** The coping plan: every save is a new version, and any version can be brought back. */
import {
  addEntry,
  allEntries,
  editEntry,
  emptyPlan,
  entriesOf,
  moveEntry,
  removeEntry,
  sectionLimit,
  type EntryFields,
  type Plan,
  type PlanSection,
  type PlanUse,
} from "#core/plan.ts";
import { localDate } from "#core/wall-clock.ts";
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
  use(person: Person, use: PlanUse): Promise<void>;
  /** How often each line was used: entry id → times. */
  uses(person: Person): Promise<Map<string, number>>;
}

const lineLimit = 200;
/** Versions kept; beyond that the oldest goes. */
const versionsKept = 50;

export function planCases({ store, now, newId }: Deps): PlanCases {
  const newVersion = (person: Person, body: Plan, before: Kept<"plan"> | undefined) => {
    // Later than the one before, also within the same millisecond or on a clock that went back: the newest one counts.
    const at = Math.max(now(), (before?.at ?? 0) + 1);
    return { id: newId(), at, localDate: localDate(at, person.zone, person.dayStart), body };
  };
  const change = (person: Person, next: (plan: Plan) => Plan) =>
    store.asMember(person.id, function* (q) {
      const [before] = yield* q.records.list("plan", { limit: 1 });
      const plan = before?.body ?? emptyPlan;
      const changed = next(plan);
      if (JSON.stringify(changed) === JSON.stringify(plan)) return plan;
      yield* q.records.add("plan", newVersion(person, changed, before));
      for (const old of (yield* q.records.list("plan")).slice(versionsKept))
        yield* q.records.remove("plan", old.id);
      return changed;
    });
  return {
    current: (person) => store.asMember(person.id, present),
    add: (person, section, fields, id = newId()) =>
      change(person, (plan) => {
        if (allEntries(plan).some((entry) => entry.id === id)) return plan;
        const limit = sectionLimit(section);
        if (entriesOf(plan, section).length >= limit) throw new Fault("list-full", { limit });
        return addEntry(plan, section, id, checked(section, fields));
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
        yield* q.records.add("plan", newVersion(person, old.body, before));
        return old.body;
      }),
    use: async (person, use) => {
      const at = now();
      const record = { id: newId(), at, localDate: localDate(at, person.zone, person.dayStart), body: use };
      await store.asMember(person.id, (q) => q.records.add("plan-use", record));
    },
    uses: async (person) => {
      const records = await store.asMember(person.id, (q) => q.records.list("plan-use"));
      const counts = new Map<string, number>();
      for (const { body } of records) counts.set(body.lineId, (counts.get(body.lineId) ?? 0) + 1);
      return counts;
    },
  };
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
