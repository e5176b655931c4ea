import type { Kept } from "#app/store.ts";
import type { Zone } from "#core/ids.ts";
import { allEntries } from "#core/plan.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html } from "../html.ts";
import { tokenField } from "../layout.ts";
import { dateTime } from "../times.ts";

export const versionsPage = (
  t: Translate,
  base: string,
  kept: Kept<"plan">[],
  zone: Zone,
  token: string,
): Html => {
  const [newest, ...earlier] = kept;
  return html`<h1>${t.plain("web.versions.title")}</h1>
    <p>${t.plain("web.versions.text")}</p>
    ${newest && html`<p class="hint">${t.plain("web.versions.newest", { when: dateTime(newest.at, zone, t) })}</p>`}
    ${earlier.length === 0 && html`<p class="empty">${t.plain("web.versions.none")}</p>`}
    ${earlier.map(
      ({ id, at, body }) =>
        html`<details class="card">
          <summary>
            ${dateTime(at, zone, t)} · ${t.plain("web.versions.lines", { lines: allEntries(body).length })}
          </summary>
          <ul>
            ${allEntries(body).map(({ text }) => html`<li>${text}</li>`)}
          </ul>
          <form method="post" action="${base}/plan/versions">
            ${tokenField(token)}<input type="hidden" name="id" value="${id}" /><button>
              ${t.plain("web.versions.back")}
            </button>
          </form>
        </details>`,
    )}`;
};
