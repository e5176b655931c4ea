import type { ActResponse, ActResult, Action } from "../../page-protocol.ts";

/** What the sandbox refused to do. `message` is a sentence to show. */
export class ActError extends Error {
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.name = "ActError";
    this.reason = reason;
  }
}

/** Has the sandbox do something as a persona. Throws an `ActError`. */
export async function act(as: string, action: Action): Promise<ActResult> {
  const response = await request({ as, action });
  if (!response.ok) throw new ActError(response.error.reason, response.error.message);
  return response.result;
}

async function request(body: object): Promise<ActResponse> {
  const init = {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  };
  try {
    const response = await fetch("/page/act", init);
    return (await response.json()) as ActResponse;
  } catch {
    throw new ActError("unreachable", "The sandbox can’t be reached. Is it still running?");
  }
}

/** What to tell people about an error. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
