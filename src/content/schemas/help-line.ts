import { z } from "zod";
import { international, staleEntries } from "#core/help-line.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { LocalDate } from "#core/ids.ts";
import type { Kind } from "../load.ts";
import { authorship, id, localDate, url, version, words } from "./shared.ts";

const backed = {
  source: z.strictObject({ url, kind: z.enum(["provider", "government", "other"]) }),
  checked: localDate.nullable(),
  verified: z.union([z.literal("no"), z.strictObject({ by: words(80), on: localDate })]),
};

const dialled = z.string().regex(/^\d[\d -]{1,18}$/, "is not a number to dial");

const line = z
  .strictObject({
    name: words(60),
    call: dialled.optional(),
    text: dialled.optional(),
    url,
    hours: words(80),
    languages: z.array(z.string().regex(/^[a-z]{2,3}(?:-[A-Z]{2})?$/)).min(1),
    note: words(120).optional(),
    ...backed,
  })
  .refine(({ call, text }) => call !== undefined || text !== undefined, "has no number to call or text");

const country: z.ZodType<CountryHelp> = z
  .strictObject({
    id: z
      .string()
      .regex(/^(?:[a-z]{2}|international)$/, "is neither a country code such as “gb” nor “international”"),
    version,
    name: words(60),
    advice: words(200).optional(),
    emergency: z.array(z.strictObject({ number: dialled, note: words(40).optional(), ...backed })).max(3),
    lines: z.array(line).max(2, "more than two overwhelm"),
    directory: url,
    ...authorship,
  })
  .transform((help) => ({ ...help, country: help.id }));

/** `content/help-lines/<country>/en.yaml`. */
export const helpLineKind: Kind<CountryHelp> = {
  name: "help-lines",
  schema: country,
  prose: ["name", "advice", "note", "hours"],
  unlinted: ["url", "directory"],
  check({ id, emergency, advice }, report) {
    if (id === international && advice === undefined)
      report(["id"], "no-advice", "Say what to do where no number is known.");
    if (id !== international && emergency.length === 0)
      report(["emergency"], "no-emergency", "There is no emergency number.");
  },
};

const helpCard: z.ZodType<HelpCard> = z.strictObject({
  id,
  version,
  title: words(60),
  lines: z.array(words(200)).min(3).max(10),
  sources: z.array(z.strictObject({ fact: words(240), url })).min(1),
  ...authorship,
});

/** `content/help-cards/<id>/en.yaml`: what to do when a body is in danger. */
export const helpCardKind: Kind<HelpCard> = {
  name: "help-cards",
  schema: helpCard,
  prose: ["title", "lines", "fact"],
  unlinted: ["sources"],
  // In danger plain words come first: a card on overdose has to name what can be done and orders it.
  wordingExcept: () => ["substances", "command"],
};

/** What the content check says on a day: every entry that nobody has looked at for a year. */
export function staleFaults(countries: readonly CountryHelp[], today: LocalDate): string[] {
  return countries
    .flatMap((help) => staleEntries(help, today))
    .map((entry) => `${entry} was not compared with its source in the last twelve months.`);
}
