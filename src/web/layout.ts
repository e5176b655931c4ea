/** The frame of every page: the way to help first, the way out beside it, then the pages. */
import type { Translate } from "#locale/sentences.ts";
import { asset } from "./assets.ts";
import { html, nothing, type Html, type Part } from "./html.ts";

export const tabs = ["plan", "history", "charts", "longer", "settings", "data"] as const;
export type Tab = (typeof tabs)[number];

export interface Frame {
  t: Translate;
  /** Path before every address, such as `/thaw`; empty at the root of a host. */
  base: string;
  title: string;
  /** Pages to go to; none where nobody is logged in. */
  tabs?: readonly Tab[];
  current?: Tab;
  /** On a page for anybody, where somebody seems to have come from their own. */
  back?: boolean;
  /** Of the session, for the form that logs out. */
  token?: string;
  /** What was just done, in one line. */
  said?: string | undefined;
}

export function layout({ t, base, title, tabs: shown, current, back, token, said }: Frame, body: Part): Html {
  return html`<!doctype html>
    <html lang="${t.locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="${base}${asset("icon.svg")}" />
        <link rel="stylesheet" href="${base}${asset("style.css")}" />
        <script src="${base}${asset("page.js")}" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">${t.plain("web.skip")}</a>
        <header class="top">
          <span class="mark">${t.plain("web.mark")}</span>
          <nav class="ways" aria-label="${t.plain("web.ways")}">
            <a class="help" href="${base}/help-now">${t.plain("button.help-now")}</a>
            ${token && html`<form method="post" action="${base}/log-out">${tokenField(token)}<button class="quiet">${t.plain("web.log-out")}</button></form>`}
          </nav>
        </header>
        ${shown && shown.length > 0 && navigation(t, base, shown, current)}
        ${back && html`<nav class="way-back" aria-label="${t.plain("web.pages")}"><a href="${base}/plan">${t.plain("web.back")}</a></nav>`}
        <main id="main">${said ? html`<p class="said" role="status">${said}</p>` : nothing} ${body}</main>
        <footer class="foot">
          <a href="${base}/privacy">${t.plain("web.privacy")}</a>
          <a href="${base}/terms">${t.plain("web.terms")}</a>
        </footer>
      </body>
    </html>`;
}

const navigation = (t: Translate, base: string, shown: readonly Tab[], current: Tab | undefined): Html =>
  html`<nav class="tabs" aria-label="${t.plain("web.pages")}">
    ${shown.map(
      (tab) =>
        html`<a href="${base}/${tab}" ${tab === current && html` aria-current="page"`}
          >${t.plain(`web.tab.${tab}`)}</a
        >`,
    )}
  </nav>`;

export const tokenField = (token: string): Html => html`<input type="hidden" name="_" value="${token}" />`;
