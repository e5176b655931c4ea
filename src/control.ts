/**
 * The bot's end of the sandbox's control channel (`sandbox/control-protocol.ts` has the words): the one clock, what is
 * due, a look inside. It is opened only when the launcher handed over an address and a secret; a live bot has no clock
 * that can be moved.
 */
import { WebSocket } from "ws";
import type { EpochMs } from "#core/ids.ts";

export interface TimelineRow {
  at: EpochMs;
  who: string;
  what: string;
  state: "due" | "sent" | "late" | "expired" | "held" | "unknown" | "failed";
  why?: string;
}

export interface LogEntry {
  at: EpochMs;
  level: "debug" | "info" | "warn" | "error";
  message: string;
  data?: Record<string, unknown>;
}

/** What the sandbox may ask of a running bot. */
export interface Controlled {
  nextDue(): Promise<{ at: EpochMs; what: string } | undefined>;
  /** Does what is due now; resolves once it is sent and stored. */
  runDue(): Promise<void>;
  /** Resolves once no interaction is being answered. */
  settle(): Promise<void>;
  timeline(): Promise<TimelineRow[]>;
  /** Rows of one table as stored (what members wrote stays sealed), and the names of all tables. */
  rows(
    table: string | undefined,
    limit: number,
  ): Promise<{ tables: string[]; table: string; rows: Record<string, unknown>[] }>;
}

export interface Control {
  now(): EpochMs;
  /** Milliseconds by which the clock was moved on so far. */
  moved(): number;
  /** From here on requests are answered by this bot; before that they wait. */
  attach(bot: Controlled): void;
  log(entry: LogEntry): void;
  close(): void;
}

interface Request {
  type: string;
  id?: number;
  now?: number;
  running?: boolean;
  table?: string;
  limit?: number;
}

/** Log entries kept for a page that is opened later. */
const logKept = 500;

/**
 * Opens the channel and waits for the clock.
 * @param realNow the machine's clock, by which moved time goes on
 * @throws when the sandbox does not answer
 */
export async function openControl(url: string, secret: string, realNow: () => EpochMs): Promise<Control> {
  const socket = new WebSocket(url, { headers: { authorization: `Bearer ${secret}` } });
  const attached = Promise.withResolvers<Controlled>();
  const started = Promise.withResolvers<void>();
  const entries: LogEntry[] = [];
  let clock = { base: 0, since: 0, running: true };
  let moved = 0;
  const now = (): EpochMs => clock.base + (clock.running ? realNow() - clock.since : 0);
  const send = (message: object): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  socket.on("error", (error) => started.reject(error));
  socket.on("message", (data: Buffer) => {
    const request = JSON.parse(data.toString("utf8")) as Request;
    if (request.type === "clock") {
      if (clock.base > 0) moved += Math.max(0, (request.now ?? 0) - now());
      clock = { base: request.now ?? 0, since: realNow(), running: request.running ?? true };
      started.resolve();
      return;
    }
    const id = request.id ?? 0;
    attached.promise
      .then((bot) => answer(request, bot, entries))
      .then((reply) => send({ id, ...reply }))
      .catch((error: unknown) => send({ type: "error", id, message: String(error) }));
  });
  await started.promise;
  return {
    now,
    moved: () => moved,
    attach: (bot) => attached.resolve(bot),
    log: (entry) => {
      entries.push(entry);
      if (entries.length > logKept) entries.shift();
      send({ type: "log", entry });
    },
    close: () => socket.close(),
  };
}

async function answer(request: Request, bot: Controlled, entries: LogEntry[]): Promise<object> {
  switch (request.type) {
    case "next-due": {
      const due = await bot.nextDue();
      return { type: "due", at: due?.at ?? null, what: due?.what ?? "" };
    }
    case "run-due":
      await bot.runDue();
      return { type: "done" };
    case "settle":
      await bot.settle();
      return { type: "done" };
    case "due-timeline":
      return { type: "timeline", rows: await bot.timeline() };
    case "rows":
      return { type: "rows", ...(await bot.rows(request.table, request.limit ?? 50)) };
    case "logs":
      return { type: "logs", entries };
    default:
      throw new Error(`the bot does not know the request ${request.type}`);
  }
}
