/** `/server`: for moderators. Set the bot up, read how things go, bring drills; never a member's answers. */
import type { SlashCommandSubcommandBuilder } from "discord.js";
import { wholeNumber } from "#app/fault.ts";
import { insightsWords } from "#commands/progress/words/insights.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show } from "#discord/screen.ts";
import { described, moderatorCommand } from "#discord/slash.ts";
import { findCities, likelyCities, withLocalTime } from "#locale/cities.ts";
import { drillButtons, drillSelects, exportDrill, importDrill, listDrills, suggestDrills } from "./drills.ts";
import * as reading from "./reading-view.ts";
import { moderatorOf, openPanel, setupButtons, setupModals, setupSelects } from "./setup.ts";

const data = moderatorCommand("server");
type Sub = SlashCommandSubcommandBuilder;
data.addSubcommand((sub) =>
  described<Sub>(sub.setName("setup"), "server.sub.setup").addStringOption((option) =>
    described(option.setName("zone"), "server.option.zone").setAutocomplete(true),
  ),
);
for (const name of ["insights", "audit", "health"] as const)
  data.addSubcommand((sub) => described<Sub>(sub.setName(name), `server.sub.${name}`));
data.addSubcommandGroup((group) =>
  described(group.setName("drills"), "server.sub.drills")
    .addSubcommand((sub) =>
      described<Sub>(sub.setName("import"), "server.sub.import").addAttachmentOption((option) =>
        described(option.setName("file"), "server.option.file").setRequired(true),
      ),
    )
    .addSubcommand((sub) => described<Sub>(sub.setName("list"), "server.sub.list"))
    .addSubcommand((sub) =>
      described<Sub>(sub.setName("export"), "server.sub.export").addStringOption((option) =>
        described(option.setName("drill"), "server.option.drill").setRequired(true).setAutocomplete(true),
      ),
    ),
);

type Theme = "light" | "dark";

async function showInsights(interaction: Answerable, theme: Theme, context: Context): Promise<void> {
  const { insights, painter, t, mention } = context;
  const { guildId } = moderatorOf(interaction);
  await defer(interaction);
  const data = await insights.ofServer(guildId);
  if (!data) return fill(interaction, reading.insightsOff(t, await insights.delivery(guildId), mention));
  const words = insightsWords(t, data);
  const style = { theme, locale: t.locale };
  const bytes =
    data.weeks.length === 0
      ? undefined
      : await painter.draw({ chart: "insights", data, words }, style, "png", guildId);
  const picture = bytes && { bytes, alt: words.alt };
  await fill(interaction, reading.insights(t, { data, picture, theme }));
}

/** Discord is asked about each channel: that may take a moment. */
async function showHealth(interaction: Answerable, context: Context): Promise<void> {
  const { servers, insights, desk, t, mention } = context;
  const { guildId } = moderatorOf(interaction);
  await defer(interaction);
  const [health, delivery] = await Promise.all([servers.health(guildId), insights.delivery(guildId)]);
  const checks = await desk.check(guildId, health.channels);
  await fill(interaction, reading.health(t, { health, delivery, checks, mention }));
}

async function showAudit(interaction: Answerable, page: number, { servers, t }: Context): Promise<void> {
  await show(interaction, reading.audit(t, await servers.audit(moderatorOf(interaction).guildId, page)));
}

/** Pages of the audit log that can be turned to. */
const lastPage = 10_000;

export default defineCommand({
  data,
  needs: "moderator",

  async run(interaction, context) {
    switch (interaction.options.getSubcommand()) {
      case "setup": {
        const zone = interaction.options.getString("zone");
        if (zone) await context.servers.setZone(moderatorOf(interaction), zone);
        return openPanel(interaction, context);
      }
      case "insights":
        return showInsights(interaction, "dark", context);
      case "audit":
        return showAudit(interaction, 0, context);
      case "health":
        return showHealth(interaction, context);
      case "import":
        return importDrill(interaction, context);
      case "export":
        return exportDrill(interaction, context);
      default:
        return listDrills(interaction, context);
    }
  },

  async autocomplete(interaction, context) {
    if (interaction.options.getFocused(true).name === "drill") return suggestDrills(interaction, context);
    const typed = interaction.options.getFocused();
    const cities = typed.trim() ? findCities(typed, 25) : likelyCities(interaction.locale);
    await interaction.respond(
      cities.map((city) => ({ name: withLocalTime(city, context.now, context.t.locale), value: city.zone })),
    );
  },

  buttons: {
    ...setupButtons,
    ...drillButtons,
    insights: (interaction, [theme], context) =>
      showInsights(interaction, theme === "light" ? "light" : "dark", context),
    health: (interaction, _args, context) => showHealth(interaction, context),
    audit: (interaction, [page], context) =>
      showAudit(interaction, wholeNumber(Number(page), 0, lastPage), context),
  },
  selects: { ...setupSelects, ...drillSelects },
  modals: setupModals,
});
