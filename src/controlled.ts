/** What the sandbox may ask of a running bot, answered from its nudges and its database. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Delivery, DueRow } from "#app/nudge-tables.ts";
import type { Nudges } from "#nudges/start.ts";
import { look } from "#storage/look.ts";
import type { OpenStore } from "#storage/open.ts";
import type { Controlled, TimelineRow } from "./control.ts";
import type { Upkeep } from "./upkeep.ts";

interface Parts {
  nudges: Nudges;
  upkeep: Upkeep;
  store: OpenStore;
  busy(): number;
}

/** Ledger rows and due rows shown on the timeline. */
const shown = 100;

export function controlledBy({ nudges, upkeep, store, busy }: Parts): Controlled {
  return {
    nextDue: () => nudges.nextDue(),
    runDue: async () => {
      await upkeep.run();
      await nudges.tick();
      await nudges.idle();
    },
    settle: async () => {
      while (busy() > 0) await sleep(1);
    },
    timeline: async () => {
      const [coming, past] = [await nudges.coming(shown), await nudges.ledger(shown)];
      return [...past.map(pastRow), ...coming.flatMap(comingRow)];
    },
    rows: (table, limit) => store.data.tx((q) => look(q, table, limit)),
  };
}

const states: Partial<Record<Delivery["state"], TimelineRow["state"]>> = {
  ready: "due",
  sending: "due",
  sent: "sent",
  failed: "failed",
  unknown: "unknown",
  expired: "expired",
};

function comingRow({ nextDue, personId, guildId, kind }: DueRow): TimelineRow[] {
  if (nextDue === null) return [];
  return [{ at: nextDue, who: personId ?? guildId ?? "", what: kind, state: "due" }];
}

function pastRow({ dueAt, personId, channelId, kind, state, reason, late }: Delivery): TimelineRow {
  return {
    at: dueAt,
    who: personId ?? channelId ?? "",
    what: kind,
    state: state === "sent" && late ? "late" : (states[state] ?? "held"),
    ...(reason ? { why: reason } : {}),
  };
}
