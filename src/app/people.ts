/** Members: consent, and the few plain settings that the scheduler needs. */
import { consentVersion } from "#core/consent.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { zoneNotChosen } from "#core/person.ts";
import { isZone } from "#core/zone.ts";
import type { Deps } from "./deps.ts";
import type { Person } from "./store.ts";

export interface PeopleCases {
  /** A zone that the running time zone data does not know reads as not chosen yet. */
  find(id: Snowflake): Promise<Person | undefined>;
  /** The member agreed to the present text and said that they are 18 or over. */
  agree(id: Snowflake, locale: string): Promise<Person>;
}

export function peopleCases({ store, now }: Deps): PeopleCases {
  return {
    find: async (id) => {
      const person = await store.tx((q) => q.people.find(id));
      // Kept as it is: newer time zone data may know it again.
      return person && !isZone(person.zone) ? { ...person, zone: zoneNotChosen } : person;
    },
    agree: (id, locale) =>
      store.tx(function* (q) {
        const known = yield* q.people.find(id);
        const person: Person = {
          ...(known ?? newPerson(id, now())),
          locale,
          adult: true,
          consentVersion,
          consentAt: now(),
        };
        yield* q.people.save(person);
        const keeping = yield* q.keepings.find(id);
        if (keeping.withdrawnAt !== null) yield* q.keepings.save({ ...keeping, withdrawnAt: null });
        return person;
      }),
  };
}

/** Who the bot has just met: nothing agreed to, nothing chosen. */
export const newPerson = (id: Snowflake, createdAt: EpochMs): Person => ({
  id,
  consentVersion: null,
  consentAt: null,
  adult: false,
  zone: zoneNotChosen,
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
  createdAt,
});
