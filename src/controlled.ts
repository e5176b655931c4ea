/** What the sandbox may ask of a running bot, answered from its nudges and its database. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Nudges } from "#nudges/start.ts";
import type { OpenStore } from "#storage/open.ts";
import type { Controlled } from "./control.ts";

interface Parts {
  nudges: Nudges;
  store: OpenStore;
  busy(): number;
}

/** Ledger rows and due rows shown on the timeline. */
const shown = 100;

export function controlledBy({ nudges, store, busy }: Parts): Controlled {
  return {
    nextDue: () => nudges.nextDue(),
    runDue: async () => {
      await nudges.tick();
      await nudges.idle();
    },
    settle: async () => {
      while (busy() > 0) await sleep(1);
    },
    timeline: () => nudges.timeline(shown),
    rows: (table, limit) => store.look(table, limit),
  };
}
