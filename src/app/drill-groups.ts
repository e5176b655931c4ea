/** Drills that a channel is invited to: opened privately, rung 1 alone, and counted without names. */
import { isOver } from "#core/drill.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { spreadOf, type Share } from "#core/drill-summary.ts";
import { drillGate } from "#core/gates.ts";
import type { Snowflake } from "#core/ids.ts";
import type { Deps } from "./deps.ts";
import type { GroupDrill } from "./drill-tables.ts";
import { addRun, viewOf, type DrillAnswer, type DrillParts } from "./drill-runs.ts";
import { standingOf } from "./drill-standing.ts";
import { offeredIn, ownIn, textOf } from "./drill-texts.ts";
import { Fault } from "./fault.ts";
import type { Person, Steps, Tables } from "./store.ts";

export interface Spread {
  group: GroupDrill;
  scenario: Scenario;
  /** Of the scene's first choice, largest first; empty under ten answers. Ids: `c1` …, `line`, `words`. */
  shares: Share[];
}

export interface DrillGroupCases {
  /** Scenarios of rung 1 that a server can invite to, in its language. */
  groupChoices(guildId: Snowflake, locale: string): Promise<readonly Scenario[]>;
  /**
   * Notes that a channel is invited to a drill, before the post goes out with a button for `openGroup`.
   * @throws {Fault} drill-gone when there is no such scenario of rung 1
   */
  inviteGroup(to: {
    guildId: Snowflake;
    channelId: Snowflake;
    scenarioId: string;
    locale: string;
  }): Promise<GroupDrill>;
  /**
   * Opens a group's drill for one member, or goes on where they are in it.
   * @param anyway goes over *too soon* and *week full*, as asking does
   * @throws {Fault} drill-gone
   */
  openGroup(person: Person, groupId: string, anyway?: boolean): Promise<DrillAnswer>;
  /** Groups invited before a time whose spread was not shown yet. */
  groupsToShow(openedBefore: number): Promise<Spread[]>;
  /** Marks a group's spread as shown. False when somebody else did already: then nothing is posted. */
  markGroupShown(groupId: string): Promise<boolean>;
}

const shownAtOnce = 50;
/** Runs of a member among which one of the same group is looked for. */
const lately = 20;

export function drillGroupCases(deps: Deps, { bank, spacing }: DrillParts): DrillGroupCases {
  const { store, now, newId } = deps;
  function* choicesOf(q: Tables, guildId: Snowflake, locale: string): Steps<Scenario[]> {
    const own = yield* ownIn(q, guildId);
    return [...own, ...bank.all(locale)].filter(({ rung, audience }) => rung === 1 && audience === "member");
  }
  return {
    groupChoices: (guildId, locale) => store.tx((q) => choicesOf(q, guildId, locale)),
    inviteGroup: ({ guildId, channelId, scenarioId, locale }) =>
      store.tx(function* (q) {
        const scenario = (yield* choicesOf(q, guildId, locale)).find(({ id }) => id === scenarioId);
        if (!scenario) throw new Fault("drill-gone");
        yield* q.drillTexts.keep(scenario, now());
        const group = {
          id: newId(),
          guildId,
          channelId,
          hash: scenario.hash,
          openedAt: now(),
          shownAt: null,
        };
        yield* q.groupDrills.add(group);
        return group;
      }),
    openGroup: (person, groupId, anyway = false) =>
      store.asMember(person.id, function* (q) {
        const group = yield* q.groupDrills.find(groupId);
        const text = group && (bank.find(group.hash) ?? (yield* q.drillTexts.find(group.hash)));
        if (!group || !text) throw new Fault("drill-gone");
        const own = (yield* q.records.list("drill", { limit: lately })).find(
          ({ body }) => body.group === groupId && (body.turn !== undefined || !isOver(body)),
        );
        if (own) return { view: yield* viewOf(q, own, yield* textOf(q, bank, own.body)) };
        const offered = yield* offeredIn(q, bank, person, group.guildId);
        const { facts } = yield* standingOf(q, person, { now: now(), bank: offered, spacing });
        const scenario = translated(text, offered);
        const [refused] = drillGate(scenario, anyway ? "asked" : "group", facts);
        if (refused) return { refused };
        const how = { scenario, way: "group" as const, group: groupId, previewed: false };
        return { view: yield* addRun(q, deps, person, how) };
      }),
    groupsToShow: (openedBefore) =>
      store.tx(function* (q) {
        const spreads: Spread[] = [];
        for (const group of yield* q.groupDrills.toShow(openedBefore, shownAtOnce)) {
          const scenario = bank.find(group.hash) ?? (yield* q.drillTexts.find(group.hash));
          if (scenario)
            spreads.push({ group, scenario, shares: spreadOf(yield* q.groupDrills.counts(group.id)) });
        }
        return spreads;
      }),
    markGroupShown: (groupId) => store.tx((q) => q.groupDrills.markShown(groupId, now())),
  };
}

/** The same version in the member's language: choices are counted by their place, which translations share. */
function translated(text: Scenario, offered: readonly Scenario[]): Scenario {
  return offered.find(({ id, version }) => id === text.id && version === text.version) ?? text;
}
