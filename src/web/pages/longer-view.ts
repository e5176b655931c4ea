import type { ScaleState, ScreeningResult } from "#app/screenings.ts";
import type { CountryHelp } from "#core/help-line.ts";
import type { Zone } from "#core/ids.ts";
import { highestTotal, isWorthTalking, shapes, type Scale } from "#core/screening.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html } from "../html.ts";
import { tokenField } from "../layout.ts";
import { shortDay } from "../times.ts";
import { helpCard } from "./help-view.ts";

export interface LongerPage {
  t: Translate;
  base: string;
  token: string;
  zone: Zone;
}

/** Before anything is asked: what it is, what it is not, and the choice. */
export const longerOff = ({ t, base, token }: LongerPage): Html =>
  html`<h1>${t.plain("web.longer.title")}</h1>
    <section class="card">
      <p>${t.plain("web.longer.what")}</p>
      <p>${t.plain("web.longer.not")}</p>
      <form method="post" action="${base}/longer/choose">
        ${tokenField(token)}<input type="hidden" name="longer" value="on" /><button>
          ${t.plain("web.longer.switch-on")}
        </button>
      </form>
    </section>`;

export const longerPage = (view: LongerPage, scales: ScaleState[], keepItems: boolean): Html => {
  const { t, base, token } = view;
  return html`<h1>${t.plain("web.longer.title")}</h1>
    <p>${t.plain("web.longer.not")}</p>
    ${scales.map((state) => scaleCard(view, state))}
    <form method="post" action="${base}/longer/choose" class="card row">
      ${tokenField(token)}<input type="hidden" name="longer" value="on" />
      <label class="tick"
        ><input type="checkbox" name="items" value="yes" ${keepItems && html` checked`} />
        ${t.plain("web.longer.keep-items")}</label
      ><button class="quiet">${t.plain("web.save")}</button>
    </form>
    <form method="post" action="${base}/longer/choose" class="row">
      ${tokenField(token)}<input type="hidden" name="longer" value="off" /><button class="quiet">
        ${t.plain("web.longer.switch-off")}
      </button>
    </form>`;
};

function scaleCard(view: LongerPage, { scale, past, againFrom }: ScaleState): Html {
  const { t, base, zone } = view;
  return html`<section class="card">
    <h2>${t.plain(`web.longer.name.${scale}`)}</h2>
    ${
      againFrom === undefined
        ? html`<p><a class="button" href="${base}/longer/${scale}">${t.plain("web.longer.fill-in")}</a></p>`
        : html`<p class="hint">
            ${t.plain("web.longer.again", { date: shortDay(localDate(againFrom, zone), t) })}
          </p>`
    }
    ${
      past.length > 0 &&
      html`<table>
        <caption>
          ${t.plain("web.longer.past", { highest: highestTotal(scale) })}
        </caption>
        ${past.slice(0, 12).map(
          ({ localDate: date, body }) =>
            html`<tr>
              <th scope="row">${shortDay(date, t)}</th>
              <td>${body.total}</td>
            </tr>`,
        )}
      </table>`
    }
  </section>`;
}

const answers = [0, 1, 2, 3] as const;

/** The items word for word as they were published. */
export function scaleForm(view: LongerPage, scale: Scale): Html {
  const { t, base, token } = view;
  const { items, source } = shapes[scale];
  return html`<h1>${t.plain(`web.longer.name.${scale}`)}</h1>
    <form method="post" action="${base}/longer/${scale}" class="card scale">
      ${tokenField(token)}
      <p>${t.plain(scale === "sleep" ? "web.longer.sleep-lead" : "web.longer.lead")}</p>
      ${Array.from({ length: items }, (_, index) => (scale === "sleep" ? sleepItem(t) : item(t, scale, index === 0 ? 1 : 2)))}
      <div class="row">
        <button>${t.plain("web.longer.done")}</button
        ><a class="button quiet" href="${base}/longer">${t.plain("web.longer.leave")}</a>
      </div>
      ${source && html`<p class="hint">${t.plain("web.longer.source", { source })}</p>`}
    </form>`;
}

const item = (t: Translate, scale: "phq-2" | "gad-2", number: 1 | 2): Html =>
  html`<fieldset>
    <legend>${t.plain(`web.longer.item.${scale}-${number}`)}</legend>
    ${answers.map(
      (value) =>
        html`<label class="chip"
          ><input type="radio" name="item${number}" value="${value}" required /><span
            >${t.plain(`web.longer.answer.${value}`)}</span
          ></label
        >`,
    )}
  </fieldset>`;

const sleepItem = (t: Translate): Html =>
  html`<fieldset class="numbers-row">
    <legend>${t.plain("web.longer.item.sleep-1")}</legend>
    ${Array.from(
      { length: 11 },
      (_, value) =>
        html`<label class="chip"
          ><input type="radio" name="item1" value="${value}" required /><span>${value}</span></label
        >`,
    )}
  </fieldset>`;

/** The number, the one before, what it is not, and somebody to talk to. No colour says whether it is good. */
export function scaleResult(
  { t, base }: LongerPage,
  { kept: { body }, previous }: Pick<ScreeningResult, "kept" | "previous">,
  help: CountryHelp | undefined,
): Html {
  const { scale, total } = body;
  return html`<h1>${t.plain(`web.longer.name.${scale}`)}</h1>
<section class="card"><p class="figure">${t.plain("web.longer.result", { total, highest: highestTotal(scale) })}</p>
<p>${previous ? t.plain("web.longer.before", { total: previous.body.total, date: shortDay(previous.localDate, t) }) : t.plain("web.longer.first")}</p>
${scale !== "sleep" && html`<p>${t.plain("web.longer.no-diagnosis")} ${isWorthTalking(scale, total) ? t.plain("web.longer.worth-talking") : ""}</p>`}
<details${isWorthTalking(scale, total) && html` open`}><summary>${t.plain("web.longer.talk")}</summary>${helpCard(t, help)}</details>
<p><a class="button quiet" href="${base}/longer">${t.plain("button.done")}</a></p></section>`;
}
