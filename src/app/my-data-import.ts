/** An export that comes back, from this bot or from another operator's. */
import { importLimit, readExport, recordsToAdd, type ExportFile, type ExportRecord } from "#core/export.ts";
import type { RecordKind } from "#core/records.ts";
import type { Deps } from "./deps.ts";
import { Fault } from "./fault.ts";
import type { MemberTables, Person, Steps } from "./store.ts";

export interface Imported {
  added: number;
  /** There already, in the future, unfinished, or settings where there are some. */
  leftOut: number;
}

/** Records written in one go. */
const slice = 200;

/** @throws {Fault} import-unreadable, import-too-new, import-too-large */
export async function importInto(deps: Deps, person: Person, source: string): Promise<Imported> {
  const { store } = deps;
  const file = fileIn(source);
  const added = await store.asMember(person.id, (q) => choose(q, file, deps));
  for (let start = 0; start < added.length; start += slice) {
    const part = added.slice(start, start + slice);
    await store.asMember(person.id, function* (q) {
      for (const { kind, id, at, localDate, body } of part)
        yield* q.records.add(kind, { id, at, localDate, body });
    });
  }
  return { added: added.length, leftOut: file.records.length - added.length };
}

function fileIn(source: string): ExportFile {
  if (source.length > importLimit.bytes)
    throw new Fault("import-too-large", { limit: importLimit.bytes / 1_000_000 });
  const read = readExport(source);
  if (read.ok) return read.file;
  throw read.because === "too-new"
    ? new Fault("import-too-new")
    : new Fault("import-unreadable", { where: read.where });
}

function* choose(q: MemberTables, file: ExportFile, { now, newId }: Deps): Steps<ExportRecord[]> {
  const known = new Set<string>();
  const kinds = new Set<RecordKind>(file.records.map(({ kind }) => kind));
  for (const kind of kinds) for (const { at } of yield* q.records.list(kind)) known.add(`${kind} ${at}`);
  const settings = (yield* q.records.list("settings", { limit: 1 })).length > 0;
  return recordsToAdd(file, { has: (kind, at) => known.has(`${kind} ${at}`), settings, now: now() }, newId);
}
