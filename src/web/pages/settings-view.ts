import type { OwnNudge } from "#app/nudges.ts";
import type { Person } from "#app/store.ts";
import type { CountryHelp } from "#core/help-line.ts";
import { international } from "#core/help-line.ts";
import type { EpochMs, MinuteOfDay } from "#core/ids.ts";
import type { MemberSettings } from "#core/settings.ts";
import { cityOf, clockTime, findCities, type City } from "#locale/cities.ts";
import { clockOf, weekdayName } from "#locale/clock.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html, type Part } from "../html.ts";
import { tokenField } from "../layout.ts";
import { dateTime } from "../times.ts";

export interface SettingsPage {
  t: Translate;
  base: string;
  token: string;
  person: Person;
  settings: MemberSettings;
  nudges: OwnNudge[];
  countries: readonly CountryHelp[];
  now: EpochMs;
  /** Places found for what was typed. */
  cities: City[];
}

export const settingsPage = (view: SettingsPage): Html => {
  const { t } = view;
  return html`<h1>${t.plain("web.tab.settings")}</h1>
    ${clockCard(view)} ${quietCard(view)} ${nudgesCard(view)} ${choicesCard(view)} ${wordsCard(view)}
    ${sessionCard(view)}`;
};

const form = ({ base, token }: SettingsPage, path: string, inside: Part, className = "row"): Html =>
  html`<form method="post" action="${base}/settings/${path}" class="${className}">
    ${tokenField(token)}${inside}
  </form>`;

function clockCard(view: SettingsPage): Html {
  const { t, person, now, cities, base } = view;
  return html`<section class="card" id="clock">
    <h2>${t.plain("web.settings.clock")}</h2>
    <p>${cityOf(person.zone)}: <strong>${clockTime(now, person.zone, t.locale)}</strong></p>
    <form method="get" action="${base}/settings" class="row">
      <label
        >${t.plain("web.settings.city")}<input
          name="city"
          maxlength="60"
          required
          autocomplete="off" /></label
      ><button class="quiet">${t.plain("web.settings.look")}</button>
    </form>
    ${cities.map((city) => form(view, "zone", html`<input type="hidden" name="zone" value="${city.zone}" /><button class="quiet wide">${city.name} · ${clockTime(now, city.zone, t.locale)}</button>`))}
  </section>`;
}

export const citiesFor = (typed: string): City[] => {
  const found = typed.trim() ? findCities(typed, 12) : [];
  return found.filter(({ zone }, index) => found.findIndex((other) => other.zone === zone) === index);
};

const timeField = (name: string, label: string, minute: MinuteOfDay): Html =>
  html`<label>${label}<input type="time" name="${name}" value="${clockOf(minute)}" required /></label>`;

function quietCard(view: SettingsPage): Html {
  const { t, person } = view;
  const { quietFrom, quietTo, pausedUntil } = person;
  const paused = pausedUntil !== null && pausedUntil > view.now;
  return html`<section class="card" id="quiet">
    <h2>${t.plain("web.settings.quiet")}</h2>
    <p class="hint">${t.plain("web.settings.quiet-text")}</p>
    ${form(view, "quiet", html`${timeField("from", t.plain("web.settings.from"), quietFrom ?? 22 * 60)}${timeField("to", t.plain("web.settings.to"), quietTo ?? 7 * 60)}<button>${t.plain("web.save")}</button>`)}
    ${quietFrom !== null && form(view, "quiet", html`<input type="hidden" name="none" value="yes" /><button class="quiet">${t.plain("web.settings.no-quiet")}</button>`)}
    <h3>${t.plain("web.settings.pause")}</h3>
    <p>
      ${paused ? t.plain("web.settings.paused", { until: dateTime(pausedUntil, person.zone, t) }) : t.plain("web.settings.not-paused")}
    </p>
    <div class="row">
      ${
        paused
          ? form(
              view,
              "pause",
              html`<input type="hidden" name="days" value="0" /><button>
                  ${t.plain("web.settings.resume")}
                </button>`,
            )
          : [1, 7, 30].map((days) =>
              form(
                view,
                "pause",
                html`<input type="hidden" name="days" value="${days}" /><button class="quiet">
                    ${t.plain("web.settings.pause-days", { days })}
                  </button>`,
              ),
            )
      }
    </div>
  </section>`;
}

function nudgesCard(view: SettingsPage): Html {
  const { t, nudges } = view;
  return html`<section class="card" id="nudges">
    <h2>${t.plain("web.settings.nudges")}</h2>
    ${nudges.length === 0 && html`<p>${t.plain("settings.no-nudges")}</p>`}
    ${nudges.map(({ id, kind, times, weekdays }) => {
      const days =
        weekdays.length === 0
          ? t.plain("settings.every-day")
          : weekdays.map((day) => weekdayName(day, t.locale)).join(", ");
      const line = t.plain("settings.own-plain", {
        kind: t.plain(`settings.kind.${kind}`),
        days,
        times: times.map(clockOf).join(", "),
      });
      return html`<div class="line">
        <span>${line}</span
        >${form(view, "nudge-off", html`<input type="hidden" name="id" value="${id}" /><button class="quiet">${t.plain("web.settings.take-out")}</button>`)}
      </div>`;
    })}
    ${!nudges.some(({ kind, times }) => kind === "checkin" && times.includes(20 * 60)) && form(view, "evening", html`<button class="quiet">${t.plain("settings.button.evening-on")}</button>`)}
    <p class="hint">${t.plain("web.settings.nudges-text")}</p>
  </section>`;
}

function choicesCard(view: SettingsPage): Html {
  const { t, settings, countries } = view;
  const tick = (name: string, label: string, on: boolean) =>
    html`<label class="tick"
      ><input type="checkbox" name="${name}" value="yes" ${on && html` checked`} /> ${label}</label
    >`;
  const named = countries
    .filter(({ country }) => country !== international)
    .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
  return html`<section class="card" id="choices">
    <h2>${t.plain("web.settings.choices")}</h2>
    ${form(
      view,
      "choices",
      html`${tick("suggestions", t.plain("web.settings.suggestions"), settings.suggestions)}${tick("drills", t.plain("web.settings.drills"), settings.drills)}
        <label
          >${t.plain("web.settings.country")}<select name="country">
            <option value="">${t.plain("settings.no-country")}</option>
            ${named.map(({ country, name }) => html`<option value="${country}" ${country === settings.country && html` selected`}>${name}</option>`)}
          </select></label
        >
        <button>${t.plain("web.save")}</button>`,
      "stack",
    )}
  </section>`;
}

const wordsCard = (view: SettingsPage): Part =>
  view.settings.ownWords.length > 0 &&
  html`<section class="card" id="words">
    <h2>${view.t.plain("web.settings.words")}</h2>
    ${view.settings.ownWords.map((word) => html`<div class="line"><span>${word}</span>${form(view, "word-off", html`<input type="hidden" name="word" value="${word}" /><button class="quiet">${view.t.plain("web.settings.take-out")}</button>`)}</div>`)}
  </section>`;

const sessionCard = (view: SettingsPage): Html =>
  html`<section class="card" id="session">
    <h2>${view.t.plain("web.settings.session")}</h2>
    <p class="hint">${view.t.plain("web.settings.session-text")}</p>
    <form method="post" action="${view.base}/log-out-everywhere" class="row">
      ${tokenField(view.token)}<button class="quiet">${view.t.plain("web.log-out-everywhere")}</button>
    </form>
  </section>`;
