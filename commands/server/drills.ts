/** `/server drills`: bring a file, see it, publish it, withdraw it, take it away again. */
import type {
  AnySelectMenuInteraction,
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
} from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { isOn } from "#core/server-settings.ts";
import type { Answerable } from "#discord/answerable.ts";
import { readAttachment } from "#discord/attachment.ts";
import type { Context, Resume } from "#discord/context.ts";
import { defer, fill, show } from "#discord/screen.ts";
import * as view from "./drills-view.ts";
import { moderatorOf } from "./setup.ts";

/** Bytes that are read at most; the check itself allows 200,000 characters. */
const fileLimit = 800_000;
const shownLimit = 200;

/** Checks the file and shows it to the moderator alone; nothing is kept before *publish*. */
export async function importDrill(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { serverDrills, pending, t } = context;
  const { guildId, id: moderator } = moderatorOf(interaction);
  const file = interaction.options.getAttachment("file", true);
  if (file.size > fileLimit) throw new Fault("file-too-large", { limit: shownLimit });
  await defer(interaction);
  const text = await readAttachment(file, fileLimit);
  if (text === undefined) throw new Fault("file-too-large", { limit: shownLimit });
  if (text.includes("\uFFFD") || text.includes("\0")) throw new Fault("file-unreadable");
  const read = await serverDrills.check(guildId, text);
  if (!read.ok) return fill(interaction, view.faults(t, read.faults));
  const { scenario, drawing } = read;
  const replaces = (await serverDrills.list(guildId)).some(({ id }) => id === scenario.id);
  const token = pending.hold(moderator, publishing(scenario));
  await fill(interaction, view.preview(t, { scenario, drawing, replaces, token }));
}

const publishing =
  (scenario: Scenario): Resume =>
  async (press, { serverDrills, t }) => {
    await serverDrills.publish(moderatorOf(press), scenario);
    await show(press, view.published(t, scenario));
  };

export async function listDrills(interaction: Answerable, context: Context, said?: string): Promise<void> {
  const { serverDrills, servers, t, mention } = context;
  const { guildId } = moderatorOf(interaction);
  const [drills, settings] = await Promise.all([serverDrills.list(guildId), servers.settingsOf(guildId)]);
  const off = settings !== undefined && !isOn(settings, "own-drills");
  await show(interaction, view.list(t, { drills, off, mention, ...(said ? { said } : {}) }));
}

export async function exportDrill(
  interaction: ChatInputCommandInteraction,
  { serverDrills, t, mention }: Context,
): Promise<void> {
  const drillId = interaction.options.getString("drill", true);
  const text = await serverDrills.export(moderatorOf(interaction).guildId, drillId);
  await show(interaction, view.exported(t, drillId, text, mention));
}

export async function suggestDrills(
  interaction: AutocompleteInteraction,
  { serverDrills }: Context,
): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const drills = await serverDrills.list(interaction.guildId ?? "");
  const found = drills.filter(({ id, title }) => `${id} ${title}`.toLowerCase().includes(typed));
  await interaction.respond(found.slice(0, 25).map(({ id, title }) => ({ name: title, value: id })));
}

export const drillButtons = {
  async publish(interaction: ButtonInteraction, [token = ""]: string[], context: Context) {
    const resume = context.pending.take(interaction.user.id, token);
    if (!resume) throw new Fault("stale-form");
    await resume(interaction, context);
  },
  async discard(interaction: ButtonInteraction, [token = ""]: string[], { pending, t }: Context) {
    pending.take(interaction.user.id, token);
    await show(interaction, view.discarded(t));
  },
  drills: (interaction: ButtonInteraction, _args: string[], context: Context) =>
    listDrills(interaction, context),
};

export const drillSelects = {
  async switch(interaction: AnySelectMenuInteraction, _args: string[], context: Context) {
    const { serverDrills, t } = context;
    const by = moderatorOf(interaction);
    const [id = ""] = interaction.values;
    const drill = (await serverDrills.list(by.guildId)).find((known) => known.id === id);
    if (!drill) throw new Fault("gone");
    if (drill.withdrawnAt === null) {
      await serverDrills.withdraw(by, id);
      return listDrills(interaction, context, t("server.drills.withdrawn"));
    }
    await serverDrills.offerAgain(by, id);
    await listDrills(interaction, context, t("server.drills.offered"));
  },
};
