/** The browser page's side of the server: its files, its events, its actions. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { NoAnswer } from "../interactions/registry.ts";
import { DriverError } from "../driver/driver-error.ts";
import { findPlace, visibleMessages } from "../driver/places.ts";
import type { ActRequest, ActResponse } from "../page-protocol.ts";
import { readBody } from "../rest/body.ts";
import type { Part } from "../server.ts";
import type { User } from "../world/entities.ts";
import { act } from "./act.ts";
import type { ActDeps } from "./act.ts";
import { isOwn } from "./guard.ts";
import { makeHub } from "./hub.ts";
import { makePageFiles } from "./static.ts";

export function pagePart(deps: ActDeps): Part {
  const { core } = deps;
  const hub = makeHub(deps);
  const files = makePageFiles();
  const guarded = (incoming: IncomingMessage) => isOwn(incoming, core.settings.host);

  return {
    request(path, query, incoming, outgoing) {
      if (path !== "/" && path !== "/index.html" && !path.startsWith("/page/")) return false;
      if (!guarded(incoming)) {
        outgoing
          .writeHead(403, { "content-type": "text/plain" })
          .end("The sandbox answers its own page only.");
        return true;
      }
      serve(path, query, incoming, outgoing).catch((error: unknown) => {
        core.log.add({ kind: "sandbox", message: `The page's request failed: ${String(error)}` });
        if (!outgoing.headersSent) outgoing.writeHead(500);
        outgoing.end();
      });
      return true;
    },
    upgrade: (path, incoming) => (path === "/page/events" ? guarded(incoming) || 403 : undefined),
    connect(_path, query, socket) {
      const user = viewerCalled(query.get("as"));
      if (user === undefined) socket.close(4404, "No such persona");
      else hub.attach(socket, user);
    },
  };

  /** By id or handle; the first of all when not named. */
  function viewerCalled(as: string | null): User | undefined {
    if (as === null || as === "") return [...core.world.users.values()].find((user) => !user.bot);
    const user = /^\d+$/.test(as) ? core.world.user(as) : core.world.byHandle(as);
    return user?.bot === true ? undefined : user;
  }

  async function serve(
    path: string,
    query: URLSearchParams,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ) {
    if (path === "/page/act" && incoming.method === "POST")
      return json(outgoing, 200, await carryOut(incoming));
    if (path === "/page/messages") return json(outgoing, 200, older(query));
    const file = incoming.method === "GET" ? await files.find(path) : undefined;
    if (file === undefined)
      return void outgoing.writeHead(404, { "content-type": "text/plain" }).end("Nothing here.");
    outgoing
      .writeHead(200, {
        "content-type": file.type,
        "content-encoding": "gzip",
        "content-length": String(file.bytes.byteLength),
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        ...file.headers,
      })
      .end(file.bytes);
    return undefined;
  }

  async function carryOut(incoming: IncomingMessage): Promise<ActResponse> {
    try {
      if (!(incoming.headers["content-type"] ?? "").startsWith("application/json")) {
        throw new DriverError("bad-request", "Actions are sent as JSON.");
      }
      const { as, action } = (await readBody(incoming)).body as ActRequest;
      const user = viewerCalled(as);
      if (user === undefined) throw new DriverError("unknown-user", "There is no such persona.");
      return { ok: true, result: await act(deps, user, action) };
    } catch (error) {
      return { ok: false, error: explained(error) };
    }
  }

  function older(query: URLSearchParams) {
    const user = viewerCalled(query.get("as"));
    if (user === undefined) return [];
    const channel = findPlace(core, user, query.get("channel") ?? "0");
    const before = query.get("before");
    const limit = Math.min(100, Math.max(1, Number(query.get("limit") ?? 50)));
    const all = visibleMessages(user, channel).filter(
      ({ id }) => before === null || BigInt(id) < BigInt(before),
    );
    return all
      .slice(-limit)
      .reverse()
      .map((message) => message.raw);
  }
}

function explained(error: unknown): { reason: string; message: string; options?: string[] } {
  if (error instanceof DriverError)
    return { reason: error.reason, message: error.sentence, options: error.options };
  if (error instanceof NoAnswer) return { reason: "no-answer", message: error.reason };
  return { reason: "failed", message: error instanceof Error ? error.message : String(error) };
}

function json(outgoing: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  outgoing
    .writeHead(status, {
      "content-type": "application/json; charset=utf-8",
      "content-length": String(Buffer.byteLength(text)),
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    })
    .end(text);
}
