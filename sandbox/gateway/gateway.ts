/** Gateway v10: who is connected as which shard, and what each is told. */
import type { WebSocket } from "ws";
import type { GatewayFault } from "../page-protocol.ts";
import { shardOf } from "../snowflake.ts";
import type { Message } from "../world/entities.ts";
import { renderMember, renderMessage } from "../world/render.ts";
import { attach } from "./connection.ts";
import { Intent, hears } from "./intents.ts";
import type { GatewayState } from "./state.ts";
import { dispatch, write } from "./session.ts";
import type { Session } from "./session.ts";

export interface Gateway {
  connect(socket: WebSocket, query: URLSearchParams): void;
  /** Sends an event to the shards it concerns. Returns how many sessions took it, those to be resumed included. */
  send(name: string, guildId: string | null, data: unknown): number;
  online(): boolean;
  sessions(): Session[];
  identifies(): number;
  fault(what: GatewayFault): void;
  /** Closes every connection. @param code gateway close code. */
  closeAll(code: number, reason: string): void;
}

export function makeGateway(
  deps: Pick<GatewayState, "settings" | "world" | "clock" | "log" | "bus">,
): Gateway {
  const state: GatewayState = {
    ...deps,
    sessions: new Map(),
    zombie: false,
    identified: new Map(),
    identifies: 0,
  };
  const gateway: Gateway = {
    connect: (socket, query) => attach(state, socket, query),
    send: (name, guildId, data) => send(state, name, guildId, data),
    online: () => [...state.sessions.values()].some((session) => session.socket !== null),
    sessions: () => [...state.sessions.values()],
    identifies: () => state.identifies,
    fault: (what) => inflict(state, what),
    closeAll(code, reason) {
      for (const session of state.sessions.values()) session.socket?.close(code, reason);
    },
  };
  deps.bus.on((event) => {
    if (event.type === "dispatch") gateway.send(event.name, event.guildId, event.data);
    if (event.type === "message" && event.message.visibleTo === null) {
      sendMessage(state, event.change, event.channel.guildId, event.message);
    }
  });
  return gateway;
}

function send(state: GatewayState, name: string, guildId: string | null, data: unknown): number {
  let json: string | undefined;
  let reached = 0;
  for (const session of state.sessions.values()) {
    if (shardOf(guildId, session.count) !== session.shard || !hears(session.intents, name, guildId)) continue;
    json ??= JSON.stringify(data);
    if (!state.zombie) dispatch(session, name, json);
    state.log.add({ kind: "dispatch", event: name, shard: session.shard, data });
    reached += 1;
  }
  return reached;
}

function sendMessage(
  state: GatewayState,
  change: "created" | "updated" | "deleted",
  guildId: string | null,
  message: Message,
): void {
  const { world } = state;
  const name = { created: "MESSAGE_CREATE", updated: "MESSAGE_UPDATE", deleted: "MESSAGE_DELETE" }[change];
  const guild = guildId === null ? {} : { guild_id: guildId };
  for (const session of state.sessions.values()) {
    if (shardOf(guildId, session.count) !== session.shard || !hears(session.intents, name, guildId)) continue;
    const { id, raw } = message;
    const author = guildId === null ? undefined : world.member(guildId, raw.author.id);
    const data =
      change === "deleted"
        ? { id, channel_id: raw.channel_id, ...guild }
        : {
            ...renderMessage(world, message, (session.intents & Intent.MessageContent) !== 0),
            ...guild,
            ...(author === undefined ? {} : { member: renderMember(author) }),
          };
    if (!state.zombie) dispatch(session, name, JSON.stringify(data));
    state.log.add({ kind: "dispatch", event: name, shard: session.shard, data });
  }
}

function inflict(state: GatewayState, what: GatewayFault): void {
  state.log.add({ kind: "gateway", what: `fault: ${what}`, shard: null });
  if (what === "zombie") state.zombie = true;
  for (const session of state.sessions.values()) {
    if (session.socket !== null) inflictOne(state, session, session.socket, what);
  }
}

function inflictOne(state: GatewayState, session: Session, socket: WebSocket, what: GatewayFault): void {
  switch (what) {
    case "drop":
      return socket.terminate();
    case "reconnect":
      return write(socket, `{"op":7,"d":null}`, session.compress);
    case "invalid_session":
      state.sessions.delete(session.id);
      return write(socket, `{"op":9,"d":false}`, session.compress);
    case "invalid_session_resumable":
      // The connection stays; the session is nobody's until it is resumed.
      session.socket = null;
      session.lostAt = state.clock.real();
      return write(socket, `{"op":9,"d":true}`, session.compress);
    case "zombie":
      return undefined;
  }
}
