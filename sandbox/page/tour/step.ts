/** What a guided tour is made of. */
import type { APIMessage } from "discord-api-types/v10";
import type { Action } from "../../page-protocol.ts";
import type { Tool } from "../tools/workbench.ts";
import type { PaneState } from "../state/state.ts";

/** What a step can judge by whether it is done. */
export interface Seen {
  state: PaneState;
  channelId: string | null;
  /** The part of the workbench that is open. */
  tool: Tool | null;
  /** When the step began: the newest message then, the clock, and how many requests were logged. */
  began: { message: string; clock: number; log: number };
  now: number;
  /** Entries of the log so far. */
  log: number;
}

/** The hands of a tour: does in the person's place what the step asks for. */
export interface Hand {
  state(): PaneState;
  slash(command: string, options?: Record<string, string | number | boolean>): Promise<void>;
  press(label: string): Promise<void>;
  choose(placeholder: string, label: string): Promise<void>;
  answer(fields: Record<string, string>): Promise<void>;
  pass(span: { minutes?: number; days?: number } | { to: number }): Promise<void>;
  go(channelId: string): void;
  open(tool: Tool | null): void;
  act(action: Action): Promise<void>;
}

/** What a ring is drawn round. */
export type Target =
  | { button: string }
  | { select: string }
  | { label: string | RegExp }
  | { selector: string };

export interface Step {
  title: string;
  /** Words between backticks are typed or read as they are. */
  text: string;
  /** Handle of whoever one is in this step; the tour's own person when left out. */
  as?: string;
  /** Looked at after every change; a step without it waits for *Next*. */
  done?(seen: Seen): boolean;
  /** Does it in one's place. */
  help?: { label: string; run(hand: Hand): Promise<void> };
  /** Of several, the first that can be seen. */
  target?: Target | Target[];
}

export interface Tour {
  name: string;
  title: string;
  about: string;
  /** Handle of whoever one is in it. */
  as: string;
  /** Commands the bot must have for it to be offered. */
  needs: string[];
  steps: Step[];
}

interface Part {
  type: number;
  label?: string;
  placeholder?: string;
  custom_id?: string;
  content?: string;
  disabled?: boolean;
  options?: { label: string; value: string }[];
  components?: Part[];
  component?: Part;
  accessory?: Part;
}

export interface FoundPart {
  message: APIMessage;
  part: Part;
}

/** All parts of the bot's messages that this person has on their screens, the newest message first. */
export function partsOf(state: PaneState): FoundPart[] {
  const messages = Object.values(state.messages).flat();
  const newestFirst = messages.filter(({ author }) => author.id === state.bot?.id).sort(byAge);
  return newestFirst.flatMap((message) =>
    flatten((message.components ?? []) as unknown as Part[]).map((part) => ({ message, part })),
  );
}

function byAge(a: APIMessage, b: APIMessage): number {
  const length = b.id.length - a.id.length;
  if (length !== 0) return length;
  return a.id < b.id ? 1 : -1;
}

function flatten(parts: Part[]): Part[] {
  return parts.flatMap((part) => [
    part,
    ...flatten(part.components ?? []),
    ...flatten(part.component === undefined ? [] : [part.component]),
    ...flatten(part.accessory === undefined ? [] : [part.accessory]),
  ]);
}

/** Whether a button with this label, or a select with this placeholder, can be used on a message newer than that. */
export function offers({ state }: Seen, label: string, after = "0"): boolean {
  return partsOf(state).some(
    ({ message, part }) =>
      (part.label === label || part.placeholder === label) &&
      part.disabled !== true &&
      isNewer(message.id, after),
  );
}

/** Whether the bot says this anywhere on a message of the screen. */
export function says({ state }: Seen, text: string | RegExp): boolean {
  const holds = (words: string) => (typeof text === "string" ? words.includes(text) : text.test(words));
  const contents = Object.values(state.messages)
    .flat()
    .map(({ content }) => content);
  return [...contents, ...partsOf(state).map(({ part }) => part.content ?? "")].some(holds);
}

/** Whether a message of the bot has come since the step began, in this channel or anywhere. */
export function hasCome({ state, began }: Seen, channelId?: string): boolean {
  const lists = Object.entries(state.messages).filter(([id]) => channelId === undefined || id === channelId);
  return lists.some(([, list]) =>
    list.some(({ id, author }) => author.id === state.bot?.id && isNewer(id, began.message)),
  );
}

export function isNewer(id: string, than: string): boolean {
  return id.length === than.length ? id > than : id.length > than.length;
}

/** The newest message a person can see. */
export function newestMessage(state: PaneState): string {
  let newest = "0";
  for (const { id } of Object.values(state.messages).flat()) if (isNewer(id, newest)) newest = id;
  return newest;
}

/** Their conversation with the bot, once there is one. */
export function dmWithBot(state: PaneState): string | undefined {
  return state.dms.find(({ context }) => context === "bot_dm")?.channel.id;
}
