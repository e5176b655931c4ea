/** Relapse drills, put together: what comes next, the runs themselves, groups, history, and the member's wishes. */
import type { Spacing } from "#core/rehearsal.ts";
import type { Deps } from "./deps.ts";
import { drillGroupCases, type DrillGroupCases } from "./drill-groups.ts";
import { drillHistoryCases, type DrillHistoryCases } from "./drill-history.ts";
import { drillHomeCases, type DrillHomeCases } from "./drill-home.ts";
import { drillRunCases, type DrillRunCases } from "./drill-runs.ts";
import type { Scenarios } from "./drill-texts.ts";
import { drillWishCases, type DrillWishCases } from "./drill-wishes.ts";
import type { NudgeCases } from "./nudges.ts";
import type { SettingsCases } from "./settings.ts";

export type DrillCases = DrillRunCases &
  DrillHomeCases &
  DrillGroupCases &
  DrillHistoryCases &
  DrillWishCases;

export interface DrillSources {
  bank: Scenarios;
  spacing: Spacing;
  nudges: NudgeCases;
  settings: SettingsCases;
}

export function drillCases(deps: Deps, { bank, spacing, nudges, settings }: DrillSources): DrillCases {
  const parts = { bank, spacing, asker: nudges };
  return {
    ...drillRunCases(deps, parts),
    ...drillHomeCases(deps, parts),
    ...drillGroupCases(deps, parts),
    ...drillHistoryCases(deps, parts),
    ...drillWishCases(nudges, settings),
  };
}
