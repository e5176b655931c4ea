/** What can be broken, in words. */
import type { Fault, FaultState, GatewayFault } from "../../page-protocol.ts";

export interface Breakable {
  label: string;
  about: string;
  fault: Fault;
}

export const FAULTS: Breakable[] = [
  {
    label: "Discord is down",
    about: "Nothing is answered, and the socket is closed. Commands come to nothing until you mend it.",
    fault: { kind: "down" },
  },
  {
    label: "Discord is slow",
    about: "Each request is answered two seconds late. A press has three.",
    fault: { kind: "slow", ms: 2000 },
  },
  {
    label: "Too many requests",
    about: "The next five are refused with 429 and told to wait two seconds.",
    fault: { kind: "status", status: 429, times: 5, retryAfter: 2 },
  },
  {
    label: "Server errors",
    about: "The next five requests meet a 500.",
    fault: { kind: "status", status: 500, times: 5 },
  },
  {
    label: "No answer",
    about: "The next two requests are taken and never answered.",
    fault: { kind: "hang", times: 2 },
  },
  {
    label: "An answer is lost",
    about:
      "The next message is posted, but the connection is cut before the bot is told. Does it come twice?",
    fault: { kind: "cut", times: 1, route: "POST /channels/*/messages" },
  },
];

export const ONCE: { label: string; about: string; what: GatewayFault }[] = [
  { label: "Lose the socket", about: "The connection is cut; the bot resumes.", what: "drop" },
  { label: "Ask to reconnect", about: "As before a deploy of Discord’s.", what: "reconnect" },
  { label: "Forget the session", about: "The bot has to identify itself anew.", what: "invalid_session" },
  { label: "Fall silent", about: "Heartbeats are no longer answered.", what: "zombie" },
];

/** An active fault in a few words: "Discord is slow", "Server errors, 3 left". */
export function faultInWords({ fault, left }: FaultState): string {
  const known = FAULTS.find(
    (one) => one.fault.kind === fault.kind && statusOf(one.fault) === statusOf(fault),
  );
  const label = known?.label ?? fault.kind;
  return left === null ? label : `${label}, ${left} left`;
}

function statusOf(fault: Fault): number | undefined {
  return fault.kind === "status" ? fault.status : undefined;
}
