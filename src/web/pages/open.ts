/** Pages for anybody: the way in, help, papers, and the quiet page that says where links come from. */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { helpFor } from "#core/help-line.ts";
import type { SiteDeps, SiteEnv } from "../deps.ts";
import { fieldsOf } from "../forms.ts";
import { sameOrigin, smallBody } from "../guard.ts";
import { html } from "../html.ts";
import { markdown } from "../markdown.ts";
import { baseOf, page, wordsFor } from "../page.ts";
import { beginSession, secretOf } from "../session.ts";
import { helpPage } from "./help-view.ts";

export function openPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { app, address } = deps;
  site.get("/", (c) => {
    const t = wordsFor(c);
    return page(
      c,
      deps,
      { title: t.plain("web.start.title") },
      html`<h1>${t.plain("web.start.title")}</h1>
        <p>${t.plain("web.start.text")}</p>`,
    );
  });
  site.get("/help-now", (c) => {
    const t = wordsFor(c);
    const { countries, cards } = app.help;
    const help = helpFor(countries, c.req.query("country"));
    return page(c, deps, { title: t.plain("button.help-now") }, helpPage(t, countries, help, cards));
  });
  for (const name of ["privacy", "terms"] as const)
    site.get(`/${name}`, (c) =>
      page(
        c,
        deps,
        { title: wordsFor(c).plain(`web.${name}`) },
        html`<article class="paper">${markdown(deps.papers[name])}</article>`,
      ),
    );

  // Looking at a link does not use it up: previews and scanners look too. The press does.
  site.get("/open/:token", (c) => {
    const t = wordsFor(c);
    return page(
      c,
      deps,
      { title: t.plain("web.enter.title") },
      html`<section class="card center">
        <h1>${t.plain("web.enter.title")}</h1>
        <p>${t.plain("web.enter.text")}</p>
        <form method="post" action="${baseOf(deps)}/open">
          <input type="hidden" name="token" value="${c.req.param("token")}" />
          <button class="wide">${t.plain("web.enter.button")}</button>
        </form>
        <p class="hint">${t.plain("web.enter.asked")}</p>
        <p class="hint">${t.plain("web.enter.hint")}</p>
      </section>`,
    );
  });
  site.post("/open", smallBody, sameOrigin(deps), async (c) => {
    const opened = await app.pages.exchange((await fieldsOf(c)).text("token"));
    if (!opened) throw new HTTPException(410);
    // A session that was open in this browser ends: nothing of before goes on under the new one.
    const before = secretOf(c, address());
    if (before !== undefined) await app.pages.logOut(before);
    beginSession(c, address(), opened.secret);
    return c.redirect(`${baseOf(deps)}/${opened.landing}`, 303);
  });
}
