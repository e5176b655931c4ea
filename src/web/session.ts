/** The cookie that holds a session, and the member behind it. */
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { consentVersion } from "#core/consent.ts";
import { translator } from "#locale/sentences.ts";
import { type SiteContext, type SiteDeps, type SiteEnv, type Visit, visitOf } from "./deps.ts";
import { fieldsOf } from "./forms.ts";
import { formToken, isSame } from "./secrets.ts";

/** On HTTPS a name that browsers accept from this very host alone, for all of it and only if it is secure. */
const nameOn = (address: string): string => (address.startsWith("https:") ? "__Host-thaw" : "thaw");

/** Without an end, so that it goes when the browser closes; the server ends it sooner. */
function cookie(address: string, value: string, extra = ""): string {
  const secure = address.startsWith("https:") ? "; Secure" : "";
  return `${nameOn(address)}=${value}; Path=/; HttpOnly; SameSite=Strict${secure}${extra}`;
}

export const beginSession = (c: SiteContext, address: string, secret: string): void =>
  c.header("Set-Cookie", cookie(address, secret), { append: true });

/** Takes the cookie back, and whatever the browser may have kept of the pages. */
export function endSession(c: SiteContext, address: string): void {
  c.header("Set-Cookie", cookie(address, "", "; Max-Age=0"), { append: true });
  c.header("Clear-Site-Data", '"cache", "storage"');
}

export const secretOf = (c: SiteContext, address: string): string | undefined =>
  getCookie(c, nameOn(address));

/** Lets in whoever has an open session. Nothing of what a stranger sends is read before that. */
export const requireSession =
  (deps: SiteDeps): MiddlewareHandler<SiteEnv> =>
  async (c, next) => {
    const secret = secretOf(c, deps.address());
    const person = secret === undefined ? undefined : await deps.app.pages.session(secret);
    if (secret === undefined || !person) throw new HTTPException(401);
    const visit: Visit = { person, t: translator(person.locale), token: formToken(secret), secret };
    c.set("visit", visit);
    c.set("t", visit.t);
    await next();
  };

/** A form has to bring the token of the session that it came from. */
export const requireFormToken: MiddlewareHandler<SiteEnv> = async (c, next) => {
  if (c.req.method === "POST") {
    const fields = await fieldsOf(c);
    if (!isSame(fields.text("_"), visitOf(c).token)) throw new HTTPException(403);
  }
  await next();
};

/** Beyond what is kept there is nothing to see or change for somebody who took their yes back. */
export const requireConsent =
  (deps: SiteDeps): MiddlewareHandler<SiteEnv> =>
  async (c, next) => {
    if (visitOf(c).person.consentVersion !== consentVersion) return c.redirect(`${deps.address()}/data`, 303);
    return next();
  };
