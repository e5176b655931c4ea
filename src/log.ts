/**
 * The log, which never holds what a member wrote. Errors carry more than they show: one of discord.js brings the whole
 * message that was refused and the address with its token, one of PostgreSQL the row. So what is written of an error is
 * chosen here, and nothing else of it.
 */
import { pino, type DestinationStream, type Logger } from "pino";
import type { EpochMs } from "#core/ids.ts";

export interface LogOptions {
  level: string;
  /** The time that stands beside each line. */
  now(): EpochMs;
  /** Where lines go; standard output without it. */
  to?: DestinationStream;
}

/** A log of JSON lines. Whatever it is given as `err` is written by `errorFacts`. */
export function openLog({ level, now, to }: LogOptions): Logger {
  const options = {
    level,
    timestamp: () => `,"time":"${new Date(now()).toISOString()}"`,
    serializers: { err: errorFacts },
  };
  return to ? pino(options, to) : pino(options);
}

export interface ErrorFacts {
  type: string;
  message: string;
  /** Where it happened, without the message. */
  stack: string[];
  code?: string | number;
  /** Of a request: what was asked for, and how it was answered. */
  status?: number;
  method?: string;
  path?: string;
  cause?: ErrorFacts;
}

const deepest = 5;

/** What may be known of an error: its kind, place and codes. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: "", stack: [] };
  const { code, status, method, url } = error as Error & Record<string, unknown>;
  return {
    type: error.constructor.name,
    message: spoken(error),
    stack: (error.stack ?? "").split("\n").flatMap((line) => /^\s+at .*/.exec(line)?.[0].trim() ?? []),
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(typeof method === "string" ? { method } : {}),
    ...(typeof url === "string" ? { path: pathOf(url) } : {}),
    ...(error.cause instanceof Error && depth < deepest ? { cause: errorFacts(error.cause, depth + 1) } : {}),
  };
}

/** Parsers quote what they could not read, and drizzle lists the values of a query that failed. */
function spoken(error: Error): string {
  if (error instanceof SyntaxError) return "text that could not be parsed";
  return error.message.replace(/\nparams: [\s\S]*$/, "");
}

/** An address of Discord's without the tokens in it: whoever has one can answer in the bot's name. */
function pathOf(url: string): string {
  const { pathname } = URL.canParse(url) ? new URL(url) : { pathname: "" };
  return pathname.replaceAll(/[\w-]{40,}(?:\.[\w-]+)*/g, "…");
}

/** Node's own last words would print all that hangs on an error, such as the message that was being sent. */
export function endOnFault(log: Logger): void {
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "an error nobody caught; the bot ends here");
    process.exit(1);
  });
}
