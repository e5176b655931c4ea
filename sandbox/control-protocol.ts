/**
 * The control channel between the sandbox and a bot that was launched together with it. It exists only then, and carries
 * what Discord's own protocol has no word for: the one clock, what is due, and a look inside.
 *
 * The bot opens a WebSocket to the URL in `SANDBOX_CONTROL` with the header `Authorization: Bearer <secret>`, the secret
 * from `SANDBOX_CONTROL_SECRET`. Frames are JSON. The sandbox asks, the bot answers with the same `id`; `clock` and
 * `log` want no answer. Several processes of one bot may be attached: each is asked, and the earliest due event counts.
 *
 * Passing time is: ask `next-due`; set the clock to it and tell everyone; ask `run-due`; wait until no request is in
 * flight and no interaction unanswered; again, up to the target.
 */

/** From the sandbox to the bot. Times are epoch ms. */
export type ControlRequest =
  /** Sent on connection and after each change. `running`: time goes on from `now` by itself at real speed. */
  | { type: "clock"; now: number; running: boolean }
  | { type: "next-due"; id: number }
  /** Do what is due at the present time and answer once all of it is sent and stored. */
  | { type: "run-due"; id: number }
  /** Answer once no handler of an interaction is running any more. */
  | { type: "settle"; id: number }
  | { type: "due-timeline"; id: number }
  /** Without `table`: the names of the tables, and the rows of the first. */
  | { type: "rows"; id: number; table?: string; limit: number }
  | { type: "logs"; id: number };

/** From the bot to the sandbox. */
export type ControlReply =
  | { type: "due"; id: number; at: number | null; what: string }
  | { type: "done"; id: number }
  | { type: "timeline"; id: number; rows: TimelineRow[] }
  | { type: "rows"; id: number; tables: string[]; table: string; rows: Record<string, unknown>[] }
  | { type: "logs"; id: number; entries: BotLogEntry[] }
  /** The request could not be carried out, in a sentence. Also the answer to a type the bot does not know. */
  | { type: "error"; id: number; message: string }
  | { type: "log"; entry: BotLogEntry };

export interface TimelineRow {
  /** When it is or was due. */
  at: number;
  who: string;
  what: string;
  state: "due" | "sent" | "late" | "expired" | "held" | "unknown" | "failed";
  why?: string;
}

export interface BotLogEntry {
  at: number;
  level: "debug" | "info" | "warn" | "error";
  message: string;
  data?: Record<string, unknown>;
}
