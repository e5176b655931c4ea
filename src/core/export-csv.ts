/** The export as one table for a spreadsheet: a row for each record, a column for each thing that can be in one. */
import type { ExportFile, ExportRecord } from "./export.ts";

/** RFC 4180, with a byte order mark so that spreadsheets read it as UTF-8. */
export function exportCsv({ records }: Pick<ExportFile, "records">): string {
  const rows = records.map((record) => ({ record, cells: cellsOf(record) }));
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  const head = ["day", "time (UTC)", "kind", ...columns];
  const lines = rows.map(({ record, cells }) => [
    record.localDate,
    new Date(record.at).toISOString(),
    record.kind,
    ...columns.map((column) => cells.get(column) ?? ""),
  ]);
  return `\uFEFF${[head, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function cellsOf({ body }: ExportRecord): Map<string, string> {
  const cells = new Map<string, string>();
  fill(cells, "", body);
  return cells;
}

/** Nested names are joined by a dot, lists of plain values by a semicolon; a list of more becomes JSON. */
function fill(cells: Map<string, string>, path: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object" || item === null);
    cells.set(path, plain ? value.map((item) => cell(item)).join("; ") : JSON.stringify(value));
  } else if (typeof value === "object") {
    for (const [name, inner] of Object.entries(value)) fill(cells, path ? `${path}.${name}` : name, inner);
  } else {
    cells.set(path, cell(value));
  }
}

/** A text that a spreadsheet would take for a formula is made plain by an apostrophe before it. */
function cell(value: unknown): string {
  if (typeof value !== "string") return String(value);
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
