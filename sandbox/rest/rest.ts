/** A REST request from its first byte to its answer: fault, rate limit, token, body, route, log. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Core } from "../core.ts";
import { DiscordError, refusals } from "../discord-error.ts";
import type { Fault, Problem } from "../page-protocol.ts";
import { readBody } from "./body.ts";
import { callbackRoutes } from "./callbacks.ts";
import { commandRoutes } from "./commands.ts";
import { guildRoutes } from "./guilds.ts";
import { messageRoutes } from "./messages.ts";
import { makeRouter } from "./route.ts";
import type { Match, RestAnswer, RestRequest } from "./route.ts";
import { userRoutes } from "./users.ts";
import { webhookRoutes } from "./webhooks.ts";

const find = makeRouter([
  ...userRoutes,
  ...messageRoutes,
  ...guildRoutes,
  ...commandRoutes,
  ...callbackRoutes,
  ...webhookRoutes,
]);

/** Requests being carried out at this moment; and who waits for there to be none. */
export interface InFlight {
  count: number;
  idle: (() => void)[];
}

/** @param path without the prefix `/api/v10`. */
export async function serveRest(
  core: Core,
  inFlight: InFlight,
  path: string,
  query: URLSearchParams,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const startedAt = core.clock.real();
  const method = incoming.method ?? "GET";
  inFlight.count += 1;
  outgoing.once("close", () => {
    inFlight.count -= 1;
    if (inFlight.count === 0) for (const wake of inFlight.idle.splice(0)) wake();
  });

  const fault = core.faults.meet(`${method} ${path}`);
  if (fault?.kind === "hang") return void incoming.resume();
  if (fault?.kind === "slow") await new Promise((resolve) => setTimeout(resolve, fault.ms));

  const request: RestRequest = { params: {}, query, body: undefined, uploads: [], unknown: [] };
  let answer: RestAnswer;
  let headers: Record<string, string> = {};
  let problems: Problem[] = [];
  try {
    refuseByFault(fault);
    const match = find(method, path);
    headers = limit(core, match);
    authorize(core, match, incoming);
    Object.assign(request, { params: match.params }, await readBody(incoming));
    answer = match.route.handle(core, request);
  } catch (error) {
    const refusal = error instanceof DiscordError ? error : unexpected(core, error);
    problems = fault === undefined ? refusal.problems : [];
    answer = { status: refusal.status, body: refusal.body() };
    headers = { ...headers, ...refusal.headers };
  }
  note(core, { method, path, request, answer, problems, fault, ms: core.clock.real() - startedAt });
  if (fault?.kind === "cut") return void incoming.socket.destroy();
  send(outgoing, answer, headers);
}

function refuseByFault(fault: Fault | undefined): void {
  if (fault?.kind === "down") throw new DiscordError(503, 0, "upstream connect error");
  if (fault?.kind !== "status") return;
  if (fault.status === 429) throw tooMany(fault.retryAfter ?? 1, false);
  throw new DiscordError(fault.status, 0, `${fault.status}: Internal Server Error`);
}

function tooMany(retryAfter: number, global: boolean, headers: Record<string, string> = {}): DiscordError {
  const extra = { retry_after: Number(retryAfter.toFixed(3)), global };
  const refusal = new DiscordError(429, 0, "You are being rate limited.", [], extra);
  refusal.headers = { ...headers, "retry-after": retryAfter.toFixed(3) };
  return refusal;
}

function limit(core: Core, { route, params }: Match): Record<string, string> {
  const verdict = core.limits.take({
    route: `${route.method} ${route.path}`,
    major: params.channel ?? params.guild ?? params.token ?? "",
    bucket: route.bucket,
    exemptFromGlobal: route.exemptFromGlobal,
  });
  if (verdict.retryAfter === undefined) return verdict.headers;
  throw tooMany(verdict.retryAfter, verdict.global === true, verdict.headers);
}

function authorize(core: Core, { route }: Match, incoming: IncomingMessage): void {
  if (!route.auth) return;
  const [scheme, token] = (incoming.headers.authorization ?? "").split(" ");
  if (scheme !== "Bot" || token === undefined || !core.acceptsToken(token)) throw refusals.unauthorized();
}

function unexpected(core: Core, error: unknown): DiscordError {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  core.log.add({ kind: "sandbox", message: `The sandbox itself failed: ${text}` });
  return new DiscordError(500, 0, "500: Internal Server Error");
}

function send(outgoing: ServerResponse, answer: RestAnswer, headers: Record<string, string>): void {
  if (answer.body === undefined) {
    outgoing.writeHead(answer.status, headers).end();
    return;
  }
  const text = JSON.stringify(answer.body);
  outgoing
    .writeHead(answer.status, {
      ...headers,
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(text)),
    })
    .end(text);
}

interface Noted {
  method: string;
  path: string;
  request: RestRequest;
  answer: RestAnswer;
  problems: Problem[];
  fault: Fault | undefined;
  ms: number;
}

function note(core: Core, { method, path, request, answer, problems, fault, ms }: Noted): void {
  const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
  core.log.add({
    kind: "request",
    method,
    path: shortened(path) + query,
    status: answer.status,
    ms: Math.round(ms * 100) / 100,
    body: request.body,
    answer: answer.body,
    problems,
    unknown: request.unknown,
    ...(fault === undefined ? {} : { fault: fault.kind }),
  });
}

/** Interaction tokens are long, and keys to answers: only their first letters are noted. */
function shortened(path: string): string {
  return path.replace(/^(\/(?:webhooks|interactions)\/\d+\/[^/]{6})[^/]*/, "$1…");
}
