/** Numbers for the worst hour: an emergency number and one or two lines to talk, each with where it was read. */
import type { LocalDate } from "./ids.ts";

/** The page on which a number was read, and whose page it is; `other` are broadcasters, newspapers, charities. */
export interface NumberSource {
  url: string;
  kind: "provider" | "government" | "other";
}

interface Checked {
  source: NumberSource;
  /** Day on which it was last compared with its source; null when that never happened. */
  checked: LocalDate | null;
  /** `no` until somebody has rung it. */
  verified: "no" | { by: string; on: LocalDate };
}

export interface EmergencyNumber extends Checked {
  number: string;
  /** What it is for, where a country has more than one. */
  note?: string;
}

export interface HelpLine extends Checked {
  name: string;
  call?: string;
  text?: string;
  url: string;
  hours: string;
  /** BCP 47 tags. */
  languages: string[];
  note?: string;
}

export interface CountryHelp {
  /** ISO 3166-1 alpha-2 in lower case, or `international`; the same as `country`. */
  id: string;
  country: string;
  version: number;
  name: string;
  /** What to do in danger where no number is known. */
  advice?: string;
  emergency: EmergencyNumber[];
  /** At most two; two that belong together are shown together or not at all. */
  lines: HelpLine[];
  directory: string;
  author: string;
  review: string;
}

/** A card that says what to do, for anybody and without a question about what was taken. */
export interface HelpCard {
  id: string;
  version: number;
  title: string;
  lines: string[];
  sources: { fact: string; url: string }[];
  author: string;
  review: string;
}

/** What is stored that belongs beside the numbers. */
export interface StoredHelp {
  /** As the member chose it. */
  country?: string;
  /** Of their plan. */
  people: readonly { name: string; how?: string }[];
  /** What the moderators of this server added: a number, a channel, a place. */
  server: readonly { name: string; contact: string; hours?: string }[];
  /** Somebody in this server can be asked to reach the member. */
  onCall: boolean;
}

export const nothingStored: StoredHelp = { people: [], server: [], onCall: false };

export const international = "international";

/** The country's own entry, or the international one, which always answers. */
export function helpFor(all: readonly CountryHelp[], country: string | undefined): CountryHelp | undefined {
  const code = country?.toLowerCase();
  return all.find((help) => help.country === code) ?? all.find((help) => help.country === international);
}

/** Entries that nobody has compared with their source in the last twelve months, as `gb: Samaritans`. */
export function staleEntries(help: CountryHelp, today: LocalDate): string[] {
  const named = [
    ...help.emergency.map((entry) => ({ ...entry, name: entry.number })),
    ...help.lines.map((entry) => ({ ...entry })),
  ];
  return named.filter(({ checked }) => isStale(checked, today)).map(({ name }) => `${help.country}: ${name}`);
}

/** Older than twelve months, never checked, or dated in the future. */
export function isStale(checked: LocalDate | null, today: LocalDate): boolean {
  return checked === null || checked > today || yearAfter(checked) < today;
}

/** The oldest date on the screen: what *last checked* may say. */
export function lastChecked(help: CountryHelp): LocalDate | null {
  let oldest: LocalDate | null = null;
  for (const { checked } of [...help.emergency, ...help.lines]) {
    if (checked === null) return null;
    if (oldest === null || checked < oldest) oldest = checked;
  }
  return oldest;
}

function yearAfter(date: LocalDate): LocalDate {
  return `${String(Number(date.slice(0, 4)) + 1).padStart(4, "0")}${date.slice(4)}`;
}
