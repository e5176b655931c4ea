/**
 * The longer check-ins: two published two-question scales, and one question of our own about sleep. A number to look
 * back on, never a diagnosis; asked for by the member, at most every two weeks, on the private page alone.
 *
 * The wording of the items and answers is part of a scale and stays as published: it lives in `src/web/en.json` under
 * `web.longer`, and a translation has to be the published one too.
 */
import type { EpochMs } from "./ids.ts";

export const scales = ["phq-2", "gad-2", "sleep"] as const;
export type Scale = (typeof scales)[number];

export interface ScaleShape {
  items: number;
  /** Each item is answered 0 to this. */
  highest: number;
  /** From this total on, people often find it worth talking to a professional. Undefined: there is no such number. */
  worthTalkingFrom?: number;
  /** Where the scale and its scoring were published. */
  source?: string;
}

/** Items summed, nothing weighted or reversed. */
export const shapes: Record<Scale, ScaleShape> = {
  "phq-2": {
    items: 2,
    highest: 3,
    worthTalkingFrom: 3,
    source: "Kroenke, Spitzer, Williams: Med Care 2003;41:1284–1292",
  },
  "gad-2": {
    items: 2,
    highest: 3,
    worthTalkingFrom: 3,
    source: "Kroenke, Spitzer, Williams, Monahan, Löwe: Ann Intern Med 2007;146:317–325",
  },
  sleep: { items: 1, highest: 10 },
};

export interface Screening {
  version: number;
  scale: Scale;
  total: number;
  /** The single answers; only kept when the member asked for that. */
  items?: number[];
}

export const screeningVersion = 1;
const fortnight = 14 * 86_400_000;

export const isScale = (name: string): name is Scale => scales.some((scale) => scale === name);

export const highestTotal = (scale: Scale): number => shapes[scale].items * shapes[scale].highest;

/**
 * The total of all answers; undefined unless every item was answered with a whole number within its range: half a
 * scale says nothing.
 */
export function totalOf(scale: Scale, answers: readonly number[]): number | undefined {
  const { items, highest } = shapes[scale];
  const valid = answers.every((answer) => Number.isInteger(answer) && answer >= 0 && answer <= highest);
  if (answers.length !== items || !valid) return undefined;
  return answers.reduce((sum, answer) => sum + answer, 0);
}

/** Whether a total is one at which people often find it worth talking to a professional. */
export function isWorthTalking(scale: Scale, total: number): boolean {
  const { worthTalkingFrom } = shapes[scale];
  return worthTalkingFrom !== undefined && total >= worthTalkingFrom;
}

/** When a scale may be filled in again; undefined when it may be now. A clock that went back does not lock it for long. */
export function againFrom(last: EpochMs | undefined, now: EpochMs): EpochMs | undefined {
  if (last === undefined || now - last >= fortnight || last > now + fortnight) return undefined;
  return last + fortnight;
}
