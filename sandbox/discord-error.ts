import type { Problem } from "./page-protocol.ts";

/** A refusal in Discord's own form: HTTP status, JSON code, message, and for 50035 the places in the body. */
export class DiscordError extends Error {
  readonly status: number;
  readonly code: number;
  readonly problems: Problem[];
  /** Further properties of the body, such as `retry_after`. */
  readonly extra: Record<string, unknown>;
  headers: Record<string, string> = {};

  constructor(
    status: number,
    code: number,
    message: string,
    problems: Problem[] = [],
    extra: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = "DiscordError";
    this.status = status;
    this.code = code;
    this.problems = problems.length > 0 ? problems : [{ code, path: "", reason: String(code), message }];
    this.extra = extra;
  }

  /** The JSON body Discord would send. */
  body(): Record<string, unknown> {
    const body: Record<string, unknown> = { message: this.message, code: this.code, ...this.extra };
    if (this.code === 50035) body.errors = errorTree(this.problems);
    return body;
  }
}

/** One place in a request body that is wrong. */
export interface Fault50035 {
  path: (string | number)[];
  reason: string;
  message: string;
}

/** Discord's answer to a body it cannot take: 400 with code 50035 and a tree of what is wrong where. */
export function invalidForm(faults: Fault50035[]): DiscordError {
  const problems = faults.map((fault) => ({
    code: 50035,
    path: fault.path.join("."),
    reason: fault.reason,
    message: fault.message,
  }));
  return new DiscordError(400, 50035, "Invalid Form Body", problems);
}

function errorTree(problems: Problem[]): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const problem of problems) {
    let node = root;
    for (const key of problem.path === "" ? [] : problem.path.split(".")) {
      node = (node[key] ??= {}) as Record<string, unknown>;
    }
    const list = (node._errors ??= []) as { code: string; message: string }[];
    list.push({ code: problem.reason, message: problem.message });
  }
  return root;
}

/** The refusals that name a single code. Messages are Discord's own. */
export const refusals = {
  unauthorized: () => new DiscordError(401, 0, "401: Unauthorized"),
  notFound: () => new DiscordError(404, 0, "404: Not Found"),
  methodNotAllowed: () => new DiscordError(405, 0, "405: Method Not Allowed"),
  unknownApplication: () => new DiscordError(404, 10002, "Unknown Application"),
  unknownChannel: () => new DiscordError(404, 10003, "Unknown Channel"),
  unknownGuild: () => new DiscordError(404, 10004, "Unknown Guild"),
  unknownMember: () => new DiscordError(404, 10007, "Unknown Member"),
  unknownMessage: () => new DiscordError(404, 10008, "Unknown Message"),
  unknownRole: () => new DiscordError(404, 10011, "Unknown Role"),
  unknownUser: () => new DiscordError(404, 10013, "Unknown User"),
  unknownWebhook: () => new DiscordError(404, 10015, "Unknown Webhook"),
  unknownInteraction: () => new DiscordError(404, 10062, "Unknown interaction"),
  unknownCommand: () => new DiscordError(404, 10063, "Unknown application command"),
  missingAccess: () => new DiscordError(403, 50001, "Missing Access"),
  dmsClosed: () => new DiscordError(403, 50007, "Cannot send messages to this user"),
  missingPermissions: () => new DiscordError(403, 50013, "Missing Permissions"),
  wrongChannelType: () => new DiscordError(403, 50003, "Cannot execute action on a DM channel"),
  othersMessage: () => new DiscordError(403, 50005, "Cannot edit a message authored by another user"),
  emptyMessage: () => new DiscordError(400, 50006, "Cannot send an empty message"),
  invalidWebhookToken: () => new DiscordError(401, 50027, "Invalid Webhook Token"),
  invalidJson: () => new DiscordError(400, 50109, "The request body contains invalid JSON."),
  alreadyAcknowledged: () => new DiscordError(400, 40060, "Interaction has already been acknowledged."),
  tooLarge: () => new DiscordError(413, 40005, "Request entity too large"),
} as const;
