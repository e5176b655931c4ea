/** An urge: logged in one tap, guessed, asked again, and seen as the member's own curve. */
import type { EpochMs } from "./ids.ts";

export type Cue = "place" | "person" | "thought" | "body" | "feeling" | "time";

export interface UrgeReading {
  at: EpochMs;
  /** 0 to 10. */
  intensity: number;
}

export interface Urge {
  version: number;
  /** The first reading is the log itself. */
  readings: UrgeReading[];
  /** What the member guessed the number would be a quarter of an hour later. */
  guess?: number;
  cues?: Partial<Record<Cue, string>>;
  /** Whether it was acted on; the member may leave it open. */
  acted?: "no" | "yes" | "rather-not-say";
}

export const urgeVersion = 1;
