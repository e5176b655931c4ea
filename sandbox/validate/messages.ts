import type { MessageBody } from "../rest/message-body.ts";
export function checkMessage(
  _s: unknown,
  _kind: string,
  request: { body: unknown },
  _before?: unknown,
): MessageBody {
  return (request.body ?? {}) as MessageBody;
}
