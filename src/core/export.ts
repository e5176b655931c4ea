/** A member's whole record as one file: what is in it, and how one that comes back is read. */
import { parseDate } from "./days.ts";
import { isOver, type DrillRun } from "./drill.ts";
import { bodyShapes, date, time } from "./export-shapes.ts";
import type { EpochMs, LocalDate, MinuteOfDay } from "./ids.ts";
import type { PlanUse } from "./plan.ts";
import type { RecordBodies, RecordKind } from "./records.ts";
import { retentionChoices, type RetentionDays } from "./retention.ts";
import {
  among,
  described,
  exactly,
  flag,
  list,
  misfit,
  object,
  orNull,
  text,
  whole,
  type JsonSchema,
  type Shape,
} from "./shape.ts";

export const exportVersion = 1 as const;
/** Largest file that is read, and most records in it. */
export const importLimit = { bytes: 8_000_000, records: 50_000 };

export interface ExportRecord<K extends RecordKind = RecordKind> {
  kind: K;
  id: string;
  at: EpochMs;
  localDate: LocalDate;
  body: RecordBodies[K];
}

/** What is kept in the clear. The file does not say whose it is. */
export interface ExportMember {
  since: EpochMs;
  consentVersion: number | null;
  consentAt: EpochMs | null;
  adult: boolean;
  zone: string;
  dayStart: MinuteOfDay;
  locale: string;
  quietFrom: MinuteOfDay | null;
  quietTo: MinuteOfDay | null;
  dailyCap: number;
  pausedUntil: EpochMs | null;
  /** Days for which answers stay as they were given. */
  keepDays: RetentionDays;
}

export interface ExportFile {
  format: "thaw-export";
  version: typeof exportVersion;
  exportedAt: EpochMs;
  member: ExportMember;
  /** Oldest first. */
  records: ExportRecord[];
  /** Nudges of their own: what, at which minutes of the day, on which weekdays (none: every day). */
  nudges: { kind: string; times: MinuteOfDay[]; weekdays: number[] }[];
  /** Schedules of servers that they joined in. */
  joined: { server: string; kind: string }[];
  /** What was sent to them, and what became of it. */
  sent: { at: EpochMs; kind: string; state: string }[];
}

const kinds = Object.keys(bodyShapes) as RecordKind[];
const minute = whole(0, 1_439);
const name = text(50, 1);

const member = object<ExportMember>({
  since: time,
  consentVersion: orNull(whole(1, 1_000)),
  consentAt: orNull(time),
  adult: flag,
  zone: text(60, 1),
  dayStart: minute,
  locale: text(20, 1),
  quietFrom: orNull(minute),
  quietTo: orNull(minute),
  dailyCap: whole(0, 100),
  pausedUntil: orNull(time),
  keepDays: among(retentionChoices),
});

/** A file with records of any body: each is then looked at by its own kind, for an exact place in what is said. */
const envelope = (records: JsonSchema): JsonSchema => {
  const shape = object<Omit<ExportFile, "records">>({
    format: exactly("thaw-export"),
    version: exactly(exportVersion),
    exportedAt: described(time, "All times are milliseconds since 1970-01-01T00:00:00Z."),
    member,
    nudges: list(
      object<ExportFile["nudges"][number]>({
        kind: name,
        times: list(minute, 24),
        weekdays: list(whole(0, 6), 7),
      }),
      100,
    ),
    joined: list(object<ExportFile["joined"][number]>({ server: name, kind: name }), 1_000),
    sent: list(object<ExportFile["sent"][number]>({ at: time, kind: name, state: name }), 1_000_000),
  }).json;
  const { properties, required = [] } = shape;
  return { ...shape, properties: { ...properties, records }, required: [...required, "records"] };
};

const recordOf = (kind: RecordKind | undefined, body: JsonSchema): JsonSchema => ({
  type: "object",
  properties: {
    kind: kind === undefined ? { enum: kinds } : { const: kind },
    id: text(100, 1).json,
    at: time.json,
    localDate: date.json,
    body,
  },
  required: ["kind", "id", "at", "localDate", "body"],
  additionalProperties: false,
});

const outline = envelope({ type: "array", items: recordOf(undefined, {}), maxItems: importLimit.records });

/** What the file may hold, as JSON Schema for whoever reads it elsewhere. */
export const exportSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Thaw export",
  description: "Everything one member has made or chosen, in one file.",
  ...envelope({
    type: "array",
    maxItems: importLimit.records,
    items: { anyOf: kinds.map((kind) => recordOf(kind, bodyShapes[kind].json)) },
  }),
};

export type ReadExport =
  | { ok: true; file: ExportFile }
  | { ok: false; because: "unreadable" | "too-new"; where: string };

/** Reads an export that comes back. Nothing of it is believed before it has been looked at. */
export function readExport(source: string): ReadExport {
  const value = parsed(source);
  if (isNewer(value)) return { ok: false, because: "too-new", where: "version" };
  const where = misfit(outline, value) ?? misfitOfRecords(value as Pick<ExportFile, "records">);
  if (where !== undefined) return { ok: false, because: "unreadable", where };
  return { ok: true, file: value as ExportFile };
}

function misfitOfRecords({ records }: Pick<ExportFile, "records">): string | undefined {
  for (const [index, { kind, localDate, body }] of records.entries()) {
    if (parseDate(localDate) === undefined) return `records/${index}/localDate`;
    const shape: Shape<RecordBodies[typeof kind]> = bodyShapes[kind] as Shape<RecordBodies[typeof kind]>;
    const where = misfit(shape.json, body, `/records/${index}/body`);
    if (where !== undefined) return where;
  }
  return undefined;
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function isNewer(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { format, version } = value as Record<string, unknown>;
  return format === "thaw-export" && typeof version === "number" && version > exportVersion;
}

/** What is there already, so that the same file twice adds nothing the second time. */
export interface Present {
  /** `kind` and time of every record. */
  has(kind: RecordKind, at: EpochMs): boolean;
  settings: boolean;
  now: EpochMs;
}

/**
 * The records of a file that are to be added, under fresh ids: an id from elsewhere could be somebody else's. Left out
 * is what is there already, what lies in the future, an unfinished drill, and settings where there are some.
 */
export function recordsToAdd(file: ExportFile, present: Present, newId: () => string): ExportRecord[] {
  const added = file.records.filter(
    ({ kind, at, body }) =>
      at <= present.now &&
      !present.has(kind, at) &&
      !(kind === "settings" && present.settings) &&
      !(kind === "drill" && !isOver(body as DrillRun)),
  );
  const ids = new Map(added.map(({ id }) => [id, newId()]));
  return added.map((record) => ({
    ...record,
    id: ids.get(record.id) ?? newId(),
    body: record.kind === "plan-use" ? renamed(record.body as PlanUse, ids) : record.body,
  }));
}

/** A use of a line, with the new ids of the urge or the drill that it belongs to. */
function renamed({ lineId, urgeId, drillId }: PlanUse, ids: ReadonlyMap<string, string>): PlanUse {
  const [urge, drill] = [urgeId && ids.get(urgeId), drillId && ids.get(drillId)];
  return { lineId, ...(urge ? { urgeId: urge } : {}), ...(drill ? { drillId: drill } : {}) };
}
