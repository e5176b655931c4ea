/**
 * How often a member is reached, whatever the schedules of moderators say.
 *
 * One prompt a day, three contacts of any kind, two drills a week. Who does not answer is left in peace: after three
 * ignored nudges half of them, after seven one of these asks whether they are still wanted, after fourteen none. What a
 * member asked for by a press within the last day is none of this function's business and always goes.
 */

/** What counts against which limit. */
export type ContactKind = "prompt" | "drill";

export const contactLimits = {
  /** Contacts of any kind a day; a member may raise it for nudges of their own. */
  perDay: 3,
  /** Prompts that servers schedule, all servers together. */
  serverPromptsPerDay: 1,
  drillsPerWeek: 2,
  /** Posts in one channel a day. */
  postsPerChannelAndDay: 3,
  /** Nudges in a row without an answer after which half are sent, one asks whether they are wanted, and none are sent. */
  halveAfter: 3,
  askAfter: 7,
  stopAfter: 14,
} as const;

/** What has reached the member so far. */
export interface Contacts {
  /** On their own date: all that was not asked for. */
  today: number;
  /** On their own date: prompts that servers scheduled. */
  serverPromptsToday: number;
  /** In the last seven days. */
  drillsThisWeek: number;
  /** Nudges in a row without an answer. */
  ignored: number;
  /** The one before this was held back because of the back-off. */
  heldLast: boolean;
}

export interface Contact {
  kind: ContactKind;
  /** The member's own nudge, not one of a server's schedules. */
  own: boolean;
  /** The member's cap of contacts a day. */
  dailyCap: number;
}

export type ContactReason = "daily-cap" | "one-prompt-a-day" | "two-drills-a-week" | "halved" | "stopped";

/** Send it, send the question whether these are still wanted in its place, or hold it back and why. */
export type ContactDecision = { go: "send" | "ask" } | { go: "hold"; reason: ContactReason };

/** Whether a contact that was not asked for may go now. */
export function decideContact(contact: Contact, so: Contacts): ContactDecision {
  const cap = contact.own ? contact.dailyCap : Math.min(contact.dailyCap, contactLimits.perDay);
  if (so.ignored >= contactLimits.stopAfter) return hold("stopped");
  if (so.today >= cap) return hold("daily-cap");
  if (contact.kind === "drill" && so.drillsThisWeek >= contactLimits.drillsPerWeek)
    return hold("two-drills-a-week");
  const prompts = so.serverPromptsToday >= contactLimits.serverPromptsPerDay;
  if (!contact.own && contact.kind === "prompt" && prompts) return hold("one-prompt-a-day");
  if (so.ignored >= contactLimits.halveAfter && !so.heldLast) return hold("halved");
  return { go: so.ignored === contactLimits.askAfter ? "ask" : "send" };
}

function hold(reason: ContactReason): ContactDecision {
  return { go: "hold", reason };
}
