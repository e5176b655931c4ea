/** Everything about a member as one value. */
import { exportVersion, type ExportFile, type ExportMember, type ExportRecord } from "#core/export.ts";
import { bodyShapes } from "#core/export-shapes.ts";
import type { RecordKind } from "#core/records.ts";
import type { Keeping } from "#core/retention.ts";
import type { Deps } from "./deps.ts";
import type { NudgeCases } from "./nudges.ts";
import type { Person, Store } from "./store.ts";

const kinds = Object.keys(bodyShapes) as RecordKind[];

/** Opens a kind at a time, so that a long history holds up nobody else. */
export async function exportOf(
  { store, now }: Deps,
  nudges: Pick<NudgeCases, "listOwn">,
  person: Person,
): Promise<ExportFile> {
  const records: ExportRecord[] = [];
  for (const kind of kinds) records.push(...(await recordsOf(store, person, kind)));
  const { keeping, joined, sent } = await store.tx(function* (q) {
    const schedules: ExportFile["joined"] = [];
    for (const { scheduleId } of yield* q.subscriptions.ofPerson(person.id)) {
      const schedule = yield* q.schedules.find(scheduleId);
      if (schedule?.guildId) schedules.push({ server: schedule.guildId, kind: schedule.kind });
    }
    const deliveries = yield* q.deliveries.ofPerson(person.id, 0);
    return {
      keeping: yield* q.keepings.find(person.id),
      joined: schedules,
      sent: deliveries.map(({ dueAt: at, kind, state }) => ({ at, kind, state })),
    };
  });
  return {
    format: "thaw-export",
    version: exportVersion,
    exportedAt: now(),
    member: memberOf(person, keeping),
    records: records.toSorted((a, b) => a.at - b.at),
    nudges: (await nudges.listOwn(person)).map(({ kind, times, weekdays }) => ({ kind, times, weekdays })),
    joined,
    sent,
  };
}

async function recordsOf(store: Store, { id }: Person, kind: RecordKind): Promise<ExportRecord[]> {
  const kept = await store.asMember(id, (q) => q.records.list(kind));
  return kept.map(({ id, at, localDate, body }) => ({ kind, id, at, localDate, body }));
}

const memberOf = (person: Person, { days }: Keeping): ExportMember => ({
  since: person.createdAt,
  consentVersion: person.consentVersion,
  consentAt: person.consentAt,
  adult: person.adult,
  zone: person.zone,
  dayStart: person.dayStart,
  locale: person.locale,
  quietFrom: person.quietFrom,
  quietTo: person.quietTo,
  dailyCap: person.dailyCap,
  pausedUntil: person.pausedUntil,
  keepDays: days,
});
