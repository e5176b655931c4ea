/** A nudge's words, and which of them comes next. The lock screen never tells what it is about. */
import type { State } from "./check-in.ts";
import type { EpochMs } from "./ids.ts";

export const promptKinds = [
  "check-in",
  "notice",
  "activation",
  "connection",
  "reflect",
  "drill-invite",
  "follow-up",
] as const;
export type PromptKind = (typeof promptKinds)[number];

/** What the prompt asks for; all of it can be skipped. */
export const promptInputs = [
  "state",
  "body",
  "words",
  "access",
  "mood",
  "urge",
  "note",
  "practice",
  "drill",
] as const;
export type PromptInput = (typeof promptInputs)[number];

export interface Prompt {
  id: string;
  version: number;
  kind: PromptKind;
  /** Everything that a locked phone may show. */
  lockScreenText: string;
  /** At most 200 characters, shown once it was opened. */
  body: string;
  inputs: PromptInput[];
  skipLabel: string;
  /** States of the last check-in that it suits; all three when it suits always. */
  zoneFit: State[];
  /** Days before the same words come again. */
  cooldownDays: number;
  maxPerWeek: number;
  /** Minutes after which an unopened one is let go. */
  expiresAfterMinutes: number;
  author: string;
  review: string;
}

export interface PromptSent {
  prompt: string;
  at: EpochMs;
}

const day = 86_400_000;

/**
 * The prompt of this kind that was sent longest ago, or never, among those that suit the state and may come again.
 * Undefined when there is none: then nothing is sent.
 */
export function pickPrompt(
  prompts: readonly Prompt[],
  want: { kind: PromptKind; state?: State },
  sent: readonly PromptSent[],
  now: EpochMs,
): Prompt | undefined {
  const last = (id: string) =>
    Math.max(-Infinity, ...sent.filter(({ prompt }) => prompt === id).map(({ at }) => at));
  return prompts
    .filter(({ kind, zoneFit }) => kind === want.kind && (!want.state || zoneFit.includes(want.state)))
    .filter((prompt) => mayComeAgain(prompt, sent, now))
    .sort((a, b) => order(last(a.id), last(b.id)) || (a.id < b.id ? -1 : 1))[0];
}

function mayComeAgain(prompt: Prompt, sent: readonly PromptSent[], now: EpochMs): boolean {
  const ago = sent.filter((other) => other.prompt === prompt.id).map(({ at }) => now - at);
  return (
    ago.every((age) => age >= prompt.cooldownDays * day) &&
    ago.filter((age) => age < 7 * day).length < prompt.maxPerWeek
  );
}

function order(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/**
 * The prompt of a set for a date: another one each day, the same for everybody who opens it that day, and each of the
 * set once before the first comes again. Undefined when nothing in the set suits the state.
 * @param day calendar day
 */
export function promptOfDay(
  prompts: readonly Prompt[],
  want: { kind: PromptKind; state?: State },
  day: number,
): Prompt | undefined {
  const fitting = prompts
    .filter(({ kind, zoneFit }) => kind === want.kind && (!want.state || zoneFit.includes(want.state)))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return fitting[day % fitting.length];
}
