/** The use cases around a member's own data, on a real store, with a clock that moves when told to. */
import { createHash, randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { Deps } from "#app/deps.ts";
import { myDataCases } from "#app/my-data.ts";
import { nudgeCases } from "#app/nudges.ts";
import { pageLinkCases } from "#app/page-links.ts";
import { peopleCases } from "#app/people.ts";
import { runRetention } from "#app/retention.ts";
import { screeningCases } from "#app/screenings.ts";
import { settingsCases } from "#app/settings.ts";
import type { Person } from "#app/store.ts";
import { addDays } from "#core/days.ts";
import { localDate } from "#core/wall-clock.ts";
import { monday, type Harness } from "#test/storage/harness.ts";

export const day = 86_400_000;

export interface Clock {
  now: number;
}

export const secrets = {
  make: () => randomBytes(32).toString("base64url"),
  hash: (secret: string) => createHash("sha256").update(secret).digest("base64url"),
};

/** @param harness where it runs; the parts look it up anew, so that it may be reopened meanwhile */
export function privateParts(harness: Harness, clock: Clock = { now: monday }) {
  const deps: Deps = {
    store: {
      tx: (...args) => harness.store.tx(...args),
      ahead: (work) => harness.store.ahead(work),
      asMember: (...args) => harness.store.asMember(...args),
    },
    now: () => clock.now,
    newId: () => uuidv7({ msecs: clock.now }),
  };
  const nudges = nudgeCases(deps, async () => ({ fault: "date-not-understood" }));
  const settings = settingsCases(deps);
  const outside = {
    erase: (id: string) => harness.store.eraseMember(id),
    scrub: () => harness.store.data.scrub("record"),
  };
  const pages = pageLinkCases(deps, {
    secrets,
    address: () => "https://thaw.example",
    privacyUrl: undefined,
  });
  return {
    clock,
    deps,
    nudges,
    settings,
    people: peopleCases(deps),
    screenings: screeningCases(deps, settings),
    pages,
    myData: myDataCases(deps, {
      ...outside,
      nudges,
      clearMessages: async () => ({ removed: 0, more: false }),
    }),
    retain: () => runRetention({ ...deps, ...outside, asker: nudges, purge: () => pages.purge() }),
  };
}

/** A check-in so many days after the first Monday. */
export async function checkInOn(
  { deps }: ReturnType<typeof privateParts>,
  person: Person,
  after: number,
  note?: string,
) {
  const at = monday + after * day;
  await deps.store.asMember(person.id, (q) =>
    q.records.add("checkin", {
      id: deps.newId(),
      at,
      localDate: localDate(at, person.zone, person.dayStart),
      body: { version: 1, state: "within", access: 5, ...(note ? { note } : {}) },
    }),
  );
}

export const dateAfter = (days: number): string => addDays("2026-03-02", days);
