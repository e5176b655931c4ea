/**
 * Who was counted for a sum is kept in their own sealed settings and nowhere else: a server has the sum, and nothing
 * from which it could be told who is in it, or counted twice.
 */
import { defaultSettings } from "#core/settings.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { newestSettings } from "./settings.ts";
import type { MemberTables, Person, Steps } from "./store.ts";

/** Marks that are remembered: far more than anybody collects in the week or the day in which they matter. */
const most = 100;

/** Marks the member as counted for this. @returns false when they were already */
export function* countOnce(
  q: MemberTables,
  person: Person,
  mark: string,
  { now, newId }: Pick<Deps, "now" | "newId">,
): Steps<boolean> {
  const kept = yield* newestSettings(q);
  const counted = kept?.body.counted ?? [];
  if (counted.includes(mark)) return false;
  const body = { ...defaultSettings, ...kept?.body, counted: [mark, ...counted].slice(0, most) };
  const at = now();
  if (kept) yield* q.records.change("settings", kept.id, { rev: kept.rev, body, now: at });
  else
    yield* q.records.add("settings", {
      id: newId(),
      at,
      localDate: localDate(at, person.zone, person.dayStart),
      body,
    });
  return true;
}
