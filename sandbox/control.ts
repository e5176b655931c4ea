/** The sandbox's end of the control channel; `control-protocol.ts` says what goes over it. */
import { timingSafeEqual } from "node:crypto";
import type { WebSocket } from "ws";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { BotLogEntry, ControlReply, ControlRequest, TimelineRow } from "./control-protocol.ts";
import { frameText } from "./frame-text.ts";
import type { Log } from "./log.ts";
import type { Part } from "./server.ts";

/** How long a bot may take to answer, real ms. */
const PATIENCE_MS = 60_000;

type WithoutId<T> = T extends { id: number } ? Omit<T, "id"> : never;
type Question = WithoutId<ControlRequest>;
type Reply<T extends ControlReply["type"]> = Extract<ControlReply, { type: T }>;

export interface Control {
  part: Part;
  /** How many processes are attached. */
  peers(): number;
  /** Resolves when at least `count` processes are attached. */
  attached(count?: number): Promise<void>;
  nextDue(): Promise<{ at: number; what: string } | null>;
  runDue(): Promise<void>;
  /** Resolves when no handler of the bot is running. At once when nobody is attached. */
  settle(): Promise<void>;
  timeline(): Promise<TimelineRow[]>;
  rows(
    table: string | undefined,
    limit: number,
  ): Promise<{ tables: string[]; table: string; rows: Record<string, unknown>[] }>;
  logs(): Promise<BotLogEntry[]>;
  tellClock(): void;
}

interface Peer {
  socket: WebSocket;
  waiting: Map<number, { resolve(reply: ControlReply): void; reject(error: Error): void }>;
}

export function makeControl(deps: { clock: Clock; log: Log; bus: Bus; secret: string }): Control {
  const peers = new Set<Peer>();
  const arrivals: (() => void)[] = [];
  let lastId = 0;

  const send = (peer: Peer, message: ControlRequest) => peer.socket.send(JSON.stringify(message));
  const clockNow = (): ControlRequest => ({
    type: "clock",
    now: deps.clock.now(),
    running: deps.clock.running,
  });

  async function ask<T extends ControlReply["type"]>(
    peer: Peer,
    question: Question,
    expected: T,
  ): Promise<Reply<T>> {
    lastId += 1;
    const id = lastId;
    const reply = await new Promise<ControlReply>((resolve, reject) => {
      const late = () =>
        reject(new Error(`The bot did not answer "${question.type}" in ${PATIENCE_MS / 1000} s.`));
      const timer = setTimeout(late, PATIENCE_MS);
      peer.waiting.set(id, { resolve, reject });
      send(peer, { ...question, id } as ControlRequest);
      timer.unref();
    }).finally(() => peer.waiting.delete(id));
    if (reply.type === "error") throw new Error(`The bot could not do "${question.type}": ${reply.message}`);
    if (reply.type !== expected) throw new Error(`The bot answered "${question.type}" with "${reply.type}".`);
    return reply as Reply<T>;
  }

  const askAll = <T extends ControlReply["type"]>(question: Question, expected: T) =>
    Promise.all([...peers].map((peer) => ask(peer, question, expected)));

  function receive(peer: Peer, text: string) {
    const reply = JSON.parse(text) as ControlReply;
    if (reply.type === "log") {
      const { level, message, data } = reply.entry;
      deps.log.add({ kind: "bot", level, message, ...(data === undefined ? {} : { data }) });
      return;
    }
    peer.waiting.get(reply.id)?.resolve(reply);
  }

  function connect(socket: WebSocket) {
    const peer: Peer = { socket, waiting: new Map() };
    peers.add(peer);
    socket.on("message", (data) => {
      try {
        receive(peer, frameText(data));
      } catch (error) {
        deps.log.add({ kind: "sandbox", message: `Unreadable on the control channel: ${String(error)}` });
      }
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      peers.delete(peer);
      for (const waiting of peer.waiting.values())
        waiting.reject(new Error("The bot left the control channel."));
      deps.bus.emit({ type: "clock" });
    });
    send(peer, clockNow());
    for (const wake of arrivals.splice(0)) wake();
    deps.bus.emit({ type: "clock" });
  }

  const control: Control = {
    part: {
      upgrade: (path, incoming) => {
        if (path !== "/control") return undefined;
        return same(incoming.headers.authorization ?? "", `Bearer ${deps.secret}`) ? true : 401;
      },
      connect: (_path, _query, socket) => connect(socket),
    },
    peers: () => peers.size,
    async attached(count = 1) {
      while (peers.size < count) await new Promise<void>((resolve) => arrivals.push(resolve));
    },
    async nextDue() {
      const dues = await askAll({ type: "next-due" }, "due");
      let first: { at: number; what: string } | null = null;
      for (const { at, what } of dues)
        if (at !== null && (first === null || at < first.at)) first = { at, what };
      return first;
    },
    async runDue() {
      await askAll({ type: "run-due" }, "done");
    },
    async settle() {
      await askAll({ type: "settle" }, "done");
    },
    async timeline() {
      const answers = await askAll({ type: "due-timeline" }, "timeline");
      return answers.flatMap((answer) => answer.rows).sort((a, b) => a.at - b.at);
    },
    async rows(table, limit) {
      const [peer] = peers;
      if (peer === undefined) return { tables: [], table: "", rows: [] };
      const {
        tables,
        table: shown,
        rows,
      } = await ask(peer, { type: "rows", limit, ...(table === undefined ? {} : { table }) }, "rows");
      return { tables, table: shown, rows };
    },
    async logs() {
      const answers = await askAll({ type: "logs" }, "logs");
      return answers.flatMap((answer) => answer.entries).sort((a, b) => a.at - b.at);
    },
    tellClock() {
      for (const peer of peers) send(peer, clockNow());
    },
  };
  deps.clock.onMove(() => control.tellClock());
  return control;
}

function same(given: string, wanted: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(wanted);
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
