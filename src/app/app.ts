/** All use cases, put together. A command is handed them as its context. */
import type { DangerMatcher } from "#core/danger.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Asker } from "./asker.ts";
import { checkInCases, type CheckInCases } from "./check-ins.ts";
import type { Deps } from "./deps.ts";
import { drillCases, type DrillCases, type Scenarios } from "./drills.ts";
import { lapseCases, type LapseCases } from "./lapses.ts";
import { nudgeCases, type NudgeCases, type ReadUntil } from "./nudges.ts";
import { peopleCases, type PeopleCases } from "./people.ts";
import { planCases, type PlanCases } from "./plans.ts";
import { practiceCases, type PracticeCases, type Practices } from "./practices.ts";
import { settingsCases, type SettingsCases } from "./settings.ts";
import { urgeCases, type UrgeCases } from "./urges.ts";
import type { Words } from "./words.ts";

/** Short cards, by language; reading them needs no consent and leaves no trace. */
export interface Lessons {
  all(locale: string): readonly Lesson[];
}

/** What the bot says and teaches, checked at the start. */
export interface Library {
  scenarios: Scenarios;
  practices: Practices;
  lessons: Lessons;
  words: Words;
  danger: DangerMatcher;
  help: { countries: readonly CountryHelp[]; cards: readonly HelpCard[] };
}

export interface App {
  people: PeopleCases;
  checkIns: CheckInCases;
  urges: UrgeCases;
  plans: PlanCases;
  drills: DrillCases;
  lapses: LapseCases;
  practices: PracticeCases;
  lessons: Lessons;
  settings: SettingsCases;
  nudges: NudgeCases;
  words: Words;
  /** What a text sounds like, if anything: the help card comes first then. */
  danger: DangerMatcher;
  help: Library["help"];
}

export function makeApp(deps: Deps, library: Library, readUntil: ReadUntil): App {
  const nudges = nudgeCases(deps, readUntil);
  const asker: Asker = nudges;
  const settings = settingsCases(deps);
  const practices = practiceCases(deps, library.practices);
  return {
    people: peopleCases(deps),
    checkIns: checkInCases(deps, { settings, practices, words: library.words }),
    urges: urgeCases(deps, asker),
    plans: planCases(deps),
    drills: drillCases(deps, library.scenarios, asker),
    lapses: lapseCases(deps, asker),
    practices,
    lessons: library.lessons,
    settings,
    nudges,
    words: library.words,
    danger: library.danger,
    help: library.help,
  };
}
