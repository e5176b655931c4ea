/** A member's own words for what was there, most likely first: what comes often, lately, and around this hour. */
import type { EpochMs, MinuteOfDay } from "./ids.ts";
import { cues, type Cue, type Urge } from "./urge.ts";

export interface CueEntry {
  cue: Cue;
  text: string;
}

/** An urge as it is counted here; the minute is on the member's clock. */
export interface PastUrge {
  at: EpochMs;
  minute: MinuteOfDay;
  cues: Urge["cues"];
}

const dayMs = 86_400_000;
/** After a month, a use counts half. */
const halfLifeDays = 30;
/** Minutes to either side that are the same time of day. */
const nearby = 120;
const dayMinutes = 1440;

/**
 * Entries of one kind, or of all, that hold what was typed. Those written another way round in case are one entry, in
 * the way they were written last.
 * @param past newest first
 */
export function likelyCues(
  past: readonly PastUrge[],
  now: { at: EpochMs; minute: MinuteOfDay },
  wanted: { cue?: Cue; typed?: string } = {},
): CueEntry[] {
  const typed = folded(wanted.typed ?? "");
  const found = new Map<string, CueEntry & { weight: number }>();
  for (const urge of past) {
    const weight = weightOf(urge, now);
    for (const cue of wanted.cue ? [wanted.cue] : cues) {
      const text = urge.cues?.[cue];
      if (text === undefined || !folded(text).includes(typed)) continue;
      const key = `${cue} ${folded(text)}`;
      const known = found.get(key);
      if (known) known.weight += weight;
      else found.set(key, { cue, text, weight });
    }
  }
  return [...found.values()].toSorted((a, b) => b.weight - a.weight).map(({ cue, text }) => ({ cue, text }));
}

const folded = (text: string): string => text.trim().toLowerCase();

function weightOf({ at, minute }: PastUrge, now: { at: EpochMs; minute: MinuteOfDay }): number {
  const age = Math.max(0, now.at - at) / dayMs;
  const apart = Math.abs(minute - now.minute);
  const near = Math.min(apart, dayMinutes - apart) <= nearby;
  return 2 ** (-age / halfLifeDays) * (near ? 2 : 1);
}
