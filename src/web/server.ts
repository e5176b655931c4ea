/** The web server: health for whoever watches the machine, and the members' private page. */
import { createServer, type Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { SiteDeps, SiteEnv } from "./deps.ts";
import { makeSite } from "./site.ts";

export interface Health {
  /** False when only a new start can help. */
  alive: boolean;
  /** The gateway is connected and has shown a heartbeat lately. */
  gateway: boolean;
  /** The database answers. */
  database: boolean;
}

export interface WebOptions extends Omit<SiteDeps, "address"> {
  /** 0 for any free one. */
  port: number;
  host: string;
  /** Where members reach the page; without it, where the server listens. Undefined and not on this machine: no page. */
  publicUrl: string | undefined;
  health(): Promise<Health>;
  /** Figures for a monitoring system, as text; undefined: there are none. */
  metrics?: (() => Promise<string>) | undefined;
}

export interface Web {
  /** Where the private page is; undefined when there is none. */
  address: string | undefined;
  port: number;
  close(): Promise<void>;
}

/** Times after which a slow client is let go, ms. */
const patience = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 5_000 };
const connections = 500;

/** Listens; resolves with the address under which the private page can be reached. */
export async function startWeb(options: WebOptions): Promise<Web> {
  const { host, port, publicUrl } = options;
  const watched = healthPages(options);
  let site: Hono<SiteEnv> | undefined;
  const answer = (request: Request, env: object): Response | Promise<Response> => {
    const { pathname } = new URL(request.url);
    // Figures are for the operator's own network: what came through a proxy came from outside.
    const outside = request.headers.has("x-forwarded-for") || request.headers.has("forwarded");
    if (watched.has(pathname) && !(outside && pathname === "/metrics")) return watched.get(pathname)!();
    return site?.fetch(request, env) ?? new Response("", { status: 404 });
  };
  const server = createAdaptorServer({ fetch: answer, createServer, serverOptions: patience }) as Server;
  server.maxConnections = connections;
  const listening = await listen(server, port, host);
  const address =
    publicUrl?.replace(/\/+$/, "") ?? (isHere(host) ? `http://${host}:${listening}` : undefined);
  // Within the same turn of the event loop as the answer to `listen`: no request comes before it.
  if (address !== undefined) site = makeSite({ ...options, address: () => address });
  return { address, port: listening, close: () => close(server) };
}

const isHere = (host: string): boolean => host === "127.0.0.1" || host === "::1" || host === "localhost";

/** Paths for whoever watches the machine, at the root whatever the address of the page. */
function healthPages({ health, metrics }: WebOptions): Map<string, () => Promise<Response>> {
  const answer = (ok: boolean, about: object) => Response.json({ ok, ...about }, { status: ok ? 200 : 503 });
  const pages = new Map<string, () => Promise<Response>>([
    [
      "/healthz",
      async () => {
        const { alive, gateway } = await health();
        return answer(alive, { gateway });
      },
    ],
    [
      "/readyz",
      async () => {
        const about = await health();
        return answer(about.gateway && about.database, about);
      },
    ],
  ]);
  if (metrics)
    pages.set(
      "/metrics",
      async () => new Response(await metrics(), { headers: { "Content-Type": "text/plain" } }),
    );
  return pages;
}

const portTaken = (port: number): string =>
  `PORT ${port} is taken by another program on this machine. Set PORT to one that is free, then start again.`;

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void =>
      reject(error.code === "EADDRINUSE" ? new Error(portTaken(port), { cause: error }) : error);
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      const bound = server.address();
      resolve(typeof bound === "object" && bound ? bound.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
