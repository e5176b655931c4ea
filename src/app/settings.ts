/** A member's own choices, sealed like everything they answer. The newest record is the one that holds. */
import { defaultSettings, type MemberSettings } from "#core/settings.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { Kept, MemberTables, Person, Steps } from "./store.ts";

export interface SettingsCases {
  get(person: Person): Promise<MemberSettings>;
  change(person: Person, changes: Partial<MemberSettings>): Promise<MemberSettings>;
}

export function settingsCases({ store, now, newId }: Deps): SettingsCases {
  return {
    get: (person) =>
      store.asMember(person.id, function* (q) {
        return { ...defaultSettings, ...(yield* newestSettings(q))?.body };
      }),
    change: (person, changes) =>
      store.asMember(person.id, function* (q) {
        const kept = yield* newestSettings(q);
        const body = { ...defaultSettings, ...kept?.body, ...changes };
        const at = now();
        if (!kept)
          yield* q.records.add("settings", {
            id: newId(),
            at,
            localDate: localDate(at, person.zone, person.dayStart),
            body,
          });
        else if (!(yield* q.records.change("settings", kept.id, { rev: kept.rev, body, now: at })))
          throw new Fault("changed-meanwhile");
        return body;
      }),
  };
}

/** The record that holds. */
export function* newestSettings(q: MemberTables): Steps<Kept<"settings"> | undefined> {
  return (yield* q.records.list("settings", { limit: 1 }))[0];
}
