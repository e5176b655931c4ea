/** Words of the ledger that schedules, queue and sender share. */

/** What an errand is about: ids and small numbers, never what a member wrote. */
export interface DueRef {
  /** Record that a question is about. */
  record?: string;
  /** Due row of the nudge that was put off. */
  snoozed?: string;
}

export type DeliverySource = "own" | "server" | "asked";

/** Deliveries that were asked for take their turn before all others. */
export const askedLane = "!";

export const deliveryStates = [
  "ready",
  "sending",
  "sent",
  "failed",
  /** It cannot be known whether it was sent; it is never sent again. */
  "unknown",
  "expired",
  "cancelled",
  "skipped_quiet",
  "skipped_cap",
] as const;
export type DeliveryState = (typeof deliveryStates)[number];
