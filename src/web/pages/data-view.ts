import {
  parts,
  type Announcement,
  type Cleared,
  type Part as DataPart,
  type Receipt,
  type Summary,
} from "#app/my-data.ts";
import type { Imported } from "#app/my-data-import.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { noticeMs, retentionChoices } from "#core/retention.ts";
import type { RecordKind } from "#core/records.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html, type Part } from "../html.ts";
import { tokenField } from "../layout.ts";
import { dateTime, shortDay } from "../times.ts";

export interface DataPage {
  t: Translate;
  base: string;
  token: string;
  now: EpochMs;
  summary: Summary;
  announced: Announcement | undefined;
  /** The member agrees to the present text. */
  agreed: boolean;
}

export const dataPage = (view: DataPage): Html =>
  html`<h1>${view.t.plain("web.tab.data")}</h1>
    ${keptCard(view)} ${takeCard(view)} ${view.agreed && retentionCard(view)}
    ${view.agreed && importCard(view)} ${quietCard(view)} ${eraseCard(view)}`;

const say = (text: string): string => text.replaceAll("**", "");

const form = ({ base, token }: DataPage, path: string, inside: Part, className = "row"): Html =>
  html`<form method="post" action="${base}/data/${path}" class="${className}">
    ${tokenField(token)}${inside}
  </form>`;

const countText = (t: Translate, { kind, count }: { kind: RecordKind; count: number }): string =>
  kind === "settings" ? t.plain("mydata.count.settings") : t.plain(`mydata.count.${kind}`, { count });

function keptCard({ t, summary, announced }: DataPage): Html {
  const { records, keeping, nudges, person } = summary;
  const on = (at: EpochMs) => dateTime(at, person.zone, t);
  return html`<section class="card" id="kept">
    <h2>${t.plain("web.data.kept")}</h2>
    ${keeping.withdrawnAt !== null && html`<p class="notice">${say(t.plain("mydata.withdrawn", { date: on(keeping.withdrawnAt), erased: on(keeping.withdrawnAt + noticeMs) }))}</p>`}
    ${announced && html`<p class="notice">${t.plain("web.data.notice", { date: shortDay(announced.on, t), before: shortDay(announced.before, t) })}</p>`}
    ${
      records.length > 0
        ? html`<ul>
            ${records.map((record) => html`<li>${countText(t, record)} <span class="hint">${t.plain("web.data.since", { date: shortDay(record.oldest, t) })}</span></li>`)}
          </ul>`
        : html`<p>${t.plain("mydata.no-records")}</p>`
    }
    <p>${t.plain("mydata.sealed")}</p>
    <p>${t.plain("mydata.plain")}</p>
    <p>${t.plain("mydata.ahead", { count: nudges })}</p>
  </section>`;
}

const takeCard = ({ t, base }: DataPage): Html =>
  html`<section class="card" id="take">
    <h2>${t.plain("mydata.button.take")}</h2>
    <p>${t.plain("web.data.take")}</p>
    <div class="row">
      <a class="button" href="${base}/data/read">${t.plain("web.data.read")}</a>
      <a class="button quiet" href="${base}/data/export.json" download>JSON</a>
      <a class="button quiet" href="${base}/data/export.csv" download>CSV</a>
      <a class="button quiet" href="${base}/data/export.html" download>HTML</a>
    </div>
    <p class="hint">${t.plain("web.data.schema")} <a href="${base}/data/schema.json">schema.json</a></p>
  </section>`;

function retentionCard(view: DataPage): Html {
  const { t, summary } = view;
  const { days } = summary.keeping;
  const options = retentionChoices.map(
    (choice) =>
      html`<label class="chip"
        ><input type="radio" name="days" value="${choice}" ${choice === days && html` checked`} /><span
          >${t.plain("mydata.days-option", { days: choice })}</span
        ></label
      >`,
  );
  return html`<section class="card" id="retention">
    <h2>${t.plain("web.data.retention")}</h2>
    <p>${t.plain("web.data.retention-text")}</p>
    ${form(
      view,
      "retention",
      html`<fieldset class="row">
          <legend class="unseen">${t.plain("mydata.pick-retention")}</legend>
          ${options}
        </fieldset>
        <button>${t.plain("web.save")}</button>`,
      "stack",
    )}
  </section>`;
}

const importCard = (view: DataPage): Html =>
  html`<section class="card" id="import">
    <h2>${view.t.plain("web.data.import")}</h2>
    <p>${view.t.plain("web.data.import-text")}</p>
    <form method="post" action="${view.base}/data/import" enctype="multipart/form-data" class="row">
      ${tokenField(view.token)}
      <label
        >${view.t.plain("web.data.file")}<input
          type="file"
          name="file"
          accept="application/json,.json"
          required /></label
      ><button>${view.t.plain("web.data.take-over")}</button>
    </form>
  </section>`;

function quietCard(view: DataPage): Html {
  const { t, summary, agreed, now } = view;
  const { pausedUntil } = summary.person;
  const paused = pausedUntil !== null && pausedUntil > now;
  return html`<section class="card" id="rest">
    <h2>${t.plain("web.data.rest")}</h2>
    <div class="row">
      ${form(view, paused ? "resume" : "pause", html`<button class="quiet">${t.plain(paused ? "mydata.button.resume" : "mydata.button.pause")}</button>`)}
      ${form(view, "clear", html`<button class="quiet">${t.plain("mydata.button.clear")}</button>`)}
    </div>
    ${
      agreed &&
      html`<details>
        <summary>${t.plain("mydata.button.withdraw")}</summary>
        <p>${t.plain("web.data.withdraw-text")}</p>
        ${form(view, "withdraw", html`<button>${t.plain("mydata.button.withdraw-now")}</button>`)}
      </details>`
    }
  </section>`;
}

function eraseCard(view: DataPage): Html {
  const { t, summary } = view;
  const present = (Object.keys(parts) as DataPart[]).filter((part) =>
    summary.records.some(({ kind, count }) => count > 0 && parts[part].some((one) => one === kind)),
  );
  return html`<section class="card dawn" id="erase">
    <h2>${t.plain("web.data.erase")}</h2>
    <p>${t.plain("web.data.erase-text")}</p>
    ${present.map(
      (part) =>
        html`<details>
          <summary>${t.plain(`mydata.part.${part}`)}</summary>
          ${form(view, "erase-part", html`<input type="hidden" name="part" value="${part}" /><button>${t.plain("mydata.button.erase-part")}</button>`)}
        </details>`,
    )}
    <details>
      <summary><strong>${t.plain("mydata.button.erase-all-now")}</strong></summary>
      <p>${t.plain("web.data.erase-all-text")}</p>
      ${form(view, "erase-all", html`<label class="tick"><input type="checkbox" name="clear" value="yes" /> ${t.plain("web.data.clear-too")}</label><button>${t.plain("mydata.button.erase-all-now")}</button>`, "stack")}
    </details>
  </section>`;
}

/** What is said after an erasing; of everything it is the last page of this session. */
export function receiptPage(
  t: Translate,
  base: string,
  { at, removed, nudges, everything, checked }: Receipt,
  zone: Zone,
  cleared?: Cleared | "failed",
): Html {
  const gone = removed.filter(({ count }) => count > 0);
  return html`<h1>${t.plain("web.receipt.title", { when: dateTime(at, zone, t) })}</h1>
    <section class="card moss">
      <ul>
        ${gone.map((one) => html`<li>${countText(t, one)}</li>`)}
        ${
          everything &&
          html`<li>${t.plain("web.receipt.key")}</li>
            <li>${t.plain("web.receipt.nudges", { nudges })}</li>`
        }
        ${cleared && html`<li>${cleared === "failed" ? t.plain("mydata.clear-failed") : t.plain("web.receipt.cleared", { removed: cleared.removed })}</li>`}
      </ul>
      <p>${t.plain(checked ? "mydata.receipt-checked" : "mydata.receipt-unchecked")}</p>
      <p>${t.plain("mydata.receipt-keep")}</p>
    </section>
    ${!everything && html`<p><a class="button quiet" href="${base}/data">${t.plain("mydata.button.overview")}</a></p>`}`;
}

export const importedPage = (t: Translate, base: string, { added, leftOut }: Imported): Html =>
  html`<h1>${t.plain("web.data.import")}</h1>
    <section class="card moss">
      <p>${t.plain("web.data.imported", { added })}</p>
      ${leftOut > 0 && html`<p>${t.plain("web.data.left-out", { leftOut })}</p>`}
    </section>
    <p><a class="button quiet" href="${base}/data">${t.plain("mydata.button.overview")}</a></p>`;
