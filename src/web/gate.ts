/**
 * Words that sound like danger, on the page: help comes first, then *still save this?* What was typed waits in the page
 * itself and nowhere else; nothing is blocked and nobody is told.
 */
import { helpFor } from "#core/help-line.ts";
import { type SiteContext, type SiteDeps, visitOf } from "./deps.ts";
import type { Fields } from "./forms.ts";
import { html, type Html } from "./html.ts";
import { tokenField } from "./layout.ts";
import { helpCard } from "./pages/help-view.ts";
import { page } from "./page.ts";

/** Fields that a form may carry over; each at most once. */
const carried = [
  "id",
  "section",
  "first",
  "second",
  "third",
  "note",
  "text",
  "kind",
  "words",
  "since",
  "each",
  "unit",
] as const;

/**
 * Whether the texts may be kept at once. Otherwise the page to show in place of it, whose button sends the same form
 * again with the member's yes.
 */
export async function beforeKeeping(
  c: SiteContext,
  deps: SiteDeps,
  fields: Fields,
  texts: string[],
): Promise<Response | undefined> {
  if (fields.text("sure") === "yes" || deps.app.danger(texts.join("\n")).length === 0) return undefined;
  const { person, t, token } = visitOf(c);
  const { country } = await deps.app.settings.get(person);
  const again: Html = html`<section class="card">
    <h2>${t.plain("web.gate.title")}</h2>
    <p>${t.plain("web.gate.text")}</p>
    <form method="post" action="${c.req.path}" class="row">
      ${tokenField(token)}
      <input type="hidden" name="sure" value="yes" />
      ${carried.flatMap((name) => fields.all(name).map((value) => html`<input type="hidden" name="${name}" value="${value}" />`))}
      <button>${t.plain("web.gate.save")}</button>
      <a class="button quiet" href="${deps.address()}/plan">${t.plain("web.gate.leave")}</a>
    </form>
  </section>`;
  return page(c, deps, { title: t.plain("web.gate.title") }, [
    helpCard(t, helpFor(deps.app.help.countries, country)),
    again,
  ]);
}
