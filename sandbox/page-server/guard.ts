/** Keeps web pages of other sites away from the sandbox: whoever controls it can move a bot's clock. */
import type { IncomingMessage } from "node:http";

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

/**
 * Whether the request names this machine as its host (a name that was made to point here does not) and, when it comes
 * from a browser's page, whether that page is the sandbox's own.
 *
 * @param host address the sandbox listens on; when that is no loopback address, any name is taken.
 */
export function isOwn(incoming: IncomingMessage, host: string): boolean {
  const asked = incoming.headers.host ?? "";
  const name = asked.replace(/:\d+$/, "");
  const local = host === "127.0.0.1" || host === "localhost" || host === "::1";
  if (local && !LOOPBACK.has(name)) return false;
  const { origin } = incoming.headers;
  return origin === undefined || origin === `http://${asked}`;
}
