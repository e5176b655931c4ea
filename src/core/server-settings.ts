/** What a server's moderators have set. Nothing of it is about a person, and none of it can turn help off. */
import type { Snowflake } from "./ids.ts";

/** What moderators can switch off for their server; `/help-now` is not among it, and members' own things are not. */
export const features = ["together", "own-drills", "reach-me", "insights"] as const;
export type Feature = (typeof features)[number];

/** Days for which the audit log and the weekly sums are kept: a floor, so that no moderator can make a trace vanish. */
export const keepChoices = [90, 365, 730] as const;
export type KeepDays = (typeof keepChoices)[number];

/** A line of help that only this server knows: its own people, a local number. */
export interface ServerLine {
  name: string;
  /** A number, a channel, a place: how to reach it. */
  contact: string;
  hours?: string;
}

/** Characters of each part, and how many lines; more would push the emergency number off a phone's screen. */
export const lineLimits = { name: 60, contact: 100, hours: 60, lines: 3 } as const;

export interface ServerSettings {
  /** Where posts go unless a schedule says otherwise. */
  postChannel?: Snowflake;
  /** Where *report a problem* goes. */
  problemChannel?: Snowflake;
  /** Who is told when a member asks to be reached, and where. */
  onCallRole?: Snowflake;
  onCallChannel?: Snowflake;
  helpLines: ServerLine[];
  off: Feature[];
  keepDays: KeepDays;
}

export const defaultServerSettings: ServerSettings = { helpLines: [], off: [], keepDays: 365 };

export const isOn = ({ off }: Pick<ServerSettings, "off">, feature: Feature): boolean =>
  !off.includes(feature);

/** Where a wish to be reached goes; undefined while the server has not set both, or has switched it off. */
export function onCallOf(settings: ServerSettings): { role: Snowflake; channel: Snowflake } | undefined {
  const { onCallRole: role, onCallChannel: channel } = settings;
  return role && channel && isOn(settings, "reach-me") ? { role, channel } : undefined;
}
