/**
 * Rows of the driver as objects. drizzle asks of every value of every row what kind of column it is, where it goes and
 * how it is read; here that is asked once for a statement, which takes a third of the time where rows come by hundreds.
 */
import type { Column, SQL } from "drizzle-orm";
import { columnClass, getTableName, is } from "./drizzle.ts";

/** What drizzle's prepared select knows about its columns, and the mapper that it takes in place of its own. */
interface Mappable {
  fields?: Field[];
  /** Tables of the query by name: whether a row of theirs is always there. */
  joinsNotNullableMap?: Record<string, boolean>;
  customResultMapper?: (rows: unknown[][]) => unknown[];
}

interface Field {
  path: string[];
  field: Column | SQL | SQL.Aliased;
}

interface Cell {
  at: number;
  name: string;
  decode: (value: unknown) => unknown;
}

/** An object within each row, of the columns of one table. */
interface Group {
  name: string;
  cells: Cell[];
  /** The column that is null when the join found nothing. */
  absent: number | undefined;
}

/** Gives a prepared select of SQLite its own mapper; whatever is nested deeper than one level keeps drizzle's. */
export function mapOnce(prepared: object): void {
  const select: Mappable = prepared;
  const { fields, joinsNotNullableMap, customResultMapper } = select;
  if (!fields || customResultMapper || fields.some(({ path }) => path.length > 2)) return;
  const cells = fields.flatMap(({ path, field }, at) =>
    path.length === 1 ? [cell(path[0]!, field, at)] : [],
  );
  const groups = groupsOf(fields, joinsNotNullableMap);
  select.customResultMapper = (rows) =>
    rows.map((row) => {
      const result = read(cells, row);
      for (const { name, cells: inner, absent } of groups)
        result[name] = absent !== undefined && row[absent] === null ? null : read(inner, row);
      return result;
    });
}

function read(cells: Cell[], row: unknown[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { at, name, decode } of cells) {
    const value = row[at];
    result[name] = value === null ? null : decode(value);
  }
  return result;
}

function groupsOf(fields: Field[], always: Record<string, boolean> | undefined): Group[] {
  const names = new Set(fields.flatMap(({ path }) => (path.length === 2 ? [path[0]!] : [])));
  return [...names].map((name) => {
    const inner = fields.flatMap(({ path, field }, at) =>
      path.length === 2 && path[0] === name ? [{ name: path[1]!, field, at }] : [],
    );
    const columns = inner.filter(({ field }) => is(field, columnClass));
    const tables = new Set(
      columns.map(({ field }) => (is(field, columnClass) ? getTableName(field.table) : "")),
    );
    const [table, another] = tables;
    const joined = always && table !== undefined && another === undefined && !always[table];
    return {
      name,
      cells: inner.map(({ name: own, field, at }) => cell(own, field, at)),
      absent: joined ? columns[0]?.at : undefined,
    };
  });
}

function cell(name: string, field: Field["field"], at: number): Cell {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- drizzle keeps the decoder of an expression to itself
  const decoder = (is(field, columnClass) ? field : "sql" in field ? field.sql : field) as Decoder & {
    decoder?: Decoder;
  };
  const own = decoder.decoder ?? decoder;
  return { at, name, decode: (value) => own.mapFromDriverValue(value) };
}

interface Decoder {
  mapFromDriverValue(value: unknown): unknown;
}
