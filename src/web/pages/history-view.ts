import type { DrillAccount } from "#app/drill-history.ts";
import type { HistoryEntry, HistoryKind } from "#app/history.ts";
import { historyKinds } from "#app/history.ts";
import type { Words } from "#app/words.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { riskKinds } from "#core/risk.ts";
import { finderWords, labelOf } from "#core/word-finder.ts";
import { outcomeOfGuess } from "#core/urge.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, nothing, type Html, type Part } from "../html.ts";
import { tokenField } from "../layout.ts";
import { clock, longDay } from "../times.ts";

export interface HistoryPage {
  t: Translate;
  base: string;
  token: string;
  zone: Zone;
  entries: HistoryEntry[];
  kind: HistoryKind | undefined;
  /** Time before which there is more. */
  more: EpochMs | undefined;
  words: Words;
  /** From here on, notes can still be changed. */
  amendableFrom: EpochMs;
  practiceName(id: string): string;
  /** What was chosen in each drill on the page, by its id. */
  drills: ReadonlyMap<string, DrillAccount>;
}

export function historyPage(view: HistoryPage): Html {
  const { t, base, entries, kind, more } = view;
  const days = Map.groupBy(entries, ({ localDate }) => localDate);
  return html`<h1>${t.plain("web.tab.history")}</h1>
    <nav class="filter" aria-label="${t.plain("web.history.filter")}">
      <a href="${base}/history" ${!kind && html` aria-current="true"`}>${t.plain("web.history.all")}</a>
      ${historyKinds.map((one) => html`<a href="${base}/history?kind=${one}" ${one === kind && html` aria-current="true"`}>${t.plain(`mydata.kind.${one}`)}</a>`)}
    </nav>
    ${entries.length === 0 && html`<p class="empty">${t.plain("web.history.none")}</p>`}
    ${[...days].map(
      ([date, own]) =>
        html`<section class="day">
          <h2>${longDay(date, t)}</h2>
          ${own.map((entry) => entryCard(view, entry))}
        </section>`,
    )}
    ${more !== undefined && html`<p><a class="button quiet" href="${base}/history?before=${more}${kind && html`&amp;kind=${kind}`}">${t.plain("web.history.earlier")}</a></p>`}`;
}

function entryCard(view: HistoryPage, entry: HistoryEntry): Html {
  const { t, base, token, zone } = view;
  return html`<article class="card kind-${entry.kind}">
    <header>
      <span class="hint">${clock(entry.at, zone, t)}</span>
      <strong>${t.plain(`web.history.one.${entry.kind}`)}</strong>
    </header>
    ${contentOf(view, entry)}
    <details class="edit">
      <summary>${t.plain("web.edit")}<span class="unseen"> ${clock(entry.at, zone, t)}</span></summary>
      ${entry.kind === "checkin" && entry.at >= view.amendableFrom && noteForm(view, entry)}
      <form method="post" action="${base}/history/remove">
        ${tokenField(token)}<input type="hidden" name="kind" value="${entry.kind}" /><input
          type="hidden"
          name="id"
          value="${entry.id}"
        /><button class="quiet">${t.plain("web.history.remove")}</button>
      </form>
    </details>
  </article>`;
}

const noteForm = (
  { t, base, token }: HistoryPage,
  { id, body }: Extract<HistoryEntry, { kind: "checkin" }>,
): Html =>
  html`<form method="post" action="${base}/history/note">
    ${tokenField(token)}<input type="hidden" name="id" value="${id}" />
    <label
      >${t.plain("web.history.note")}<textarea name="note" maxlength="1000" rows="3">
${body.note ?? ""}</textarea></label
    ><button>${t.plain("web.save")}</button>
  </form>`;

function contentOf(view: HistoryPage, entry: HistoryEntry): Part {
  const { t } = view;
  switch (entry.kind) {
    case "checkin":
      return checkIn(view, entry.body);
    case "urge":
      return html`<ol class="curve">
          ${entry.body.readings.map(({ at, intensity }) => html`<li title="${clock(at, view.zone, t)}"><span class="beat h${intensity}" aria-hidden="true"></span>${intensity}</li>`)}
        </ol>
        ${entry.body.guess !== undefined && html`<p class="hint">${t.plain("web.history.guess", { guess: entry.body.guess, outcome: outcomeOfGuess(entry.body) ?? "–" })}</p>`}
        ${entry.body.cues && facts(Object.entries(entry.body.cues).map(([name, text]) => [t.plain(`mydata.page.field.${cueName(name)}`), text]))}`;
    case "lapse":
      return html`${facts([
        [
          t.plain("mydata.page.field.kinds"),
          (entry.body.kinds ?? []).map((kind) => t.plain(`risk.${kind}`)).join(", "),
        ],
        [t.plain("mydata.page.field.stillWorks"), entry.body.stillWorks],
        [t.plain("mydata.page.field.nextDay"), entry.body.nextDay],
      ])}${numbers(t, [["confidence", entry.body.confidence, 0, 100]])}`;
    case "practice":
      return html`<p>${view.practiceName(entry.body.practice)}</p>
        ${numbers(t, [["access", entry.body.after.access, 0, 10]])}`;
    case "drill":
      return drill(view, entry);
    case "screening":
      return html`<p>
        ${t.plain(`web.longer.name.${entry.body.scale}`)}: <strong>${entry.body.total}</strong>
      </p>`;
    case "confidence":
      return facts(
        riskKinds.flatMap((kind): [string, string][] => {
          const value = entry.body.values[kind];
          return value === undefined ? [] : [[t.plain(`risk.${kind}`), String(value)]];
        }),
      );
  }
}

/** What was practised, what was chosen, what was kept. */
function drill({ t, drills }: HistoryPage, { id, body }: Extract<HistoryEntry, { kind: "drill" }>): Html {
  const { title, passages = [] } = drills.get(id) ?? {};
  const { before, after, takeaway, scenario } = body;
  const rated = before.confidence !== undefined && after.confidence !== undefined;
  return html`<p>${title && html`<strong>${title}</strong> · `}${t.plain(`risk.${scenario.kind}`)}</p>
    ${
      passages.length > 0 &&
      html`<ol>
        ${passages.map(({ by, chose }) => html`<li><span class="hint">${t.plain(`drill.past.by.${by}`)}</span> ${chose}</li>`)}
      </ol>`
    }
    ${rated && html`<p class="hint">${t.plain("drill.past.confidence", { before: before.confidence ?? 0, after: after.confidence ?? 0 })}</p>`}
    ${takeaway && html`<p class="note">${t.plain("web.pair.sentence", { ...takeaway })}</p>`}`;
}

type CueName = "place" | "person" | "thought" | "body" | "feeling" | "time";
const cueName = (name: string): CueName => name as CueName;

function checkIn({ t, words }: HistoryPage, body: Extract<HistoryEntry, { kind: "checkin" }>["body"]): Html {
  const named = [
    ...finderWords(words.finder(t.locale)),
    ...words.body(t.locale).sensations,
    ...words.routines(t.locale).routines,
  ];
  const said = [...(body.words ?? []), ...(body.body ?? [])].map((word) => labelOf(named, word));
  return html`<p class="state state-${body.state}">
      ${t.plain(`web.state.${body.state}`)}${said.length > 0 && html` · ${said.join(", ")}`}
    </p>
    ${numbers(t, [
      ["access", body.access, 0, 10],
      ["mood", body.mood, -3, 3],
      ["urge", body.urge, 0, 10],
      ["sleep", body.sleep, 0, 10],
    ])}
    ${body.note && html`<p class="note">${body.note}</p>`}
    ${body.routines && body.routines.length > 0 && html`<p class="hint">${body.routines.map((id) => labelOf(named, id)).join(" · ")}</p>`}`;
}

type NumberRow = [
  name: "access" | "mood" | "urge" | "sleep" | "confidence",
  value: number | undefined,
  low: number,
  high: number,
];

/** Each number with a bar as long as it is; nothing for one that was not given. */
function numbers(t: Translate, rows: NumberRow[]): Html {
  const given = rows.filter(([, value]) => value !== undefined);
  if (given.length === 0) return nothing;
  return html`<dl class="numbers">
    ${given.map(([name, value = 0, low, high]) => {
      const share = Math.round(((value - low) / (high - low)) * 10);
      return html`<div>
        <dt>${t.plain(`mydata.page.field.${name}`)}</dt>
        <dd>
          <span class="bar" aria-hidden="true"><span class="fill w${share}"></span></span
          >${signed(value, low)}
        </dd>
      </div>`;
    })}
  </dl>`;
}

const signed = (value: number, low: number): string =>
  low < 0 ? (value > 0 ? `+${value}` : String(value).replace("-", "−")) : String(value);

const facts = (rows: [name: string, text: string | undefined][]): Part =>
  rows.some(([, text]) => text) &&
  html`<dl class="facts">
    ${rows
      .filter(([, text]) => text)
      .map(
        ([name, text]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
  </dl>`;
