/** All use cases, put together. A command is handed them as its context. */
import type { DangerMatcher } from "#core/danger.ts";
import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import type { Lesson } from "#core/lesson.ts";
import type { Spacing } from "#core/rehearsal.ts";
import type { CueList, ResponseList, StarterList } from "#core/plan-cues.ts";
import type { Asker } from "./asker.ts";
import { buddyCases, type BuddyCases } from "./buddies.ts";
import { callCases, type CallCases } from "./calls.ts";
import { checkInCases, type CheckInCases } from "./check-ins.ts";
import { confidenceCases, type ConfidenceCases } from "./confidences.ts";
import type { Deps } from "./deps.ts";
import { drillCases, type DrillCases } from "./drills.ts";
import type { Scenarios } from "./drill-texts.ts";
import { notingDrills } from "./drill-wishes.ts";
import type { Desk } from "./desk.ts";
import { goalCases, type GoalCases, type ReadDay } from "./goals.ts";
import { historyCases, type HistoryCases } from "./history.ts";
import { ladderCases, type LadderCases, type Rungs } from "./ladder.ts";
import { insightCases, type InsightCases } from "./insights.ts";
import { lapseCases, type LapseCases } from "./lapses.ts";
import { lookBackCases, type LookBackCases, type Prompts } from "./look-backs.ts";
import { myDataCases, type MyDataCases, type MyDataParts } from "./my-data.ts";
import { nudgeCases, type NudgeCases, type ReadUntil } from "./nudges.ts";
import { pageLinkCases, type PageLinkCases, type PageLinkParts } from "./page-links.ts";
import type { Painter } from "./painter.ts";
import { peopleCases, type PeopleCases } from "./people.ts";
import { planCases, type PlanCases } from "./plans.ts";
import { practiceCases, type PracticeCases, type Practices } from "./practices.ts";
import { progressCases, type ProgressCases } from "./progress.ts";
import { draftCases, type DraftCases, type Lint } from "./schedule-drafts.ts";
import { scheduleCases, type ReadCron, type ScheduleCases } from "./schedules.ts";
import { screeningCases, type ScreeningCases } from "./screenings.ts";
import { serverDrillCases, type DrillFiles, type ServerDrillCases } from "./server-drills.ts";
import { serverCases, type ServerCases } from "./servers.ts";
import { settingsCases, type SettingsCases } from "./settings.ts";
import { storedHelpCases, type StoredHelpCases } from "./stored-help.ts";
import { togetherCases, type TogetherCases } from "./together.ts";
import { urgeCases, type UrgeCases } from "./urges.ts";
import type { Words } from "./words.ts";

/** Short cards, by language; reading them needs no consent and leaves no trace. */
export interface Lessons {
  all(locale: string): readonly Lesson[];
}

/** Lists to pick from while building a plan, by language. */
export interface PlanCues {
  all(locale: string): readonly (CueList | ResponseList | StarterList)[];
}

/** What the bot says and teaches, checked at the start. */
export interface Library {
  scenarios: Scenarios;
  practices: Practices;
  lessons: Lessons;
  prompts: Prompts;
  ladder: Rungs;
  words: Words;
  danger: DangerMatcher;
  planCues: PlanCues;
  help: { countries: readonly CountryHelp[]; cards: readonly HelpCard[] };
}

export interface App {
  people: PeopleCases;
  checkIns: CheckInCases;
  urges: UrgeCases;
  plans: PlanCases;
  drills: DrillCases;
  confidences: ConfidenceCases;
  lookBacks: LookBackCases;
  goals: GoalCases;
  lapses: LapseCases;
  ladder: LadderCases;
  buddies: BuddyCases;
  practices: PracticeCases;
  lessons: Lessons;
  settings: SettingsCases;
  nudges: NudgeCases;
  schedules: ScheduleCases;
  drafts: DraftCases;
  prompts: Prompts;
  /** What moderators set for their server. */
  servers: ServerCases;
  serverDrills: ServerDrillCases;
  insights: InsightCases;
  together: TogetherCases;
  desk: Desk;
  calls: CallCases;
  history: HistoryCases;
  myData: MyDataCases;
  /** The way to the private page. */
  pages: PageLinkCases;
  screenings: ScreeningCases;
  progress: ProgressCases;
  painter: Painter;
  words: Words;
  /** What a text sounds like, if anything: the help card comes first then. */
  danger: DangerMatcher;
  planCues: PlanCues;
  help: Library["help"];
  storedHelp: StoredHelpCases;
}

/** What use cases need from outside beside the database and the content. */
export interface Outside extends Omit<MyDataParts, "nudges">, PageLinkParts {
  readUntil: ReadUntil;
  readDay: ReadDay;
  /** What spaces rehearsals. */
  spacing: Spacing;
  readCron: ReadCron;
  /** Looks moderators' own words over. */
  lint: Lint;
  painter: Painter;
  desk: Desk;
  drillFiles: DrillFiles;
  /** The channel of whoever runs the bot, for reports. */
  operatorChannel: string | undefined;
}

export function makeApp(deps: Deps, library: Library, outside: Outside): App {
  const settings = settingsCases(deps);
  const nudges = notingDrills(nudgeCases(deps, outside.readUntil), settings);
  const asker: Asker = nudges;
  const servers = serverCases(deps);
  const drills = drillCases(deps, { bank: library.scenarios, spacing: outside.spacing, nudges, settings });
  const confidences = confidenceCases(deps);
  const goals = goalCases(deps, settings, outside.readDay);
  const practices = practiceCases(deps, library.practices, { asker, settings });
  const schedules = scheduleCases(deps, outside);
  return {
    people: peopleCases(deps),
    checkIns: checkInCases(deps, { settings, practices, words: library.words }),
    urges: urgeCases(deps, asker),
    plans: planCases(deps, asker),
    confidences,
    lookBacks: lookBackCases(deps, library.prompts, { nudges, confidences }),
    goals,
    drills,
    lapses: lapseCases(deps, asker),
    ladder: ladderCases(deps, library.ladder),
    buddies: buddyCases(deps),
    practices,
    lessons: library.lessons,
    settings,
    nudges,
    schedules,
    drafts: draftCases(deps, schedules, outside.lint),
    prompts: library.prompts,
    servers,
    serverDrills: serverDrillCases(deps, library.scenarios, outside.drillFiles),
    insights: insightCases(deps),
    together: togetherCases(deps, drills),
    desk: outside.desk,
    calls: callCases({ ...outside, now: deps.now, servers }),
    history: historyCases(deps),
    myData: myDataCases(deps, { ...outside, nudges }),
    pages: pageLinkCases(deps, outside),
    screenings: screeningCases(deps, settings),
    progress: progressCases(deps, {
      practiceNames: ({ locale }) =>
        Object.fromEntries(library.practices.all(locale).map(({ id, title }) => [id, title])),
      goals: async (person) =>
        (await settings.get(person)).daysOff ? [] : (await goals.list(person)).map(({ goal }) => goal),
      snapshots: (person) => confidences.snapshots(person),
    }),
    painter: outside.painter,
    words: library.words,
    danger: library.danger,
    planCues: library.planCues,
    help: library.help,
    storedHelp: storedHelpCases(deps, servers.helpOf),
  };
}
