/** What every answer carries and every request has to pass. */
import { getConnInfo } from "@hono/node-server/conninfo";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import { importLimit } from "#core/export.ts";
import { Fault } from "#app/fault.ts";
import { whoCame } from "./address.ts";
import { type SiteContext, type SiteDeps, type SiteEnv, visitOf } from "./deps.ts";
import { rateLimit, type Rate } from "#core/rate-limit.ts";

/** Nothing from elsewhere, nothing inline, nobody's frame. */
export const contentPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

const always: Record<string, string> = {
  "Content-Security-Policy": contentPolicy,
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
  "X-Robots-Tag": "noindex, nofollow, noarchive",
  // Other sites are told nothing; our own forms still say where they come from.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
  "Cache-Control": "no-store",
};

export const headers =
  ({ address }: Pick<SiteDeps, "address">): MiddlewareHandler<SiteEnv> =>
  async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(always)) if (!c.res.headers.has(name)) c.header(name, value);
    if (address().startsWith("https:")) c.header("Strict-Transport-Security", "max-age=31536000");
  };

/** Whatever changes something has to come from a page of ours: the browser says so, and no script can say it falsely. */
export const sameOrigin =
  ({ address }: Pick<SiteDeps, "address">): MiddlewareHandler<SiteEnv> =>
  async (c, next) => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      const site = c.req.header("Sec-Fetch-Site");
      const ours = c.req.header("Origin") === new URL(address()).origin;
      if (!ours || (site !== undefined && site !== "same-origin")) throw new HTTPException(403);
    }
    await next();
  };

/** A minute of hurried tapping; behind a proxy that does not say who came, everybody's together has room too. */
const perAddress = { burst: 240, perSecond: 40 };

/** Threads that draw are few: more than this is no member who looks at pictures. */
const perMember = { burst: 30, perSecond: 1 };

/** Keeps one address from slowing everybody else. */
export const calm = (deps: Pick<SiteDeps, "pace">): MiddlewareHandler<SiteEnv> =>
  limited(deps, perAddress, addressOf);

/** Keeps one member from taking all the drawing for themselves. Behind `requireSession`. */
export const calmDrawing = (deps: Pick<SiteDeps, "pace">): MiddlewareHandler<SiteEnv> =>
  limited(deps, perMember, (c) => visitOf(c).person.id);

function limited(
  { pace }: Pick<SiteDeps, "pace">,
  rate: Rate,
  whose: (c: SiteContext) => string,
): MiddlewareHandler<SiteEnv> {
  const limit = rateLimit(rate);
  return async (c, next) => {
    const seconds = limit(whose(c), pace());
    if (seconds > 0) {
      c.header("Retry-After", String(seconds));
      throw new Fault("too-fast", { seconds });
    }
    await next();
  };
}

const addressOf = (c: SiteContext): string =>
  whoCame((c.env.incoming && getConnInfo(c).remote.address) ?? "unknown", c.req.header("X-Forwarded-For"));

/** Forms are small; only an import is not. */
export const smallBody = bodyLimit({
  maxSize: 64 * 1024,
  onError: () => {
    throw new HTTPException(413);
  },
});

export const importBody = bodyLimit({
  // A form puts a little around the file.
  maxSize: importLimit.bytes + 64 * 1024,
  onError: () => {
    throw new Fault("import-too-large", { limit: importLimit.bytes / 1_000_000 });
  },
});
