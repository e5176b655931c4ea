/** What a REST route is, and how a path finds its own. */
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import type { Upload } from "../files.ts";
import type { Bucket } from "../rate-limits.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface RestRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  uploads: Upload[];
  /** Filled by the checks: properties Discord does not know. */
  unknown: string[];
}

/** `body` undefined: 204. */
export interface RestAnswer {
  status: number;
  body?: unknown;
}

export interface Route {
  method: Method;
  /** `/channels/:channel/messages`. */
  path: string;
  /** Bot token wanted. Interaction and webhook routes carry their own. */
  auth: boolean;
  bucket: Bucket | null;
  /** Interaction routes do not count towards the 50 a second. */
  exemptFromGlobal: boolean;
  handle(core: Core, request: RestRequest): RestAnswer;
}

type Handle = Route["handle"];

/** A route that wants the bot's token. */
export function route(method: Method, path: string, bucket: Bucket | null, handle: Handle): Route {
  return { method, path, auth: true, bucket, exemptFromGlobal: false, handle };
}

/** A route whose path holds an interaction's token. */
export function tokenRoute(method: Method, path: string, bucket: Bucket | null, handle: Handle): Route {
  return { method, path, auth: false, bucket, exemptFromGlobal: true, handle };
}

export const ok = (body: unknown): RestAnswer => ({ status: 200, body });
export const noContent: RestAnswer = { status: 204 };

interface Node {
  fixed: Map<string, Node>;
  param: { name: string; node: Node } | null;
  routes: Map<string, { route: Route; names: string[] }>;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds routes by method and path. A fixed part of a path goes before a parameter. */
export function makeRouter(routes: Route[]): (method: string, path: string) => Match {
  const root = node();
  for (const one of routes) {
    let at = root;
    const names: string[] = [];
    for (const part of one.path.split("/").slice(1)) {
      if (part.startsWith(":")) {
        names.push(part.slice(1));
        at.param ??= { name: part, node: node() };
        at = at.param.node;
      } else {
        const next = at.fixed.get(part) ?? node();
        at.fixed.set(part, next);
        at = next;
      }
    }
    at.routes.set(one.method, { route: one, names });
  }

  return function find(method, path) {
    const values: string[] = [];
    const found = descend(root, path.split("/").slice(1), values);
    if (found === undefined) throw refusals.notFound();
    const hit = found.routes.get(method);
    if (hit === undefined) throw refusals.methodNotAllowed();
    const params: Record<string, string> = {};
    for (const [index, name] of hit.names.entries()) params[name] = decodeURIComponent(values[index] ?? "");
    return { route: hit.route, params };
  };
}

function descend(at: Node, parts: string[], values: string[]): Node | undefined {
  const [part, ...rest] = parts;
  if (part === undefined) return at.routes.size > 0 ? at : undefined;
  const fixed = at.fixed.get(part);
  const viaFixed = fixed === undefined ? undefined : descend(fixed, rest, values);
  if (viaFixed !== undefined || at.param === null) return viaFixed;
  values.push(part);
  const viaParam = descend(at.param.node, rest, values);
  if (viaParam === undefined) values.pop();
  return viaParam;
}

function node(): Node {
  return { fixed: new Map(), param: null, routes: new Map() };
}
