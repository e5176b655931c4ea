/** One port for everything: REST, attachments, gateway, control channel and page. */
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import type { WebSocket } from "ws";
import type { Core } from "./core.ts";
import { serveRest } from "./rest/rest.ts";
import type { InFlight } from "./rest/rest.ts";

/** A part of the server with a place of its own. Answers whether the request was for it. */
export interface Part {
  request?(
    path: string,
    query: URLSearchParams,
    incoming: IncomingMessage,
    outgoing: ServerResponse,
  ): boolean;
  /** A WebSocket under this path; refused with the status it gives back instead of `true`. */
  upgrade?(path: string, incoming: IncomingMessage): true | number | undefined;
  connect?(path: string, query: URLSearchParams, socket: WebSocket, incoming: IncomingMessage): void;
}

export interface Server {
  port: number;
  close(): Promise<void>;
}

export async function listen(core: Core, inFlight: InFlight, parts: Part[]): Promise<Server> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 8 * 1024 * 1024 });
  const open = new Set<Socket>();
  const server = createServer({ keepAliveTimeout: 30_000 }, (incoming, outgoing) => {
    handle(core, inFlight, parts, incoming, outgoing).catch((error: unknown) => {
      core.log.add({ kind: "sandbox", message: `Request failed: ${String(error)}` });
      if (!outgoing.headersSent) outgoing.writeHead(500).end();
    });
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  server.on("upgrade", (incoming, socket, head) => {
    const { path, query } = split(incoming);
    const part = parts.find((one) => one.upgrade?.(path, incoming) !== undefined);
    const verdict = part?.upgrade?.(path, incoming) ?? 404;
    if (verdict !== true || part === undefined) {
      socket.end(`HTTP/1.1 ${verdict} Refused\r\nconnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(incoming, socket, head, (ws) => part.connect?.(path, query, ws, incoming));
  });

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(core.settings.port, core.settings.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const client of sockets.clients) client.close(1001, "The sandbox is closing");
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

async function handle(
  core: Core,
  inFlight: InFlight,
  parts: Part[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { path, query } = split(incoming);
  const api = /^\/api(?:\/v(\d+))?(\/.*)$/.exec(path);
  if (api?.[2] !== undefined) return serveRest(core, inFlight, api[2], query, incoming, outgoing);
  if (parts.some((part) => part.request?.(path, query, incoming, outgoing))) return undefined;
  outgoing.writeHead(404, { "content-type": "text/plain" }).end("Nothing here.");
  return undefined;
}

function split(incoming: IncomingMessage): { path: string; query: URLSearchParams } {
  const text = incoming.url ?? "/";
  const cut = text.indexOf("?");
  return {
    path: cut < 0 ? text : text.slice(0, cut),
    query: new URLSearchParams(cut < 0 ? "" : text.slice(cut + 1)),
  };
}
