/** Numbers, times and how they are written: what the screens of an urge share. */
import { time } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { agoChoices } from "#core/urge.ts";
import type { Choice } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

export const numbers = Array.from({ length: 11 }, (_, value) => value);
export const stamp = (at: EpochMs, style: "R" | "f" | "t") => markup(time(Math.round(at / 1000), style));
export const numberChoices = (chosen: number | undefined): Choice[] =>
  numbers.map((value) => ({ label: String(value), value: String(value), chosen: value === chosen }));

export const agoList = (t: Translate) =>
  agoChoices.map((minutes) => ({ label: t.plain("urge.ago", { minutes }), value: String(minutes) }));

/** Number, and when it was if that is not now. */
export function kept(t: Translate, { at, body }: Kept<"urge">): string {
  const intensity = body.readings[0]?.intensity ?? 0;
  return t("urge.kept-at", { intensity, when: stamp(at, "R") });
}
