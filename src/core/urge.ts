/** An urge: logged in one tap, guessed, asked again, and seen as the member's own curve. */
import type { EpochMs } from "./ids.ts";

export const cues = ["place", "person", "thought", "body", "feeling", "time"] as const;
/** What was there when the urge came. */
export type Cue = (typeof cues)[number];

export interface UrgeReading {
  at: EpochMs;
  /** 0 to 10. */
  intensity: number;
}

export interface Urge {
  version: number;
  /** In order of time; the first is the log itself. */
  readings: UrgeReading[];
  /** What the member guessed the number would be a quarter of an hour later. */
  guess?: number;
  cues?: Partial<Record<Cue, string>>;
  /** Whether it was acted on; the member may leave it open. */
  acted?: "no" | "yes" | "rather-not-say";
}

export const urgeVersion = 1;
const minute = 60_000;

/** Minutes after the log at which a member who wants it is asked again. */
export const followUps = [15, 30] as const;

export const newUrge = (at: EpochMs, intensity: number): Urge => ({
  version: urgeVersion,
  readings: [{ at, intensity }],
});

/** How long ago an urge can be logged that was not logged when it came, in minutes; 48 hours at most. */
export const agoChoices = [15, 30, 60, 120, 240, 480, 720, 1440, 2880] as const;

/** The urge with another first number, or as if all of it had come at another time. */
export function correctFirst(urge: Urge, change: { intensity?: number; at?: EpochMs }): Urge {
  const [first] = urge.readings;
  if (!first) return urge;
  const shift = change.at === undefined ? 0 : change.at - first.at;
  const readings = urge.readings.map((reading, index) => ({
    at: reading.at + shift,
    intensity: index === 0 ? (change.intensity ?? reading.intensity) : reading.intensity,
  }));
  return { ...urge, readings };
}

/** Adds a reading; one within a minute of another corrects that one, so that a double tap counts once. */
export function addReading(urge: Urge, reading: UrgeReading): Urge {
  const kept = urge.readings.filter(({ at }, index) => index === 0 || Math.abs(at - reading.at) >= minute);
  return { ...urge, readings: [...kept, reading].toSorted((a, b) => a.at - b.at) };
}

/** The number nearest to a quarter of an hour after the log, to hold beside the guess; undefined before 8 minutes. */
export function outcomeOfGuess(urge: Urge): number | undefined {
  const [first, ...later] = urge.readings;
  if (!first) return undefined;
  const distance = (reading: UrgeReading) => Math.abs(reading.at - first.at - 15 * minute);
  const near = later.filter(
    (reading) => reading.at - first.at >= 8 * minute && distance(reading) <= 15 * minute,
  );
  return near.toSorted((a, b) => distance(a) - distance(b))[0]?.intensity;
}

/**
 * Minutes until this urge was at half its first number or less; undefined when no reading shows that.
 * Half and not zero: an urge seldom ends at a point in time.
 */
export function minutesToEase(urge: Urge): number | undefined {
  const first = urge.readings[0];
  const eased =
    first &&
    urge.readings.find((reading) => reading.at > first.at && reading.intensity * 2 <= first.intensity);
  return eased && Math.round((eased.at - first.at) / minute);
}

/** The member's own median of minutes to ease; undefined below three urges that show one. */
export function medianToEase(urges: Urge[]): number | undefined {
  const minutes = urges
    .map(minutesToEase)
    .filter((value) => value !== undefined)
    .toSorted((a, b) => a - b);
  if (minutes.length < 3) return undefined;
  const middle = (minutes.length - 1) / 2;
  return Math.round(((minutes[Math.floor(middle)] ?? 0) + (minutes[Math.ceil(middle)] ?? 0)) / 2);
}

const bars = ["·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
const width = 10;

/** A reading as a row of the curve: minutes since the first, a bar, the number. */
export interface CurveRow {
  minute: number;
  bar: string;
  intensity: number;
}

/** The curve lying on its side, one row a reading, which a narrow screen has room for. */
export const curveRows = (urge: Urge): CurveRow[] =>
  urge.readings.map(({ at, intensity }) => ({
    minute: Math.round((at - (urge.readings[0]?.at ?? at)) / minute),
    bar: "█".repeat(intensity) + "░".repeat(width - intensity),
    intensity,
  }));

/** A curve in one line of text, a bar a reading: `▇ 8 → ▄ 5 → ▂ 3`. */
export const sparkline = (urge: Urge): string =>
  urge.readings
    .map(({ intensity }) => `${bars[Math.round((intensity / 10) * (bars.length - 1))]} ${intensity}`)
    .join("  →  ");
