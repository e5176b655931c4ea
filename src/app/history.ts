/** What a member wrote down, newest first, of all kinds in one line of time. */
import type { EpochMs } from "#core/ids.ts";
import { fadingKinds, type FadingKind } from "#core/week.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { Kept, Person } from "./store.ts";

/** Kinds with something to read. A use of a line belongs to the urge it was used in. */
export const historyKinds = [
  "checkin",
  "urge",
  "lapse",
  "practice",
  "drill",
  "screening",
  "confidence",
] as const satisfies FadingKind[];
export type HistoryKind = (typeof historyKinds)[number];
export const isHistoryKind = (name: string): name is HistoryKind =>
  historyKinds.some((kind) => kind === name);

export type HistoryEntry = { [K in HistoryKind]: Kept<K> }[HistoryKind];

export interface HistoryCases {
  /** At most so many entries from before a time, of one kind or of all. */
  page(
    person: Person,
    wanted: { kind?: HistoryKind; before?: EpochMs; limit: number },
  ): Promise<HistoryEntry[]>;
  /** @throws {Fault} gone */
  remove(person: Person, kind: FadingKind, id: string): Promise<void>;
}

export function historyCases({ store }: Pick<Deps, "store">): HistoryCases {
  return {
    page: (person, { kind, before, limit }) =>
      store.asMember(person.id, function* (q) {
        const found: HistoryEntry[] = [];
        const span = { limit, ...(before === undefined ? {} : { to: before }) };
        for (const one of kind ? [kind] : historyKinds)
          found.push(...((yield* q.records.list(one, span)) as HistoryEntry[]));
        return found.toSorted((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, limit);
      }),
    remove: (person, kind, id) =>
      store.asMember(person.id, function* (q) {
        if (!fadingKinds.includes(kind) || !(yield* q.records.remove(kind, id))) throw new Fault("gone");
      }),
  };
}
