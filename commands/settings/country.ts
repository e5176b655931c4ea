/** The member's country, asked for the sake of the right numbers. */
import { countryRows } from "#commands/help-now/view.ts";
import type { CountryHelp } from "#core/help-line.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
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
    rows: [
      ...countryRows(t, countries, chosen, (start) => id("country", start)),
      row(button(id("open"), t.plain("button.back"))),
    ],
  });
