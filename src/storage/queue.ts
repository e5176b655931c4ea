/** The scheduler's own verbs, on one connection; the topics have files of their own. */
import type { Queue } from "#app/queue.ts";
import { queueAttempts } from "./queue-attempts.ts";
import { queueDue } from "./queue-due.ts";
import { queueEffects } from "./queue-effects.ts";
import { queueLedger } from "./queue-ledger.ts";
import type { Sql } from "./sql.ts";

export const queue = (q: Sql): Queue => ({
  ...queueDue(q),
  ...queueLedger(q),
  ...queueAttempts(q),
  ...queueEffects(q),
});
