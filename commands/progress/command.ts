/** `/progress`: a member's own weather, for their eyes only. One chart at a time, with the same in words beneath. */
import { Fault, wholeNumber } from "#app/fault.ts";
import { periods, type Period } from "#core/chart-data.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill } from "#discord/screen.ts";
import { choices, described, memberCommand } from "#discord/slash.ts";
import { charts, make, monthShown, type Chart, type Wanted } from "./pictures.ts";
import { look, printed } from "./view.ts";

const data = memberCommand("progress");
data.addStringOption((option) =>
  described(option.setName("chart"), "progress.option.chart").addChoices(
    choices(charts, (chart) => `progress.chart.${chart}`),
  ),
);
data.addStringOption((option) =>
  described(option.setName("period"), "progress.option.period").addChoices(
    choices(periods, (period) => `progress.period.${period}`),
  ),
);

/** Years that *earlier* goes back. */
const monthsBack = 1200;

/** What a button or an option names; one of an older message may name what is no longer there. */
function wantedOf(chart: string, period = "weeks", theme = "dark", nth = "0"): Wanted {
  const known = <T extends string>(list: readonly T[], name: string): T => {
    const found = list.find((one) => one === name);
    if (!found) throw new Fault("stale-button");
    return found;
  };
  return {
    chart: known<Chart>(charts, chart),
    period: known<Period>(periods, period),
    theme: known(["light", "dark"] as const, theme),
    nth: wholeNumber(Number(nth), 0, monthsBack),
  };
}

/** Reading and drawing may take a moment: the answer is promised first. */
async function showChart(interaction: Answerable, wanted: Wanted, context: Context): Promise<void> {
  const { t, person, painter } = context;
  await defer(interaction);
  const shown = await make(wanted, context);
  const style = { theme: wanted.theme, locale: t.locale };
  const png = shown.picture && (await painter.draw(shown.picture, style, "png", person.id));
  await fill(interaction, look(t, wanted, shown, png));
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const chart = interaction.options.getString("chart") ?? "feeling";
    const period = interaction.options.getString("period") ?? "weeks";
    await showChart(interaction, wantedOf(chart, period), context);
  },

  buttons: {
    open: (interaction, _args, context) => showChart(interaction, wantedOf("feeling"), context),
    show: (interaction, [chart = "", period, theme, nth], context) =>
      showChart(interaction, wantedOf(chart, period, theme, nth), context),
    async print(interaction, [nth], context) {
      const { t, person, painter } = context;
      const wanted = wantedOf("month", "weeks", "light", nth);
      await defer(interaction);
      const shown = await monthShown(wanted, context, "paper");
      const pdf = await painter.draw(shown.picture, { theme: "light", locale: t.locale }, "pdf", person.id);
      await fill(interaction, printed(t, shown, pdf));
    },
  },

  selects: {
    async pick(interaction, [period, theme], context) {
      await showChart(interaction, wantedOf(interaction.values[0] ?? "", period, theme), context);
    },
  },
});
