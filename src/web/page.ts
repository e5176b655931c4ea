/** A page for whoever is logged in, or for anybody. */
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { consentVersion } from "#core/consent.ts";
import { translator, type Translate } from "#locale/sentences.ts";
import type { SiteContext, SiteDeps } from "./deps.ts";
import type { Part } from "./html.ts";
import { secretOf } from "./session.ts";
import { layout, tabs, type Frame, type Tab } from "./layout.ts";

type Head = Pick<Frame, "title"> & { current?: Tab; status?: ContentfulStatusCode };

/** Path before every address of ours. */
export const baseOf = ({ address }: Pick<SiteDeps, "address">): string =>
  new URL(address()).pathname.replace(/\/$/, "");

/** The language of the member, else of the browser. */
export const wordsFor = (c: SiteContext): Translate =>
  c.get("t") ?? translator(/^[A-Za-z-]{2,10}/.exec(c.req.header("Accept-Language") ?? "")?.[0] ?? "en");

export function page(
  c: SiteContext,
  deps: SiteDeps,
  { title, current, status = 200 }: Head,
  body: Part,
): Response {
  const visit = c.get("visit");
  const t = wordsFor(c);
  const agreed = visit?.person.consentVersion === consentVersion;
  const frame: Frame = {
    t,
    base: baseOf(deps),
    title: `${title} · ${t.plain("web.mark")}`,
    ...(visit
      ? {
          token: visit.token,
          tabs: agreed ? tabs.filter((tab) => tab !== "charts" || deps.charts) : ["data"],
        }
      : {}),
    ...(current ? { current } : {}),
    // Pages for anybody do not ask the database who is there: a cookie of ours is enough to show the way back.
    back: !visit && status === 200 && secretOf(c, deps.address()) !== undefined,
    said: saidOf(t, c.req.query("done")),
  };
  return c.html(layout(frame, body), status) as Response;
}

/** What was just done: only sentences that there are, never a text from the address. */
function saidOf(t: Translate, done: string | undefined): string | undefined {
  const key = `web.done.${done ?? ""}`;
  return done !== undefined && /^[a-z-]{1,30}$/.test(done) && t.has(key)
    ? (t.plain as (key: string) => string)(key)
    : undefined;
}

/** After a form: back to a page, by GET, so that a reload sends nothing twice. */
export const goTo = (c: SiteContext, deps: SiteDeps, path: string): Response =>
  c.redirect(`${baseOf(deps)}${path}`, 303);
