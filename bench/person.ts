import type { Person } from "#app/store.ts";
import { consentVersion } from "#core/consent.ts";
import type { EpochMs } from "#core/ids.ts";

/** Somebody who has agreed, lives in Berlin and has chosen nothing else yet. */
export const somebody = (id: string, at: EpochMs): Person => ({
  id,
  consentVersion,
  consentAt: at,
  adult: true,
  zone: "Europe/Berlin",
  dayStart: 0,
  locale: "en",
  epoch: 0,
  pausedUntil: null,
  quietFrom: null,
  quietTo: null,
  dailyCap: 3,
  dmChannelId: null,
  dmState: "unknown",
  ignored: 0,
  createdAt: at,
});
