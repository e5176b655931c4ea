import type { APIMessage } from "discord-api-types/v10";
import type { ActResult, Action, PageEvent } from "../../page-protocol.ts";
import { ActError, act, sentenceOf } from "./act.ts";
import { setClock } from "./clock.ts";
import { withoutVanished } from "./ephemeral.ts";
import { makeLog } from "./log.ts";
import type { PageLog } from "./log.ts";
import { notify } from "./notices.ts";
import { reduce, withOlder } from "./reduce.ts";
import type { Link, PaneState } from "./state.ts";

/** One persona's view of the sandbox, kept up to date over a socket. */
export interface Store {
  state(): PaneState | null;
  link(): Link;
  readonly log: PageLog;
  subscribe(listener: () => void): () => void;
  /** Throws an `ActError`. */
  act(action: Action): Promise<ActResult>;
  /** Acts and leaves the outcome to what comes over the socket; a refusal is shown as a notice. */
  perform(action: Action): void;
  /** Fetches the messages before the oldest known. @returns whether there may be more. */
  loadOlder(channelId: string): Promise<boolean>;
  close(): void;
}

/** Messages fetched at once. */
const PAGE = 100;
const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 5000;

/** @param as user id or handle; the sandbox's first persona when left out. */
export function makeStore(as: string | null): Store {
  let state: PaneState | null = null;
  let link: Link = "connecting";
  let socket: WebSocket | null = null;
  let retryMs = FIRST_RETRY_MS;
  let closed = false;
  const log = makeLog();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  const me = () => state?.me.id ?? as ?? "";

  function take(event: PageEvent) {
    if (event.type === "log") return log.add(event.entries);
    if (event.type === "snapshot") {
      log.add(event.log);
      link = "live";
      retryMs = FIRST_RETRY_MS;
    }
    if (event.type === "snapshot" || event.type === "clock") setClock(event.clock);
    const seen = event.type === "snapshot" ? { ...event, messages: withoutVanished(event.messages) } : event;
    state = reduce(state, seen, Date.now());
    changed();
  }

  function connect() {
    const query = me() === "" ? "" : `?as=${encodeURIComponent(me())}`;
    socket = new WebSocket(
      `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/page/events${query}`,
    );
    socket.addEventListener("message", ({ data }) => take(JSON.parse(String(data)) as PageEvent));
    socket.addEventListener("close", () => {
      if (closed) return;
      link = state === null ? "connecting" : "lost";
      changed();
      setTimeout(() => !closed && connect(), retryMs);
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    });
  }

  connect();
  return {
    state: () => state,
    link: () => link,
    log,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    act: (action) => act(me(), action),
    perform(action) {
      act(me(), action).catch((error: unknown) => {
        // Told over the socket, and shown where it happened.
        if (error instanceof ActError && error.reason === "no-answer") return;
        notify(sentenceOf(error));
      });
    },
    async loadOlder(channelId) {
      const oldest = state?.messages[channelId]?.[0]?.id;
      const older = await fetchMessages(me(), channelId, oldest);
      if (state !== null && older.length > 0) {
        state = withOlder(state, channelId, older);
        changed();
      }
      return older.length === PAGE;
    },
    close() {
      closed = true;
      socket?.close();
      listeners.clear();
    },
  };
}

async function fetchMessages(as: string, channel: string, before: string | undefined): Promise<APIMessage[]> {
  const query = new URLSearchParams({ as, channel, limit: String(PAGE) });
  if (before !== undefined) query.set("before", before);
  const response = await fetch(`/page/messages?${query}`);
  return response.ok ? ((await response.json()) as APIMessage[]) : [];
}
