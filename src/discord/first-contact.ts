/** Why a first request to Discord came to nothing, in a sentence for the operator. */
import { HTTPError } from "discord.js";

export const tokenRefused =
  "Discord refused DISCORD_TOKEN: make a new token on the Bot page of your application and put it into .env.";

/** What a connection that was never made is called; nothing was sent then. */
export const neverConnected: ReadonlySet<unknown> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Lets a first request end in words. @throws what `inWords` makes of its error */
export const firstContact = <T>(asked: Promise<T>): Promise<T> =>
  asked.catch((error: unknown) => {
    throw inWords(error);
  });

/** A refused token and a Discord that does not answer in words, with the error as the cause; any other as it is. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, status } = error as { code?: unknown; status?: unknown };
  if (status === 401 || code === "TokenInvalid") return new Error(tokenRefused, { cause: error });
  const silent = neverConnected.has(code) || error.name === "AbortError" || error instanceof HTTPError;
  if (!silent) return error;
  return new Error(
    `Discord does not answer (${error.message}). Check the network, and whether https://discordstatus.com says that all is well; then start again.`,
    { cause: error },
  );
}
