import { memberTour } from "./member.ts";
import { moderatorTour } from "./moderator.ts";
import { operatorTour } from "./operator.ts";
import type { Tour } from "./step.ts";

const TOURS: Tour[] = [memberTour, moderatorTour, operatorTour];

/** Those whose commands the bot has. */
export function toursFor(registered: string[]): Tour[] {
  return TOURS.filter(({ needs }) => needs.every((name) => registered.includes(name)));
}

const KEY = "sandbox-tour";
const CLOSED_KEY = "sandbox-tours-closed";

/** Where one is in a tour. */
export interface Progress {
  name: string;
  step: number;
}

/** Kept over a reload of this tab. */
export function keptProgress(): Progress | null {
  const text = sessionStorage.getItem(KEY);
  return text === null ? null : (JSON.parse(text) as Progress);
}

export function keepProgress(progress: Progress | null): void {
  if (progress === null) sessionStorage.removeItem(KEY);
  else sessionStorage.setItem(KEY, JSON.stringify(progress));
}

/** Whether the offer of tours was closed in this browser. */
export function isOfferClosed(): boolean {
  return localStorage.getItem(CLOSED_KEY) !== null;
}

export function closeOffer(): void {
  localStorage.setItem(CLOSED_KEY, "yes");
}
