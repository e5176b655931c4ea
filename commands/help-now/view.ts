import {
  helpFor,
  international,
  lastChecked,
  type CountryHelp,
  type HelpCard,
  type HelpLine,
} from "#core/help-line.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("help-now");
const carried = (country: string | undefined): string[] => (country ? [country] : []);

/** Six lines at most: danger, talk, and three buttons. Without a country it asks for one below. */
export function firstScreen(
  t: Translate,
  countries: readonly CountryHelp[],
  country: string | undefined,
): Screen {
  const help = helpFor(countries, country);
  const numbers = help?.emergency
    .map(({ number, note }) => (note ? `${number} (${note})` : number))
    .join(" · ");
  const checked = help && lastChecked(help);
  return screen(t, {
    text: [
      [
        numbers ? t("help-now.danger-number", { numbers }) : t("help-now.danger"),
        ...(help?.lines ?? []).map((line) => t("help-now.talk", { line: markup(lineText(line)) })),
        help ? t("help-now.directory", { url: markup(help.directory) }) : "",
        t("help-now.nobody-reads"),
        checked ? t("help-now.checked", { date: checked, country: help.name }) : "",
      ]
        .filter(Boolean)
        .join("\n"),
    ],
    rows: [
      row(
        button(id("card", "overdose", ...carried(country)), t.plain("help-now.button.overdose"), "main"),
        button(id("card", "withdrawal", ...carried(country)), t.plain("help-now.button.withdrawal")),
        button(customId("plan", "open"), t.plain("help-now.button.plan"), "main"),
        button(id("small", ...carried(country)), t.plain("help-now.button.small")),
      ),
      ...countryRows(t, countries, country),
    ],
    accent: "dawn",
    help: false,
  });
}

/** From reviewed content, so it goes in as it stands. */
function lineText({ name, call, text, url, hours }: HelpLine): string {
  return [`**${name}**`, call, text && `SMS ${text}`, `<${url}>`, hours].filter(Boolean).join(" · ");
}

/** Discord shows 25 choices in a list: more countries make more lists. */
function countryRows(t: Translate, countries: readonly CountryHelp[], chosen: string | undefined): Row[] {
  const named = countries
    .filter(({ country }) => country !== international)
    .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
  const rows: Row[] = [];
  for (let start = 0; start < named.length; start += 25) {
    const part = named.slice(start, start + 25);
    const choices = part.map(({ country, name }) => ({
      label: name,
      value: country,
      chosen: country === chosen,
    }));
    const span = `${part[0]?.name} – ${part.at(-1)?.name}`;
    rows.push(row(select(id("country", start), t.plain("help-now.pick-country", { span }), choices)));
  }
  return rows;
}

/** What the words sounded like is not said back: numbers and people first, and both ways stay open. */
export function beforeSaving(
  t: Translate,
  countries: readonly CountryHelp[],
  country: string | undefined,
  token: string,
): Screen {
  const first = firstScreen(t, countries, country);
  const ask = screen(t, {
    text: [t("help-now.before-saving")],
    rows: [
      row(
        button(id("save", token), t.plain("help-now.button.save")),
        button(id("leave"), t.plain("help-now.button.leave")),
      ),
    ],
    help: false,
  });
  return { ...first, components: [...first.components, ...ask.components] };
}

export const left = (t: Translate): Screen => screen(t, { text: [t("help-now.left")] });

export function card(
  t: Translate,
  cards: readonly HelpCard[],
  name: string,
  country: string | undefined,
): Screen {
  const found = cards.find((known) => known.id === name);
  const text = found
    ? [`### ${found.title}`, found.lines.map((line) => `- ${line}`).join("\n")]
    : [t("help-now.no-card")];
  return screen(t, { text, rows: [back(t, country)], accent: "dawn", help: false });
}

export const somethingSmall = (
  t: Translate,
  country: string | undefined,
  mention: (command: string) => string,
): Screen =>
  screen(t, {
    text: [
      t("help-now.small", {
        checkin: markup(mention("checkin")),
        urge: markup(mention("urge")),
        plan: markup(mention("plan")),
      }),
    ],
    rows: [
      row(
        button(customId("plan", "open"), t.plain("help-now.button.plan"), "main"),
        button(customId("urge", "open"), t.plain("help-now.button.urge")),
        button(id("open", ...carried(country)), t.plain("button.back")),
      ),
    ],
    help: false,
  });

const back = (t: Translate, country: string | undefined): Row =>
  row(button(id("open", ...carried(country)), t.plain("button.back")));
