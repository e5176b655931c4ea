/** All use cases, put together. A command is handed them as its context. */
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Asker } from "./asker.ts";
import { checkInCases, type CheckInCases } from "./check-ins.ts";
import type { Deps } from "./deps.ts";
import { drillCases, type DrillCases, type Scenarios } from "./drills.ts";
import { lapseCases, type LapseCases } from "./lapses.ts";
import { nudgeCases, type NudgeCases } from "./nudges.ts";
import { peopleCases, type PeopleCases } from "./people.ts";
import { planCases, type PlanCases } from "./plans.ts";
import { settingsCases, type SettingsCases } from "./settings.ts";
import { urgeCases, type UrgeCases } from "./urges.ts";

/** What the bot says and teaches, checked at the start. */
export interface Library {
  scenarios: Scenarios;
  help: { countries: readonly CountryHelp[]; cards: readonly HelpCard[] };
}

export interface App {
  people: PeopleCases;
  checkIns: CheckInCases;
  urges: UrgeCases;
  plans: PlanCases;
  drills: DrillCases;
  lapses: LapseCases;
  settings: SettingsCases;
  nudges: NudgeCases;
  help: Library["help"];
}

export function makeApp(deps: Deps, library: Library): App {
  const nudges = nudgeCases(deps);
  const asker: Asker = nudges;
  return {
    people: peopleCases(deps),
    checkIns: checkInCases(deps),
    urges: urgeCases(deps, asker),
    plans: planCases(deps),
    drills: drillCases(deps, library.scenarios, asker),
    lapses: lapseCases(deps, asker),
    settings: settingsCases(deps),
    nudges,
    help: library.help,
  };
}
