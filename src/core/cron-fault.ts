/** What can be wrong with a cron line, as codes; each has a sentence in the locale files. */

export type CronField = "minute" | "hour" | "monthday" | "month" | "weekday";

/** What is wrong with a cron line, and what would be right. */
export type CronFault =
  | { code: "cron-field"; field: CronField; value: string; low: number; high: number }
  | { code: "cron-step"; field: CronField; value: string; high: number }
  | { code: "cron-fields"; count: number }
  | { code: "cron-unsupported"; value: string }
  | { code: "cron-both-days"; monthDay: string; weekday: string }
  | { code: "cron-impossible-day"; value: string }
  | { code: "cron-empty" }
  | { code: "cron-too-long"; limit: number };
