/**
 * What waits for a member's yes: words that sounded like danger, and what was typed before consent, are kept nowhere before
 * it. They live in memory only, for as long as Discord keeps the interaction open; after a restart the member is asked to send them again.
 */
import type { EpochMs, Snowflake } from "#core/ids.ts";

const minutes = 15;
const most = 1_000;
/** Of one member; a drill that a moderator looks at before it is published takes as much room as a thousand notes. */
const mostOfOne = 10;

export interface Pending<R> {
  /** @returns a token for the button that resumes */
  hold(member: Snowflake, resume: R): string;
  /** Gives back what this member left, once. */
  take(member: Snowflake, token: string): R | undefined;
  /** Lets go of all that this member left. */
  drop(member: Snowflake): void;
}

export function pending<R>(now: () => EpochMs, newId: () => string): Pending<R> {
  const held = new Map<string, { member: Snowflake; resume: R; until: EpochMs }>();
  const forget = (): void => {
    for (const [token, { until }] of held) {
      if (until > now() && held.size <= most) return;
      held.delete(token);
    }
  };
  const left = (member: Snowflake): string[] =>
    [...held].filter(([, one]) => one.member === member).map(([token]) => token);
  return {
    hold(member, resume) {
      const token = newId();
      const own = left(member);
      for (const oldest of own.slice(0, Math.max(0, own.length + 1 - mostOfOne))) held.delete(oldest);
      held.set(token, { member, resume, until: now() + minutes * 60_000 });
      forget();
      return token;
    },
    drop(member) {
      for (const token of left(member)) held.delete(token);
    },
    take(member, token) {
      forget();
      const found = held.get(token);
      if (!found || found.member !== member) return undefined;
      held.delete(token);
      return found.resume;
    },
  };
}
