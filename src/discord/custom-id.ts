/**
 * Custom ids: `1:<command>:<action>:<argument>…`. They name a record, never hold its content: what a button means is
 * looked up when it is pressed, so that it still works after a restart or a week later.
 */

const version = "1";
const limit = 100;

export interface CustomId {
  command: string;
  action: string;
  args: string[];
}

/** Only a made-up id can lead to it in a running bot: its arguments are carried on into a longer one. */
export class CustomIdTooLong extends RangeError {}

/** Makes the id of a button, select or form of `command`. Arguments hold no colon and no member's text. */
export function customId(command: string, action: string, ...args: (string | number)[]): string {
  const id = [version, command, action, ...args].join(":");
  if (id.length > limit) throw new CustomIdTooLong(`custom id over ${limit} characters: ${id}`);
  return id;
}

/** Undefined for an id of another version or form: its button is stale. */
export function parseCustomId(id: string): CustomId | undefined {
  const [found, command, action, ...args] = id.split(":");
  if (found !== version || !command || !action) return undefined;
  return { command, action, args };
}

/** `customId` with the command filled in, for a view. */
export const idsOf =
  (command: string) =>
  (action: string, ...args: (string | number)[]): string =>
    customId(command, action, ...args);
