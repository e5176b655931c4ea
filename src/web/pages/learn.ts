/** Short cards for anybody with the address: no session, no consent, nothing noted. */
import type { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { audiences, neighbours, pathOf, type Audience, type Lesson } from "#core/lesson.ts";
import type { Translate } from "#locale/sentences.ts";
import type { SiteDeps, SiteEnv } from "../deps.ts";
import { html, nothing, type Html } from "../html.ts";
import { baseOf, page, wordsFor } from "../page.ts";

export function learnPages(site: Hono<SiteEnv>, deps: SiteDeps): void {
  const { lessons } = deps.app;
  const base = baseOf(deps);
  site.get("/learn", (c) => {
    const t = wordsFor(c);
    const all = lessons.all(t.locale);
    // Whoever is sent here is more often somebody beside a member than a member.
    const shelves = audiences.toReversed().map((audience) => shelf(t, base, all, audience));
    return page(c, deps, { title: t.plain("web.learn.title") }, html`${shelves}`);
  });
  site.get("/learn/:id", (c) => {
    const t = wordsFor(c);
    const all = lessons.all(t.locale);
    const lesson = all.find(({ id }) => id === c.req.param("id"));
    if (!lesson) throw new HTTPException(404);
    return page(c, deps, { title: lesson.title }, cardPage(t, base, all, lesson));
  });
}

const shelf = (t: Translate, base: string, all: readonly Lesson[], audience: Audience): Html =>
  html`<section class="card">
    <h1>${t.plain(`web.learn.${audience}`)}</h1>
    <p class="hint">${t.plain("web.learn.what")}</p>
    <ol>
      ${pathOf(all, audience).map(({ id, title }) => html`<li><a href="${base}/learn/${id}">${title}</a></li>`)}
    </ol>
  </section>`;

function cardPage(t: Translate, base: string, all: readonly Lesson[], lesson: Lesson): Html {
  const { title, screens, tryThis, sources, review, audience, id } = lesson;
  const { before, after } = neighbours(pathOf(all, audience), id);
  return html`<article class="card">
      <h1>${title}</h1>
      ${screens.map((text) => html`<p>${text}</p>`)}
      <p><strong>${t.plain("web.learn.try")}</strong> ${tryThis}</p>
      ${sources.map(
        ({ fact, url }) =>
          html`<p class="hint">${fact} <a href="${url}" rel="noreferrer">${new URL(url).hostname}</a></p>`,
      )}
      <p class="hint">${review}</p>
    </article>
    <nav class="row">
      ${before ? html`<a class="button quiet" href="${base}/learn/${before.id}">${t.plain("web.learn.before")}</a>` : nothing}
      <a class="button quiet" href="${base}/learn">${t.plain("web.learn.all")}</a>
      ${after ? html`<a class="button" href="${base}/learn/${after.id}">${t.plain("web.learn.next")}</a>` : nothing}
    </nav>`;
}
