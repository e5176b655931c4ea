/** Where scenes come from: the bank, a server's own, and every text that a run ever began on. */
import type { DrillRun } from "#core/drill.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { Snowflake } from "#core/ids.ts";
import { isOn } from "#core/server-settings.ts";
import { Fault } from "./fault.ts";
import type { Person, Steps, Tables } from "./store.ts";

/** The bank, checked at the start. */
export interface Scenarios {
  all(locale: string): readonly Scenario[];
  find(hash: string): Scenario | undefined;
}

/** Which server the member is in right now; none in a direct message. */
export type Place = Snowflake | null;

/** The text that a run is held to. @throws {Fault} drill-gone */
export function* textOf(q: Tables, bank: Scenarios, { scenario: { hash } }: DrillRun): Steps<Scenario> {
  const text = bank.find(hash) ?? (yield* q.drillTexts.find(hash));
  if (!text) throw new Fault("drill-gone");
  return text;
}

/** What a server's moderators brought; nothing where they have switched it off, or the bot is gone. */
export function* ownIn(q: Tables, guildId: Snowflake): Steps<Scenario[]> {
  const guild = yield* q.guilds.find(guildId);
  if (guild?.leftAt !== null || !isOn(guild.settings, "own-drills")) return [];
  return yield* q.serverDrills.offered(guildId);
}

/** What there is in the member's language: the bank, and what this server's moderators brought. */
export function* offeredIn(q: Tables, bank: Scenarios, person: Person, place: Place): Steps<Scenario[]> {
  const own = place === null ? [] : yield* ownIn(q, place);
  const ids = new Set(own.map(({ id }) => id));
  return [...own, ...bank.all(person.locale).filter(({ id }) => !ids.has(id))];
}
