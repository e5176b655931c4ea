import {
  helpFor,
  international,
  lastChecked,
  type CountryHelp,
  type HelpCard,
  type HelpLine,
  type StoredHelp,
} from "#core/help-line.ts";
import { reachButton } from "#commands/reach/view.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("help-now");
const pickCountry = (start: number): string => id("country", start);
const carried = (country: string | undefined): string[] => (country ? [country] : []);

/**
 * Six lines at most: danger, talk, people, where there is more. Without a country it asks for one below.
 * @param from the screen they came from, to go back to
 */
export function firstScreen(
  t: Translate,
  countries: readonly CountryHelp[],
  stored: StoredHelp,
  from?: string,
): Screen {
  const { country } = stored;
  const help = helpFor(countries, country);
  const known = help && help.country !== international;
  const lines = [
    danger(t, help),
    ...(stored.server.length > 0
      ? [t("help-now.server", { line: stored.server.map(serverLine).join(" | ") })]
      : []),
    ...(help?.lines ?? []).map((line) => t("help-now.talk", { line: markup(lineText(line)) })),
    ...peopleLine(t, stored),
  ];
  const more = help && lines.length + 1 < mostLines;
  if (more) lines.push(t("help-now.more", { url: markup(help.directory) }));
  return screen(t, {
    text: [[...lines, smallPrint(t, help)].join("\n")],
    rows: [
      row(
        button(id("card", "overdose", ...carried(country)), t.plain("help-now.button.overdose"), "main"),
        button(customId("plan", "open"), t.plain("help-now.button.plan"), "main"),
        button(id("small", ...carried(country)), t.plain("help-now.button.small")),
      ),
      ...(known ? [] : countryRows(t, countries, country, pickCountry)),
      row(
        button(id("card", "withdrawal", ...carried(country)), t.plain("help-now.button.withdrawal")),
        ...(stored.onCall ? [reachButton(t)] : []),
        ...(known ? [button(id("countries", ...carried(country)), t.plain("help-now.button.country"))] : []),
        ...backTo(t, from),
      ),
    ],
    accent: "dawn",
    help: false,
  });
}

const mostLines = 6;

/** Whoever was asked whether they are safe comes back to that question. */
const backTo = (t: Translate, from: string | undefined) =>
  from === "lapse" ? [button(customId("lapse", "open"), t.plain("button.back"))] : [];

function danger(t: Translate, help: CountryHelp | undefined): string {
  const numbers = help?.emergency
    .map(({ number, note }) => (note ? `${number} (${note})` : number))
    .join(" · ");
  return numbers ? t("help-now.danger-number", { numbers }) : t("help-now.danger");
}

const serverLine = ({ name, contact, hours }: StoredHelp["server"][number]): string =>
  [name, contact, hours].filter(Boolean).join(" · ");

/** The first two of the plan: more would push the numbers off a phone's screen. */
function peopleLine(t: Translate, { people }: StoredHelp): string[] {
  const named = people.slice(0, 2).map(({ name, how }) => (how ? `${name} (${how})` : name));
  return named.length > 0 ? [t("help-now.people", { people: named.join(" · ") })] : [];
}

/** That nobody reads along, and how old the numbers are: one small line. */
function smallPrint(t: Translate, help: CountryHelp | undefined): string {
  const checked = help && lastChecked(help);
  return checked
    ? t("help-now.program-checked", { date: checked, country: help.name })
    : t("help-now.program");
}

/** Another country than the one that is shown. */
export const chooseCountry = (
  t: Translate,
  countries: readonly CountryHelp[],
  country: string | undefined,
): Screen =>
  screen(t, {
    text: [t("help-now.which-country")],
    rows: [...countryRows(t, countries, country, pickCountry), back(t, country)],
    help: false,
  });

/** From reviewed content, so it goes in as it stands. */
function lineText({ name, call, text, url, hours }: HelpLine): string {
  return [`**${name}**`, call, text && `SMS ${text}`, `<${url}>`, hours].filter(Boolean).join(" · ");
}

/**
 * Lists of all countries by name: Discord shows 25 choices in one.
 * @param pick custom id of the list that begins with the country of that number
 */
export function countryRows(
  t: Translate,
  countries: readonly CountryHelp[],
  chosen: string | undefined,
  pick: (start: number) => string,
): Row[] {
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
    rows.push(row(select(pick(start), whereLabel(t, part, named.length), choices)));
  }
  return rows;
}

/** What stands on a list of countries: from where to where, only when there is more than one list. */
const whereLabel = (t: Translate, part: readonly CountryHelp[], of: number): string =>
  part.length === of
    ? t.plain("help-now.pick-country")
    : t.plain("help-now.pick-country-span", { span: `${part[0]?.name} – ${part.at(-1)?.name}` });

/** What the words sounded like is not said back: numbers and people first, and both ways stay open. */
export function beforeSaving(
  t: Translate,
  countries: readonly CountryHelp[],
  stored: StoredHelp,
  token: string,
): Screen {
  const first = firstScreen(t, countries, stored);
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
  { country, from }: { country?: string | undefined; from?: string | undefined },
): Screen {
  const found = cards.find((known) => known.id === name);
  const text = found
    ? [`### ${found.title}`, found.lines.map((line) => `- ${line}`).join("\n")]
    : [t("help-now.no-card")];
  const numbers = button(id("open", ...carried(country)), t.plain("help-now.button.numbers"), "main");
  const rows = from === "lapse" ? [row(...backTo(t, from), numbers)] : [back(t, country)];
  return screen(t, { text, rows, accent: "dawn", help: false });
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
