/**
 * The export as one page to read, print or hand to somebody: a single file of HTML that needs nothing from elsewhere.
 * Its words come from outside, since they are in the member's language.
 */
import type { ExportFile, ExportRecord } from "./export.ts";
import type { EpochMs, LocalDate } from "./ids.ts";
import { allEntries, type Plan, type PlanSection } from "./plan.ts";
import type { RecordKind } from "./records.ts";

export interface PageWords {
  locale: string;
  title: string;
  /** When it was made, and that nobody else has a copy. */
  intro: string;
  empty: string;
  kind(kind: RecordKind): string;
  section(section: PlanSection): string;
  /** Name of a field such as `access` or `readings`; undefined when it has none of its own. */
  field(name: string): string | undefined;
  /** A value that is an id, such as `too-little`, in words. */
  value(name: string, value: string): string;
  day(date: LocalDate): string;
  time(at: EpochMs): string;
}

/** What was made for members to read; settings and bookkeeping are in the JSON file. */
const shown = [
  "checkin",
  "urge",
  "lapse",
  "practice",
  "drill",
  "plan-use",
  "screening",
  "confidence",
  "goal",
  "week",
] as const satisfies RecordKind[];
const left = new Set([
  "version",
  "contentVersion",
  "seed",
  "setup",
  "node",
  "rev",
  "moves",
  "hash",
  "turn",
  "flags",
  "shown",
  "madeAt",
]);

export const pageStyle = `
:root{color-scheme:light dark;font:16px/1.55 system-ui,sans-serif}
body{max-width:44rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{margin-top:2.5rem;border-bottom:2px solid #8fb8c9;padding-bottom:.2rem}
h3{font-size:1rem;margin:1.4rem 0 .2rem}
dl{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:.1rem 1rem;margin:0}
dt{opacity:.75}dd{margin:0;overflow-wrap:anywhere;white-space:pre-line}
article{break-inside:avoid}
`;

/** @returns a whole HTML document, everything in it escaped */
export function exportPage(file: ExportFile, words: PageWords): string {
  const newest = file.records.findLast((record): record is ExportRecord<"plan"> => record.kind === "plan");
  const parts = [
    newest ? planPart(newest.body, words) : "",
    ...shown.map((kind) => kindPart(kind, file, words)),
  ].filter(Boolean);
  return [
    `<!doctype html>`,
    `<html lang="${escapeHtml(words.locale)}"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width,initial-scale=1">`,
    `<meta name="robots" content="noindex"><title>${escapeHtml(words.title)}</title>`,
    `<style>${pageStyle}</style></head><body>`,
    `<h1>${escapeHtml(words.title)}</h1><p>${escapeHtml(words.intro)}</p>`,
    parts.length > 0 ? parts.join("\n") : `<p>${escapeHtml(words.empty)}</p>`,
    `</body></html>`,
  ].join("\n");
}

function planPart(plan: Plan, words: PageWords): string {
  const bySection = Map.groupBy(allEntries(plan), ({ section }) => section);
  const lists = [...bySection].map(
    ([section, entries]) =>
      `<h3>${escapeHtml(words.section(section))}</h3><ul>${entries.map(({ text }) => `<li>${escapeHtml(text)}</li>`).join("")}</ul>`,
  );
  return lists.length > 0 ? `<h2>${escapeHtml(words.kind("plan"))}</h2>\n${lists.join("\n")}` : "";
}

function kindPart(kind: RecordKind, { records }: ExportFile, words: PageWords): string {
  const own = records.filter((record) => record.kind === kind);
  if (own.length === 0) return "";
  return `<h2>${escapeHtml(words.kind(kind))}</h2>\n${own.map((record) => article(record, words)).join("\n")}`;
}

function article({ at, localDate, body }: ExportRecord, words: PageWords): string {
  const rows = rowsOf(body, words);
  const head = `<h3>${escapeHtml(`${words.day(localDate)}, ${words.time(at)}`)}</h3>`;
  const items = rows.map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<article>${head}<dl>${items.join("")}</dl></article>`;
}

function rowsOf(body: object, words: PageWords): [name: string, value: string][] {
  return Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (left.has(name) || value === undefined || value === null) return [];
    const text = valueText(name, value, words);
    return text === "" ? [] : [[words.field(name) ?? name, text]];
  });
}

function valueText(name: string, value: unknown, words: PageWords): string {
  if (Array.isArray(value))
    return value.map((item) => valueText(name, item, words)).join(name === "readings" ? " → " : ", ");
  if (typeof value === "object" && value !== null) return objectText(value, words);
  if (typeof value === "string") return words.value(name, value);
  return typeof value === "number" && value > 1e11 ? words.time(value) : String(value);
}

function objectText(value: object, words: PageWords): string {
  if ("intensity" in value && "at" in value)
    return `${String(value.intensity)} (${words.time(Number(value.at))})`;
  return rowsOf(value, words)
    .map(([name, text]) => `${name}: ${text}`)
    .join(", ");
}

/** Text as it stands, in an element or in an attribute. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
