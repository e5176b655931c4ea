/** The member's own pictures, on the page: they can be pointed at, and each says in words what it shows. */
import type { Hono } from "hono";
import { Fault } from "#app/fault.ts";
import { type ChartsPort, type ChartView, type SiteDeps, type SiteEnv, visitOf } from "../deps.ts";
import { numberIn } from "../forms.ts";
import { html, type Html } from "../html.ts";
import { baseOf, page } from "../page.ts";

/** Months that can be printed: this one and those before it. */
const printable = [0, 1, 2];

export function chartPages(site: Hono<SiteEnv>, deps: SiteDeps, { periods, draw, print }: ChartsPort): void {
  site.get("/charts", async (c) => {
    const { person, t } = visitOf(c);
    const all = periods(t);
    const period = all.find(({ id }) => id === c.req.query("period")) ?? all[0];
    const base = baseOf(deps);
    const body = html`<h1>${t.plain("web.tab.charts")}</h1>
      <p class="hint only-script">${t.plain("web.charts.point")}</p>
      <nav class="filter" aria-label="${t.plain("web.charts.period")}">
        ${all.map(({ id, label }) => html`<a href="${base}/charts?period=${id}" ${id === period?.id && html` aria-current="true"`}>${label}</a>`)}
      </nav>
      ${period && (await draw(person, period.id, t)).map(chartCard)}
      <section class="card" id="print">
        <h2>${t.plain("web.charts.print")}</h2>
        <p>${t.plain("web.charts.print-text")}</p>
        <div class="row">
          ${printable.map((ago) => html`<a class="button quiet" href="${base}/charts/month.pdf?ago=${ago}" download>${t.plain("web.charts.ago", { ago })}</a>`)}
        </div>
      </section>`;
    return page(c, deps, { title: t.plain("web.tab.charts"), current: "charts" }, body);
  });
  site.get("/charts/month.pdf", async (c) => {
    const { person, t } = visitOf(c);
    const ago = printable.find((known) => known === numberIn(c.req.query("ago") ?? "0"));
    if (ago === undefined) throw new Fault("number-out-of-range", { low: 0, high: printable.length - 1 });
    const pdf = await print(person, ago, t);
    if (!pdf) throw new Fault("database-busy");
    return c.body(new Uint8Array(pdf), 200, {
      "Content-Type": "application/pdf",
      "Content-Disposition": 'attachment; filename="month.pdf"',
    });
  });
}

const chartCard = ({ id, title, svg, summary }: ChartView): Html =>
  html`<section class="card chart" id="${id}">
    <h2>${title}</h2>
    ${
      svg &&
      html`<div class="picture">${svg}</div>
        <p class="point only-script" aria-hidden="true"></p>`
    }
    <p>${summary}</p>
  </section>`;
