/** One WebSocket of the gateway: HELLO, IDENTIFY or RESUME, heartbeats, and what closes it. */
import { randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import { frameText } from "../frame-text.ts";
import { shardOf } from "../snowflake.ts";
import { renderGuildCreate, renderMember, renderUser } from "../world/render.ts";
import { untouchedGuildJson } from "../world/grown-json.ts";
import type { GatewayState } from "./state.ts";
import { Intent, KNOWN_INTENTS, PRIVILEGED } from "./intents.ts";
import { dispatch, forget, replay, write } from "./session.ts";
import type { Session } from "./session.ts";

/** How long a lost session can be resumed, real ms. */
const RESUMABLE_MS = 5 * 60_000;
/** Discord refuses a shard with more servers. */
const GUILDS_PER_SHARD = 2500;
/** Frames a client may send in a minute. */
const FRAMES_PER_MINUTE = 120;

interface Connection {
  socket: WebSocket;
  session: Session | null;
  frames: number;
  minuteFrom: number;
  overdue: NodeJS.Timeout | null;
}

interface Identify {
  token: string;
  intents: number;
  compress?: boolean;
  shard?: [number, number];
}

export function attach(state: GatewayState, socket: WebSocket, query: URLSearchParams): void {
  const connection: Connection = {
    socket,
    session: null,
    frames: 0,
    minuteFrom: state.clock.real(),
    overdue: null,
  };
  note(state, connection, "connected");
  if (!["9", "10"].includes(query.get("v") ?? "10"))
    return close(state, connection, 4012, "Invalid API version");
  if ((query.get("encoding") ?? "json") !== "json")
    return close(state, connection, 4002, "Only JSON is spoken here");

  socket.on("message", (data) => {
    try {
      receive(state, connection, frameText(data));
    } catch (error) {
      note(state, connection, `failed: ${String(error)}`);
      socket.close(4000, "Unknown error");
    }
  });
  socket.on("close", (code) => lost(state, connection, code));
  socket.on("error", (error) => note(state, connection, `socket error: ${error.message}`));
  write(socket, `{"op":10,"d":{"heartbeat_interval":${state.settings.heartbeatMs}}}`, false);
  expectHeartbeat(state, connection);
}

function receive(state: GatewayState, connection: Connection, text: string): void {
  if (tooManyFrames(state, connection)) return close(state, connection, 4008, "You are being rate limited.");
  const frame = parse(text);
  if (frame === undefined) return close(state, connection, 4002, "Error while decoding payload.");
  switch (frame.op) {
    case 1:
      return heartbeat(state, connection, frame.d);
    case 2:
      if (isAuthenticated(connection)) return close(state, connection, 4005, "Already authenticated.");
      return identify(state, connection, frame.d as Identify);
    case 6:
      if (isAuthenticated(connection)) return close(state, connection, 4005, "Already authenticated.");
      return resume(state, connection, frame.d as { token: string; session_id: string; seq: number });
    case 3:
    case 4:
    case 8:
    case 31:
      if (connection.session === null) return close(state, connection, 4003, "Not authenticated.");
      if (frame.op === 8) sendMembers(state, connection.session, frame.d as MembersRequest);
      return note(state, connection, `op ${frame.op}`);
    default:
      return close(state, connection, 4001, "Unknown opcode.");
  }
}

/** A session that was called invalid is not this connection's any more, until it is resumed. */
function isAuthenticated({ session, socket }: Connection): boolean {
  return session !== null && session.socket === socket;
}

function parse(text: string): { op: number; d: unknown } | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    if (typeof frame !== "object" || frame === null || !("op" in frame) || typeof frame.op !== "number")
      return undefined;
    return frame as { op: number; d: unknown };
  } catch {
    return undefined;
  }
}

function heartbeat(state: GatewayState, connection: Connection, seq: unknown): void {
  if (state.zombie) return;
  if (connection.session !== null && typeof seq === "number") forget(connection.session, seq);
  write(connection.socket, `{"op":11}`, connection.session?.compress ?? false);
  expectHeartbeat(state, connection);
}

function expectHeartbeat(state: GatewayState, connection: Connection): void {
  if (connection.overdue !== null) clearTimeout(connection.overdue);
  const patience = state.settings.heartbeatMs * 1.5;
  connection.overdue = setTimeout(() => close(state, connection, 4009, "Session timed out."), patience);
  connection.overdue.unref();
}

function identify(state: GatewayState, connection: Connection, asked: Identify): void {
  const [shard, count] = asked.shard ?? [0, 1];
  const refusal = whyNot(state, asked, shard, count);
  if (refusal !== undefined) return close(state, connection, ...refusal);
  if (identifiesTooFast(state, shard)) {
    note(state, connection, "IDENTIFY within five seconds of the last: invalid session");
    return write(connection.socket, `{"op":9,"d":false}`, false);
  }
  state.identifies += 1;
  state.zombie = false;
  const session: Session = {
    id: randomUUID().replaceAll("-", ""),
    shard,
    count,
    intents: asked.intents,
    socket: connection.socket,
    seq: 0,
    lostAt: null,
    replayFrom: 0,
    sent: [],
    compress: asked.compress === true,
  };
  connection.session = session;
  state.sessions.set(session.id, session);
  note(state, connection, `IDENTIFY shard ${shard}/${count}, intents ${asked.intents}`);
  greet(state, session).catch((error: unknown) =>
    note(state, connection, `greeting failed: ${String(error)}`),
  );
}

function whyNot(
  state: GatewayState,
  asked: Identify,
  shard: number,
  count: number,
): [number, string] | undefined {
  const { settings, world } = state;
  if (!authenticates(state, asked)) return [4004, "Authentication failed."];
  if (!Number.isInteger(shard) || !Number.isInteger(count) || count < 1 || shard < 0 || shard >= count) {
    return [4010, "Invalid shard."];
  }
  if (!Number.isInteger(asked.intents) || asked.intents < 0 || (asked.intents & ~KNOWN_INTENTS) !== 0) {
    return [4013, "Invalid intent(s)."];
  }
  for (const [name, bit] of Object.entries(PRIVILEGED)) {
    const allowed = settings.privileged.some((one) => one === name);
    if ((asked.intents & bit) !== 0 && !allowed) return [4014, "Disallowed intent(s)."];
  }
  let here = 0;
  for (const id of world.botGuildIds()) if (shardOf(id, count) === shard) here += 1;
  return here > GUILDS_PER_SHARD ? [4011, "Sharding required."] : undefined;
}

/** Some libraries write `Bot` before the token, as for REST; Discord takes both. */
function authenticates(state: GatewayState, asked: { token?: unknown } | null): boolean {
  const token = asked?.token;
  return typeof token === "string" && state.settings.acceptsToken(token.replace(/^Bot /, ""));
}

function identifiesTooFast(state: GatewayState, shard: number): boolean {
  if (!state.settings.limitIdentify) return false;
  const key = shard % state.settings.maxConcurrency;
  const before = state.identified.get(key);
  state.identified.set(key, state.clock.real());
  return before !== undefined && state.clock.real() - before < 5000;
}

/** READY, then one GUILD_CREATE per server of the shard, at the pace the reader takes them. */
async function greet(state: GatewayState, session: Session): Promise<void> {
  const { world } = state;
  const ids: string[] = [];
  for (const id of world.botGuildIds()) if (shardOf(id, session.count) === session.shard) ids.push(id);
  dispatch(session, "READY", JSON.stringify(ready(state, session, ids)));
  state.bus.emit({ type: "bot", online: true });
  if ((session.intents & Intent.Guilds) === 0) return;
  for (const id of ids) {
    if (session.socket === null) return;
    const cheap = untouchedGuildJson(world, id);
    const guild = cheap === undefined ? world.guild(id) : undefined;
    // A large world's servers are not kept for replay: whoever loses the connection meanwhile must identify anew.
    if (cheap !== undefined) dispatch(session, "GUILD_CREATE", cheap, false);
    else if (guild !== undefined)
      dispatch(session, "GUILD_CREATE", JSON.stringify(renderGuildCreate(world, guild)));
    if (session.socket.bufferedAmount > 1 << 22) await drained(session);
  }
}

async function drained(session: Session): Promise<void> {
  while (session.socket !== null && session.socket.bufferedAmount > 1 << 20) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function ready(state: GatewayState, session: Session, guildIds: string[]) {
  return {
    v: 10,
    user: { ...renderUser(state.world.bot), verified: true, mfa_enabled: false, email: null },
    guilds: guildIds.map((id) => ({ id, unavailable: true })),
    session_id: session.id,
    resume_gateway_url: state.settings.url(),
    session_type: "normal",
    shard: [session.shard, session.count],
    application: { id: state.world.bot.id, flags: 0 },
    private_channels: [],
    presences: [],
    relationships: [],
    user_settings: {},
    guild_join_requests: [],
    geo_ordered_rtc_regions: [],
    auth: {},
    _trace: ["sandbox"],
  };
}

function resume(
  state: GatewayState,
  connection: Connection,
  asked: { token: string; session_id: string; seq: number },
): void {
  if (!authenticates(state, asked)) return close(state, connection, 4004, "Authentication failed.");
  const session = state.sessions.get(asked.session_id);
  const expired = session?.lostAt != null && state.clock.real() - session.lostAt > RESUMABLE_MS;
  if (session === undefined || expired || asked.seq < session.replayFrom) {
    if (session !== undefined) state.sessions.delete(session.id);
    note(state, connection, "RESUME of an unknown session: invalid session");
    return write(connection.socket, `{"op":9,"d":false}`, false);
  }
  if (asked.seq > session.seq) return close(state, connection, 4007, "Invalid seq.");
  session.socket?.close(4000, "Resumed elsewhere");
  session.socket = connection.socket;
  session.lostAt = null;
  connection.session = session;
  state.zombie = false;
  const replayed = replay(session, asked.seq);
  dispatch(session, "RESUMED", `{"_trace":["sandbox"]}`);
  note(state, connection, `RESUME, ${replayed} events replayed`);
  state.bus.emit({ type: "bot", online: true });
}

function lost(state: GatewayState, connection: Connection, code: number): void {
  if (connection.overdue !== null) clearTimeout(connection.overdue);
  note(state, connection, `closed with ${code}`);
  const { session } = connection;
  if (session === null || session.socket !== connection.socket) return;
  session.socket = null;
  session.lostAt = state.clock.real();
  // A client that closes with 1000 or 1001 says that it will not come back.
  if (code === 1000 || code === 1001) state.sessions.delete(session.id);
  state.bus.emit({ type: "bot", online: [...state.sessions.values()].some((one) => one.socket !== null) });
}

interface MembersRequest {
  guild_id: string;
  user_ids?: string | string[];
  query?: string;
  limit?: number;
  nonce?: string;
}

/** The whole list wants the members intent; single members by id do not. */
function sendMembers(state: GatewayState, session: Session, asked: MembersRequest): void {
  const guild = state.world.guild(asked.guild_id);
  if (guild === undefined || !guild.hasBot) return;
  const all = asked.user_ids === undefined;
  if (all && (asked.query ?? "") === "" && (session.intents & Intent.GuildMembers) === 0) return;
  const ids = all ? [...guild.members.keys()] : [asked.user_ids ?? []].flat();
  const found = ids.flatMap((id) => {
    const member = state.world.member(guild.id, id);
    return member === undefined ? [] : [renderMember(member, state.world.user(id))];
  });
  const wanted = found.filter((member) => (member.user.username ?? "").startsWith(asked.query ?? ""));
  const members = wanted.slice(0, asked.limit || 1000);
  const notFound = ids.filter((id) => state.world.member(guild.id, id) === undefined);
  const data = {
    guild_id: guild.id,
    members,
    chunk_index: 0,
    chunk_count: 1,
    not_found: notFound,
    ...(asked.nonce === undefined ? {} : { nonce: asked.nonce }),
  };
  dispatch(session, "GUILD_MEMBERS_CHUNK", JSON.stringify(data));
}

function tooManyFrames(state: GatewayState, connection: Connection): boolean {
  const now = state.clock.real();
  if (now - connection.minuteFrom > 60_000) {
    connection.minuteFrom = now;
    connection.frames = 0;
  }
  connection.frames += 1;
  return connection.frames > FRAMES_PER_MINUTE;
}

function close(state: GatewayState, connection: Connection, code: number, reason: string): void {
  note(state, connection, `closing with ${code}: ${reason}`);
  connection.socket.close(code, reason);
}

function note(state: GatewayState, connection: Connection, what: string): void {
  state.log.add({ kind: "gateway", what, shard: connection.session?.shard ?? null });
}
