/** The coping plan: every save is a new version, and any version can be brought back. */
import {
  addEntry,
  emptyPlan,
  entriesOf,
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
  /** @throws {Fault} list-full, text-empty, text-too-long */
  add(person: Person, section: PlanSection, fields: EntryFields): Promise<Plan>;
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
  const kept = (person: Person, body: Plan) => {
    const at = now();
    return { id: newId(), at, localDate: localDate(at, person.zone, person.dayStart), body };
  };
  const change = (person: Person, next: (plan: Plan) => Plan) =>
    store.asMember(person.id, function* (q) {
      const plan = yield* present(q);
      const changed = next(plan);
      yield* q.records.add("plan", kept(person, changed));
      for (const old of (yield* q.records.list("plan")).slice(versionsKept))
        yield* q.records.remove("plan", old.id);
      return changed;
    });
  return {
    current: (person) => store.asMember(person.id, present),
    add: (person, section, fields) =>
      change(person, (plan) => {
        const limit = sectionLimit(section);
        if (entriesOf(plan, section).length >= limit) throw new Fault("list-full", { limit });
        const [first, ...rest] = fields;
        const texts = rest.map((text) => (text?.trim() ? boundedText(text, lineLimit) : undefined));
        if (section === "if-then" && !texts[0]) throw new Fault("text-empty");
        return addEntry(plan, section, newId(), [boundedText(first, lineLimit), texts[0], texts[1]]);
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
        yield* q.records.add("plan", kept(person, old.body));
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

/** The newest version. */
export function* present(q: MemberTables): Steps<Plan> {
  const [newest] = yield* q.records.list("plan", { limit: 1 });
  return newest?.body ?? emptyPlan;
}
