import { newPerson } from "#app/people.ts";
import type { Person } from "#app/store.ts";
import { consentVersion } from "#core/consent.ts";
import type { EpochMs } from "#core/ids.ts";

/** Somebody who has agreed, lives in Berlin and has chosen nothing else yet. */
export const somebody = (id: string, at: EpochMs): Person => ({
  ...newPerson(id, at),
  consentVersion,
  consentAt: at,
  adult: true,
  zone: "Europe/Berlin",
});
