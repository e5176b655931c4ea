/** The private page, put together. Given a request it answers; where it listens is the server's business. */
import { Hono, type MiddlewareHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { Fault, type FaultCode } from "#app/fault.ts";
import type { Sentences } from "#locale/keys.ts";
import { serveAsset } from "./assets.ts";
import { type SiteContext, type SiteDeps, type SiteEnv, visitOf } from "./deps.ts";
import { calm, calmDrawing, headers, importBody, sameOrigin, smallBody } from "./guard.ts";
import { html } from "./html.ts";
import { baseOf, goTo, page, wordsFor } from "./page.ts";
import { chartPages } from "./pages/charts.ts";
import { dataPages } from "./pages/data.ts";
import { dayPages } from "./pages/days.ts";
import { historyPages } from "./pages/history.ts";
import { learnPages } from "./pages/learn.ts";
import { longerPages } from "./pages/longer.ts";
import { openPages } from "./pages/open.ts";
import { planPages } from "./pages/plan.ts";
import { settingsPages } from "./pages/settings.ts";
import { endSession, requireConsent, requireFormToken, requireSession } from "./session.ts";

/** Paths of members' pages; all but the last need the present consent. */
const membersOnly = ["plan", "days", "history", "charts", "longer", "settings", "data"] as const;

export function makeSite(deps: SiteDeps): Hono<SiteEnv> {
  const site = new Hono<SiteEnv>().basePath(baseOf(deps) || "/");
  site.use(headers(deps), calm(deps));
  site.onError((error, c) => explain(c, deps, error));
  site.notFound((c) => problem(c, deps, 404, wordsFor(c).plain("web.error.not-found")));
  site.get("/robots.txt", (c) => c.text("User-agent: *\nDisallow: /\n"));
  site.get("/assets/*", (c) => serveAsset(c, c.req.path.slice(baseOf(deps).length)) ?? c.notFound());
  openPages(site, deps);
  learnPages(site, deps);
  members(site, deps);
  return site;
}

function members(site: Hono<SiteEnv>, deps: SiteDeps): void {
  // In this order: no more of a stranger's request is read than its head. Of all forms, only an import is large.
  const body: MiddlewareHandler<SiteEnv> = (c, next) =>
    (c.req.path.endsWith("/data/import") ? importBody : smallBody)(c, next);
  const session = [sameOrigin(deps), requireSession(deps), body, requireFormToken] as const;
  for (const name of membersOnly) {
    site.use(`/${name}/*`, ...session);
    if (name !== "data") site.use(`/${name}/*`, requireConsent(deps));
  }
  const drawing = calmDrawing(deps);
  for (const path of ["/charts/*", "/plan/plan.pdf"]) site.use(path, drawing);
  planPages(site, deps);
  dayPages(site, deps);
  historyPages(site, deps);
  if (deps.charts) chartPages(site, deps, deps.charts);
  longerPages(site, deps);
  settingsPages(site, deps);
  dataPages(site, deps);
  site.post("/log-out", ...session, async (c) => {
    await deps.app.pages.logOut(visitOf(c).secret);
    return loggedOut(c, deps);
  });
  site.post("/log-out-everywhere", ...session, async (c) => {
    await deps.app.pages.logOutEverywhere(visitOf(c).person.id);
    return loggedOut(c, deps);
  });
}

function loggedOut(c: SiteContext, deps: SiteDeps): Response {
  endSession(c, deps.address());
  return goTo(c, deps, "/?done=logged-out");
}

const statusOf: Partial<Record<FaultCode, ContentfulStatusCode>> = {
  gone: 404,
  "changed-meanwhile": 409,
  "too-fast": 429,
  "database-busy": 503,
  "import-too-large": 413,
};

/** A known error becomes its sentence; an unknown one an incident number, in the log and on the page. */
function explain(c: SiteContext, deps: SiteDeps, error: Error): Response {
  const t = wordsFor(c);
  if (error instanceof Fault) {
    const say = t.plain as unknown as (key: keyof Sentences, values: Fault["values"]) => string;
    return problem(c, deps, statusOf[error.code] ?? 422, say(`error.${error.code}`, error.values));
  }
  if (error instanceof HTTPException) {
    const known = [400, 401, 403, 404, 410, 413, 415].find((status) => status === error.status) as
      | 400
      | undefined;
    return problem(c, deps, known ?? 400, t.plain(`web.error.${sentenceOf(error.status)}`));
  }
  const incident = deps.newIncident();
  deps.log.error({ incident, err: error, method: c.req.method, route: c.req.routePath }, "a page failed");
  return problem(c, deps, 500, t.plain("error.unknown", { incident }));
}

function sentenceOf(
  status: number,
): "logged-out" | "not-ours" | "not-found" | "link-used" | "too-large" | "unreadable" {
  if (status === 401) return "logged-out";
  if (status === 403) return "not-ours";
  if (status === 404) return "not-found";
  if (status === 410) return "link-used";
  return status === 413 ? "too-large" : "unreadable";
}

function problem(c: SiteContext, deps: SiteDeps, status: ContentfulStatusCode, text: string): Response {
  const t = wordsFor(c);
  return page(
    c,
    deps,
    { title: t.plain("web.error.title"), status },
    html`<section class="card center">
      <h1>${t.plain("web.error.title")}</h1>
      <p>${text}</p>
    </section>`,
  );
}
