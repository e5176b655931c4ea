/**
 * Time zones as compact tables of their transitions.
 *
 * The only source is the language's own `Intl`, asked every second day of a year and bisected to the second where the
 * answer changed (no two transitions of any zone since 1900 lie closer than a week). A table grows by whole years as
 * it is asked, so that a lookup is a comparison and a subtraction, and Node's tzdata stays the one authority.
 */
import type { EpochMs, Zone } from "./ids.ts";

/** Offsets of one zone over the years covered so far. */
export interface ZoneTable {
  /** Name that `Intl` resolves the zone to; it may be an older one than was asked for. */
  readonly canonical: string;
  /** Start of each stretch of constant offset, and after the last the end of what is covered. */
  starts: Float64Array;
  /** Offset of local time from UTC in each stretch, in milliseconds, positive east of Greenwich. */
  offsets: Int32Array;
  /** From when on, in each stretch, no wall time is left that its beginning had moved or repeated. */
  settled: Float64Array;
  /** Stretch of the last lookup: the next one is most likely in it too. */
  hint: number;
}

const second = 1000;
const hour = 3_600_000;
const day = 24 * hour;
const probeStep = 2 * day;
/** Beyond this distance from what is covered a table starts anew instead of filling the years between. */
const fillLimit = 60;

const tables = new Map<string, ZoneTable>();
const byName = new Map<string, ZoneTable>();
/** Names differ in case as well; beyond this many the cache starts anew. */
const nameLimit = 4096;

/** Whether this is the name of a zone that the running tzdata knows. Bare offsets such as `+02:00` are no zones. */
export function isZone(name: string): boolean {
  return byName.has(name) || resolve(name) !== undefined;
}

/** Whether two names mean the same zone, as `Europe/Kiev` and `Europe/Kyiv` do. */
export function sameZone(a: Zone, b: Zone): boolean {
  const resolved = resolve(a);
  return resolved !== undefined && resolved === resolve(b);
}

/** The name in its usual spelling (`europe/berlin` → `Europe/Berlin`); undefined when there is no such zone. */
export function canonicalZone(name: string): Zone | undefined {
  const resolved = resolve(name);
  if (resolved === undefined) return undefined;
  // An alias stays what the member chose: nobody in Kyiv wants to read "Kiev" because a library is slow to follow.
  return resolved.toLowerCase() === name.toLowerCase() ? resolved : name;
}

/** Zones that end in the same place name, for "did you mean". */
export function similarZones(name: string): Zone[] {
  const place = normalise(name.split("/").at(-1) ?? "");
  if (place === "") return [];
  return Intl.supportedValuesOf("timeZone").filter(
    (zone) => normalise(zone.split("/").at(-1) ?? "") === place,
  );
}

/**
 * The table of a zone, made on first use.
 * @throws {RangeError} when there is no such zone
 */
export function zoneTable(name: Zone): ZoneTable {
  const known = byName.get(name);
  if (known) return known;
  const canonical = resolve(name);
  if (canonical === undefined) throw new RangeError(`Unknown time zone: ${name}`);
  const table = tables.get(canonical) ?? newTable(canonical);
  tables.set(canonical, table);
  if (byName.size >= nameLimit) byName.clear();
  byName.set(name, table);
  return table;
}

/** Index of the stretch that an instant lies in; the table grows when it is not covered yet. */
export function stretchAt(table: ZoneTable, instant: EpochMs): number {
  let low = table.hint;
  if (instant >= table.starts[low]! && instant < table.starts[low + 1]!) return low;
  cover(table, instant, instant);
  low = 0;
  let high = table.offsets.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (table.starts[middle]! <= instant) low = middle;
    else high = middle;
  }
  table.hint = low;
  return low;
}

/** Offset of local time from UTC at an instant, in milliseconds. */
export function offsetAt(table: ZoneTable, instant: EpochMs): number {
  // In this order: looking it up may replace the array.
  const stretch = stretchAt(table, instant);
  return table.offsets[stretch]!;
}

/** Makes sure that both instants lie well inside the table. */
export function cover(table: ZoneTable, from: EpochMs, to: EpochMs): void {
  const { starts } = table;
  const covered = starts.length > 0;
  if (covered && from >= starts[0]! && to < starts.at(-1)!) return;
  const fromYear = new Date(from).getUTCFullYear();
  const toYear = new Date(to).getUTCFullYear() + 1;
  if (!covered) return grow(table, fromYear, toYear + 1);
  const first = new Date(starts[0]!).getUTCFullYear();
  const end = new Date(starts.at(-1)!).getUTCFullYear();
  if (fromYear < first - fillLimit || toYear > end + fillLimit) return restart(table, fromYear, toYear);
  if (fromYear < first) grow(table, fromYear, first);
  if (toYear > end) grow(table, end, toYear);
}

function newTable(canonical: string): ZoneTable {
  return {
    canonical,
    starts: new Float64Array(0),
    offsets: new Int32Array(0),
    settled: new Float64Array(0),
    hint: 0,
  };
}

function restart(table: ZoneTable, fromYear: number, toYear: number): void {
  table.starts = new Float64Array(0);
  table.offsets = new Int32Array(0);
  grow(table, fromYear, toYear);
}

/** Adds whole years on one side of what is covered. */
function grow(table: ZoneTable, fromYear: number, toYear: number): void {
  const from = startOfYear(fromYear);
  const to = startOfYear(toYear);
  const found = scan(table.canonical, from, to);
  const oldStarts = [...table.starts].slice(0, -1);
  const oldOffsets = [...table.offsets];
  const before = oldStarts.length > 0 && oldStarts[0]! < from;
  const starts = before ? [...oldStarts, ...found.starts] : [...found.starts, ...oldStarts];
  const offsets = before ? [...oldOffsets, ...found.offsets] : [...found.offsets, ...oldOffsets];
  const end = before || oldStarts.length === 0 ? to : table.starts.at(-1)!;
  // Where two scans meet the offset usually goes on unchanged: that is no transition.
  const kept = starts.map((_, index) => index === 0 || offsets[index] !== offsets[index - 1]);
  table.starts = Float64Array.from([...starts.filter((_, index) => kept[index]), end]);
  table.offsets = Int32Array.from(offsets.filter((_, index) => kept[index]));
  table.settled = settledSince(table);
  table.hint = 0;
}

function settledSince({ starts, offsets }: ZoneTable): Float64Array {
  // What lies before the first stretch is not known: no change of the clocks was ever longer than a day and an hour.
  const change = (index: number) =>
    index === 0 ? 25 * hour : Math.abs(offsets[index]! - offsets[index - 1]!);
  return Float64Array.from(offsets, (_, index) => starts[index]! + change(index));
}

function scan(canonical: string, from: EpochMs, to: EpochMs): { starts: number[]; offsets: number[] } {
  const offset = offsetReader(canonical);
  const starts = [from];
  const offsets = [offset(from)];
  let left = from;
  while (left < to - second) {
    const right = Math.min(left + probeStep, to - second);
    const atRight = offset(right);
    while (offsets.at(-1) !== atRight) {
      left = firstChange(offset, offsets.at(-1)!, left, right);
      starts.push(left);
      offsets.push(offset(left));
    }
    left = right;
  }
  return { starts, offsets };
}

/** First second after `left`, where the offset is `before`, at which it is another one; at `right` it is another. */
function firstChange(
  offset: (instant: EpochMs) => number,
  before: number,
  left: EpochMs,
  right: EpochMs,
): EpochMs {
  while (right - left > second) {
    const middle = left + Math.floor((right - left) / 2 / second) * second;
    if (offset(middle) === before) left = middle;
    else right = middle;
  }
  return right;
}

/** Asks `Intl` for offsets in milliseconds. It answers like "2026, GMT-02:30", with seconds for old local mean times. */
function offsetReader(canonical: string): (instant: EpochMs) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: canonical,
    year: "numeric",
    timeZoneName: "longOffset",
  });
  return (instant) => {
    const match = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(format.format(instant));
    if (!match) throw new RangeError(`No offset for ${canonical} at ${instant}`);
    const [, sign, hours, minutes, seconds] = match;
    const size = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds ?? 0);
    return (sign === "-" ? -size : size) * second;
  };
}

function resolve(name: string): string | undefined {
  const known = byName.get(name);
  if (known) return known.canonical;
  if (!/^[A-Za-z]/.test(name)) return undefined;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function startOfYear(year: number): EpochMs {
  // Date.UTC reads the years 0 to 99 as 1900 to 1999.
  return new Date(0).setUTCFullYear(year, 0, 1);
}

function normalise(place: string): string {
  return place.toLowerCase().replaceAll(/[^a-z]/g, "");
}
