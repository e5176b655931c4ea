import type { CountryHelp, HelpCard } from "#core/help-line.ts";
import { international, lastChecked } from "#core/help-line.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html } from "../html.ts";

/** Danger first, then one or two lines to talk, then the directory. */
export function helpCard(t: Translate, help: CountryHelp | undefined): Html {
  const checked = help && lastChecked(help);
  return html`<section class="card dawn">
    <h2>${t.plain("web.help.title")}</h2>
    <ul class="lines">
      <li>
        <strong>${t.plain("web.help.danger")}</strong> ${
          help?.emergency.length
            ? help.emergency.map(
                ({ number, note }) => html`<a class="number" href="tel:${number}">${number}</a> ${note} `,
              )
            : (help?.advice ?? t.plain("web.help.danger-anywhere"))
        }
      </li>
      ${help?.lines.map(
        ({ name, call, text, url, hours }) =>
          html`<li>
            <strong>${name}</strong>
            ${call && html`<a class="number" href="tel:${dialled(call)}">${call}</a>`}
            ${text && html`<span>SMS ${text}</span>`}
            <span>${hours}</span> <a href="${url}" rel="noreferrer">${new URL(url).hostname}</a>
          </li>`,
      )}
      ${help && html`<li>${t.plain("web.help.directory")} <a href="${help.directory}" rel="noreferrer">${new URL(help.directory).hostname}</a></li>`}
    </ul>
    <p class="hint">
      ${t.plain("web.help.nobody-reads")} ${checked ? t.plain("web.help.checked", { date: checked }) : ""}
    </p>
  </section>`;
}

const dialled = (call: string): string => call.replaceAll(/[^+\d]/g, "");

export const helpPage = (
  t: Translate,
  countries: readonly CountryHelp[],
  help: CountryHelp | undefined,
  cards: readonly HelpCard[],
): Html =>
  html`<h1>${t.plain("button.help-now")}</h1>
    ${helpCard(t, help)}
    <form method="get" class="row">
      <label
        >${t.plain("web.help.country")}
        <select name="country">
          ${countries
            .toSorted((a, b) => a.name.localeCompare(b.name, t.locale))
            .map(
              ({ country, name }) =>
                html`<option
                  value="${country}"
                  ${country === (help?.country ?? international) && html` selected`}
                >
                  ${name}
                </option>`,
            )}
        </select></label
      >
      <button class="quiet">${t.plain("web.help.show")}</button>
    </form>
    ${cards.map(
      ({ title, lines }) =>
        html`<details class="card">
          <summary>${title}</summary>
          <ul>
            ${lines.map((line) => html`<li>${line}</li>`)}
          </ul>
        </details>`,
    )}`;
