/** What members do with the bot: commands, as often as in life, and every command there is. */
import type { Given } from "#sandbox/driver/options.ts";

export interface Deed {
  /** As it is typed. */
  command: string;
  options?: Given;
  /** The first button of the answer is pressed a moment later. */
  goesOn?: boolean;
}

const urge = (count: number): Deed => ({
  command: "/urge",
  options: { intensity: count % 11 },
  goesOn: true,
});

/** Most log an urge, check in or look at their plan; settings and pictures are rare. Fifty, then from the start. */
const fifty: ((count: number) => Deed)[] = [
  ...Array.from({ length: 16 }, () => urge),
  ...repeat(10, { command: "/checkin", goesOn: true }),
  ...repeat(8, { command: "/plan" }),
  ...repeat(5, { command: "/practice", goesOn: true }),
  ...repeat(3, { command: "/help-now" }),
  ...repeat(2, { command: "/drill" }),
  ...repeat(2, { command: "/settings" }),
  ...repeat(1, { command: "/learn" }),
  ...repeat(1, { command: "/lapse" }),
  ...repeat(1, { command: "/buddy" }),
  ...repeat(1, { command: "/progress" }),
];

function repeat(times: number, deed: Deed): (() => Deed)[] {
  return Array.from({ length: times }, () => () => deed);
}

/** Seventeen has no factor in common with fifty: the same deed does not come twice in a row. */
export const inLife = (count: number): Deed => fifty[(count * 17) % fifty.length]!(count);

/** All that the bare bot knows. */
export const bareDeed = (count: number): Deed => ({
  command: "/urge",
  options: { intensity: count % 11 },
});

/** Every command that a member can give. */
export const every: Deed[] = [
  { command: "/urge", options: { intensity: 6 } },
  ...[
    "/checkin",
    "/plan",
    "/drill",
    "/practice",
    "/progress",
    "/lapse",
    "/learn",
    "/buddy",
    "/settings",
    "/mydata",
    "/help-now",
    "/help",
  ].map((command) => ({ command })),
];
