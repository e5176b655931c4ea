/** What a member wishes of drills that come unasked. Whoever takes on a drill nudge has asked for drills. */
import type { Topic } from "#core/drill-scenario.ts";
import { isQuietMinute } from "#core/quiet-hours.ts";
import type { DrillHours } from "#core/settings.ts";
import type { NudgeCases, OwnNudge } from "./nudges.ts";
import type { SettingsCases } from "./settings.ts";
import type { Person } from "./store.ts";

export interface DrillWishCases {
  /** On: two evenings a week, inside the member's hours; off: none of any schedule. */
  invite(person: Person, on: boolean): Promise<void>;
  /** Null for any hour. Nudges of the member's own that lie outside move inside. */
  setHours(person: Person, hours: DrillHours | null): Promise<void>;
  excludeTopics(person: Person, topics: readonly Topic[]): Promise<void>;
  never(person: Person, scenarioId: string): Promise<void>;
  /** Takes *never again* back. */
  again(person: Person, scenarioIds: readonly string[]): Promise<void>;
}

/** Six in the evening, on Tuesday and Friday: two a week, far enough apart. */
const evening = 18 * 60;
const weekdays = [2, 5];
const neverAtMost = 500;

export function drillWishCases(nudges: NudgeCases, settings: SettingsCases): DrillWishCases {
  const ownDrills = async (person: Person): Promise<OwnNudge[]> =>
    (await nudges.listOwn(person)).filter(({ kind }) => kind === "drill");
  return {
    invite: async (person, on) => {
      const { drillHours } = await settings.change(person, { drills: on });
      const own = await ownDrills(person);
      if (!on) for (const { id } of own) await nudges.removeOwn(person, id);
      else if (own.length === 0)
        await nudges.setOwn(person, { kind: "drill", times: [timeIn(drillHours)], weekdays });
    },
    setHours: async (person, hours) => {
      await settings.change(person, { drillHours: hours });
      if (hours === null) return;
      for (const { id, ...draft } of await ownDrills(person)) {
        const inside = draft.times.filter((minute) => isInside(hours, minute));
        const times = inside.length > 0 ? inside : [timeIn(hours)];
        if (inside.length < draft.times.length) await nudges.changeOwn(person, id, { ...draft, times });
      }
    },
    excludeTopics: async (person, topics) => {
      await settings.change(person, { excludedTopics: [...topics] });
    },
    never: async (person, scenarioId) => {
      const { neverDrills = [] } = await settings.get(person);
      const next = [...new Set([...neverDrills, scenarioId])].slice(-neverAtMost);
      await settings.change(person, { neverDrills: next });
    },
    again: async (person, scenarioIds) => {
      const { neverDrills = [] } = await settings.get(person);
      await settings.change(person, { neverDrills: neverDrills.filter((id) => !scenarioIds.includes(id)) });
    },
  };
}

const isInside = (hours: DrillHours, minute: number): boolean =>
  hours.from === hours.to || isQuietMinute(hours, minute);

/** The usual evening where the hours hold it, else their middle on a full quarter. */
function timeIn(hours: DrillHours | null | undefined): number {
  if (!hours || isInside(hours, evening)) return evening;
  const length = (hours.to - hours.from + 1440) % 1440;
  return (hours.from + Math.floor(length / 30) * 15) % 1440;
}

/** Nudges, with the wish for drills noted where one is taken on: to join or to set one is to ask for them. */
export function notingDrills(nudges: NudgeCases, settings: SettingsCases): NudgeCases {
  const wanted = (person: Person) => settings.change(person, { drills: true });
  return {
    ...nudges,
    setOwn: async (person, draft) => {
      if (draft.kind === "drill") await wanted(person);
      return nudges.setOwn(person, draft);
    },
    changeOwn: async (person, id, draft) => {
      if (draft.kind === "drill") await wanted(person);
      return nudges.changeOwn(person, id, draft);
    },
    join: async (person, scheduleId) => {
      await nudges.join(person, scheduleId);
      const joined = (await nudges.joined(person)).find(({ schedule }) => schedule.id === scheduleId);
      if (joined?.schedule.kind === "drill") await wanted(person);
    },
  };
}
