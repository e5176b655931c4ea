/** Secrets of links and sessions, and what is derived from them. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Secrets } from "#app/page-links.ts";

const digest = (purpose: string, secret: string): string =>
  createHash("sha256").update(`thaw ${purpose}\0`).update(secret).digest("base64url");

/** A plain hash is enough: what is hashed has 256 bits of chance in it and cannot be tried out. */
export const pageSecrets: Secrets = {
  make: () => randomBytes(32).toString("base64url"),
  hash: (secret) => digest("page", secret),
};

/** Goes into every form of a session. A page of another site can send the cookie's session a form, but cannot know this. */
export const formToken = (session: string): string => digest("form", session);

/** Compares without telling by its time how much was right. */
export function isSame(given: string, wanted: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(wanted)];
  return one.length === other.length && timingSafeEqual(one, other);
}
