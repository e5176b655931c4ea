/** Errors that a member can do something about. Each code has a sentence in `src/locale/en.json` under `error`. */

import type { CronFault } from "#core/cron-fault.ts";
import type { RuleFault } from "#core/schedule-check.ts";

export type FaultCode =
  | RuleFault["code"]
  | CronFault["code"]
  | "not-yours"
  | "stale-button"
  | "stale-form"
  | "words-gone"
  | "gone"
  | "changed-meanwhile"
  | "too-late"
  | "too-fast"
  | "moderators-only"
  | "server-only"
  | "number-out-of-range"
  | "text-too-long"
  | "text-empty"
  | "word-not-known"
  | "unknown-zone"
  | "bad-time"
  | "day-not-understood"
  | "day-ahead"
  | "worth-not-understood"
  | "bad-days"
  | "bad-month-days"
  | "date-not-understood"
  | "date-is-past"
  | "date-too-far"
  | "list-full"
  | "no-channel"
  | "no-words"
  | "wording"
  | "draft-gone"
  | "cannot-post"
  | "channel-needs-zone"
  | "adults-only"
  | "drill-gone"
  | "practice-gone"
  | "lesson-gone"
  | "dm-closed"
  | "longer-too-soon"
  | "longer-unfinished"
  | "import-unreadable"
  | "import-too-new"
  | "import-too-large"
  | "buddy-self"
  | "buddy-full"
  | "buddy-gone"
  | "buddy-hours"
  | "buddy-often"
  | "file-too-large"
  | "file-unreadable"
  | "drill-id-taken"
  | "no-on-call"
  | "asked-already"
  | "no-report-channel"
  | "post-refused"
  | "page-off"
  | "database-busy";

/** Text is escaped when it is shown; markup, such as the mention of a channel, is not. */
type FaultValues = Record<string, string | number | { readonly markup: string }>;

/** A known error: `code` picks the sentence, `values` fill it. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly values: FaultValues;
  constructor(code: FaultCode, values: FaultValues = {}, cause?: unknown) {
    super(code, { cause });
    this.name = "Fault";
    this.code = code;
    this.values = values;
  }
}

/** A whole number within bounds, or a fault that names them. */
export function wholeNumber(value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new Fault("number-out-of-range", { low, high });
}

/** Trimmed text of 1 to `limit` characters, or a fault that names the limit. */
export function boundedText(value: string, limit: number): string {
  const text = value.trim();
  if (!text) throw new Fault("text-empty");
  if (text.length > limit) throw new Fault("text-too-long", { limit, length: text.length });
  return text;
}
