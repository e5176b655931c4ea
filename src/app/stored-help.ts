/** What is stored that belongs on the first screen of help: read when it can be, and never waited for. */
import type { Snowflake } from "#core/ids.ts";
import type { StoredHelp } from "#core/help-line.ts";
import type { Deps } from "./deps.ts";
import { present } from "./plans.ts";

export interface StoredHelpCases {
  /** Somebody who is not known has nothing stored. @param guildId the server that it was asked in */
  around(member: Snowflake, guildId: Snowflake | null): Promise<StoredHelp>;
}

/** Lines of a server's own, and whether somebody is on call; undefined for a server that has set nothing. */
export type HelpOfServer = (guildId: Snowflake) => Promise<Pick<StoredHelp, "server" | "onCall"> | undefined>;

export function storedHelpCases({ store }: Deps, helpOfServer: HelpOfServer): StoredHelpCases {
  return {
    around: async (member, guildId) => {
      const here = { server: [], onCall: false, ...(guildId === null ? {} : await helpOfServer(guildId)) };
      if (!(await store.tx((q) => q.people.find(member)))) return { people: [], ...here };
      return store.asMember(member, function* (q) {
        const [settings] = yield* q.records.list("settings", { limit: 1 });
        const { people } = yield* present(q);
        const country = settings?.body.country;
        return { ...(country ? { country } : {}), people, ...here };
      });
    },
  };
}
