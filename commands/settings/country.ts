/** The member's country, asked for the sake of the right numbers. */
import { whereLabel } from "#commands/help-now/view.ts";
import { international, type CountryHelp } from "#core/help-line.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("settings");

export const countryPage = (
  t: Translate,
  countries: readonly CountryHelp[],
  chosen: string | undefined,
): Screen =>
  screen(t, {
    text: [
      t("settings.country", {
        name: countries.find(({ country }) => country === chosen)?.name ?? t.plain("settings.no-country"),
      }),
    ],
    rows: [...lists(t, countries, chosen), row(button(id("open"), t.plain("button.back")))],
  });

function lists(t: Translate, countries: readonly CountryHelp[], chosen: string | undefined): Row[] {
  const named = countries
    .filter(({ country }) => country !== international)
    .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
  const parts = Array.from({ length: Math.ceil(named.length / 25) }, (_, index) =>
    named.slice(index * 25, index * 25 + 25),
  );
  return parts.map((part, index) =>
    row(
      select(
        id("country", index),
        whereLabel(t, part, named.length),
        part.map(({ country, name }) => ({ label: name, value: country, chosen: country === chosen })),
      ),
    ),
  );
}
