/** A bot without a library: exactly the frames and requests that a test wants. */
import { WebSocket } from "ws";
import type { Sandbox } from "#sandbox/sandbox.ts";

export interface Frame {
  op: number;
  t?: string | null;
  s?: number | null;
  d?: unknown;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  headers: Headers;
}

export interface CallOptions {
  token?: string | null;
  files?: { name: string; bytes: Uint8Array; type?: string }[];
}

/** One REST request. @param path without `/api/v10`. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  { token = sandbox.token, files = [] }: CallOptions = {},
): Promise<Answer> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bot ${token}` };
  let sent: string | FormData | null = null;
  if (files.length > 0) {
    sent = new FormData();
    sent.append("payload_json", JSON.stringify(body));
    for (const [index, { name, bytes, type }] of files.entries()) {
      sent.append(`files[${index}]`, new Blob([new Uint8Array(bytes)], { type: type ?? "text/plain" }), name);
    }
  } else if (body !== undefined) {
    sent = JSON.stringify(body);
    headers["content-type"] = "application/json";
  }
  const response = await fetch(`${sandbox.api}/v10${path}`, { method, headers, body: sent });
  const text = await response.text();
  const parsed =
    text.startsWith("{") || text.startsWith("[") ? (JSON.parse(text) as Record<string, unknown>) : {};
  return { status: response.status, body: parsed, headers: response.headers };
}

export interface RawGateway extends AsyncDisposable {
  socket: WebSocket;
  frames: Frame[];
  send(op: number, d?: unknown): void;
  /** The next frame that fits, those that came already included; each is given once. */
  next(fits: (frame: Frame) => boolean): Promise<Frame>;
  event(name: string): Promise<Frame>;
  closed: Promise<number>;
}

export function openGateway(sandbox: Sandbox, query = "?v=10&encoding=json"): RawGateway {
  const socket = new WebSocket(`${sandbox.url.replace("http", "ws")}/gateway${query}`);
  const frames: Frame[] = [];
  const taken = new Set<Frame>();
  const waiting: (() => void)[] = [];
  socket.on("message", (data: Buffer) => {
    frames.push(JSON.parse(data.toString("utf8")) as Frame);
    for (const wake of waiting.splice(0)) wake();
  });
  socket.on("error", () => undefined);
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  const gateway: RawGateway = {
    socket,
    frames,
    closed,
    send: (op, d = null) => socket.send(JSON.stringify({ op, d })),
    async next(fits) {
      for (;;) {
        const frame = frames.find((one) => !taken.has(one) && fits(one));
        if (frame !== undefined) {
          taken.add(frame);
          return frame;
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    event: (name) => gateway.next((frame) => frame.t === name),
    async [Symbol.asyncDispose]() {
      if (socket.readyState === socket.CLOSED) return;
      socket.close(1000);
      await closed;
    },
  };
  return gateway;
}

/** Opens a connection and identifies. @param d properties of IDENTIFY beside the token. */
export async function identified(sandbox: Sandbox, d: Record<string, unknown> = {}): Promise<RawGateway> {
  const gateway = openGateway(sandbox);
  await gateway.next((frame) => frame.op === 10);
  gateway.send(2, { token: sandbox.token, intents: 1, properties: {}, ...d });
  await gateway.event("READY");
  return gateway;
}

export interface Received {
  id: string;
  token: string;
  type: number;
  data: Record<string, unknown>;
  [key: string]: unknown;
}

/** The next interaction the bot is sent. */
export async function interaction(gateway: RawGateway): Promise<Received> {
  return (await gateway.event("INTERACTION_CREATE")).d as Received;
}

/** Answers it. */
export function answer(
  sandbox: Sandbox,
  { id, token }: Received,
  body: unknown,
  options: CallOptions = {},
): Promise<Answer> {
  return call(sandbox, "POST", `/interactions/${id}/${token}/callback`, body, { token: null, ...options });
}

/** Registers commands as they are given, a description apart. */
export function register(sandbox: Sandbox, commands: Record<string, unknown>[]): Promise<Answer> {
  const body = commands.map((command) => ({ description: "A command", ...command }));
  return call(sandbox, "PUT", `/applications/${sandbox.applicationId}/commands`, body);
}

/** Places and codes of a 50035 answer: `components.0.label BASE_TYPE_REQUIRED`. */
export function complaints(answered: Answer): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string[]) => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, value] of Object.entries(node)) {
      if (key !== "_errors") walk(value, [...path, key]);
      else for (const { code } of value as { code: string }[]) found.push(`${path.join(".")} ${code}`.trim());
    }
  };
  walk(answered.body.errors, []);
  return found;
}

/** Id of a channel of the first server by its name. */
export function channelId(sandbox: Sandbox, name = "check-ins"): string {
  for (const channel of sandbox.world.channels.values()) if (channel.name === name) return channel.id;
  throw new Error(`No channel ${name}`);
}
