/** The member's own pictures, on the page: they can be pointed at, and each says in words what it shows. */
import type { Hono } from "hono";
import { type ChartsPort, type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { html } from "../html.ts";
import { baseOf, page } from "../page.ts";

export function chartPages(site: Hono<SiteEnv>, deps: SiteDeps, { periods, draw }: ChartsPort): void {
  site.get("/charts", async (c) => {
    const { person, t } = visitOf(c);
    const period = periods.find(({ id }) => id === c.req.query("period")) ?? periods[0];
    const charts = period
      ? await draw(person, period.id, c.req.query("theme") === "dark" ? "dark" : "light")
      : [];
    const base = baseOf(deps);
    const body = html`<h1>${t.plain("web.tab.charts")}</h1>
      <nav class="filter" aria-label="${t.plain("web.charts.period")}">
        ${periods.map(({ id, label }) => html`<a href="${base}/charts?period=${id}" ${id === period?.id && html` aria-current="true"`}>${label}</a>`)}
      </nav>
      ${charts.map(
        ({ id, title, svg, summary }) =>
          html`<section class="card chart" id="${id}">
            <h2>${title}</h2>
            <div class="picture">${svg}</div>
            <p>${summary}</p>
          </section>`,
      )}
      ${charts.length === 0 && html`<p class="empty">${t.plain("web.charts.none")}</p>`}`;
    return page(c, deps, { title: t.plain("web.tab.charts"), current: "charts" }, body);
  });
}
