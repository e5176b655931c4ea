/** `/mydata`: what is kept, in plain words; taken along, brought back, paused, erased. Works without consent too. */
import { MessageFlags, type ButtonInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import { isPart, parts, type MyDataCases, type Part, type Summary } from "#app/my-data.ts";
import { landings } from "#app/private-tables.ts";
import { consentVersion } from "#core/consent.ts";
import { importLimit } from "#core/export.ts";
import { isRetention, noticeMs } from "#core/retention.ts";
import type { Answerable } from "#discord/answerable.ts";
import { readAttachment } from "#discord/attachment.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { exportFiles } from "./files.ts";
import * as view from "./view.ts";

const data = memberCommand("mydata");
data.addAttachmentOption((option) => described(option.setName("import"), "mydata.option.import"));

/** What is kept about whoever presses; a screen that says so when that is nothing. */
async function known(
  interaction: Answerable,
  { myData, pages, t, mention }: Context,
): Promise<Summary | undefined> {
  const summary = await myData.summary(interaction.user.id);
  if (!summary) await show(interaction, view.nothing(t, mention, pages.privacyNotice()));
  return summary;
}

async function open(interaction: Answerable, context: Context): Promise<void> {
  const summary = await known(interaction, context);
  if (!summary) return;
  const { myData, pages, t, now } = context;
  const announced = await myData.announced(summary.person);
  const privacy = pages.privacyNotice();
  await show(interaction, view.overview(t, { summary, announced, page: pages.isOn(), privacy, now }));
}

const presentParts = ({ records }: Summary): Part[] =>
  Object.keys(parts)
    .filter(isPart)
    .filter((part) =>
      records.some(({ kind, count }) => count > 0 && parts[part].some((one) => one === kind)),
    );

/** Our messages go first, since who they were sent to is forgotten with the rest. Erasing waits for nothing. */
async function eraseAll(interaction: ButtonInteraction, context: Context, clear: boolean): Promise<void> {
  const summary = await known(interaction, context);
  if (!summary) return;
  await interaction.deferUpdate();
  const cleared = clear ? await clearMessages(context, summary) : undefined;
  await interaction.editReply(
    view.receipt(context.t, await context.myData.eraseAll(summary.person.id), cleared),
  );
}

async function clearMessages(
  { myData, log }: Context,
  { person }: Summary,
): Promise<Awaited<ReturnType<MyDataCases["clearMessages"]>> | "failed"> {
  try {
    return await myData.clearMessages(person);
  } catch (error) {
    log.warn({ err: error }, "messages could not be deleted");
    return "failed";
  }
}

export default defineCommand({
  data,
  needs: "nothing",

  async run(interaction, context) {
    const file = interaction.options.getAttachment("import");
    if (!file) return open(interaction, context);
    const summary = await known(interaction, context);
    if (!summary) return;
    if (summary.person.consentVersion !== consentVersion) return open(interaction, context);
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
    const source = await readAttachment(file, importLimit.bytes);
    if (source === undefined) throw new Fault("import-too-large", { limit: importLimit.bytes / 1_000_000 });
    await interaction.editReply(
      view.imported(context.t, await context.myData.import(summary.person, source)),
    );
  },

  /** Answers that are about to become sums: said once, after whatever the member came for. */
  async after(interaction, { myData, pages, person, t }) {
    const announced = await myData.announce(person);
    if (announced) await show(interaction, view.notice(t, announced, announced.days, pages.isOn()));
  },

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async notice(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      const { myData, pages, t } = context;
      const announced = await myData.announced(summary.person);
      await show(interaction, view.notice(t, announced, summary.keeping.days, pages.isOn()));
    },
    /** The way to the private page, from here and from other commands: `mydata:page:<landing>`. */
    async page(interaction, [name], context) {
      const landing = landings.find((one) => one === name);
      if (!landing) throw new Fault("stale-button");
      const summary = await known(interaction, context);
      if (!summary) return;
      const { pages, t } = context;
      await show(
        interaction,
        view.pageLink(t, await pages.open(summary.person, landing), pages.privacyNotice()),
      );
    },
    take: (interaction, _args, { pages, t }) => show(interaction, view.take(t, pages.isOn())),
    async send(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      await interaction.deferUpdate();
      const { myData, words, t } = context;
      const files = exportFiles(
        await myData.export(summary.person),
        summary.person,
        interaction.locale,
        words,
      );
      await interaction.editReply(files ? { ...view.taken(t, files), files } : view.tooBig(t));
    },
    async retention(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (summary) await show(interaction, view.retention(context.t, summary.keeping));
    },
    async erase(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (summary) await show(interaction, view.erase(context.t, presentParts(summary)));
    },
    async "part-now"(interaction, [part = ""], context) {
      const summary = await known(interaction, context);
      if (!isPart(part)) throw new Fault("stale-button");
      if (summary)
        await show(
          interaction,
          view.receipt(context.t, await context.myData.erasePart(summary.person, part)),
        );
    },
    async "erase-all"(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (summary) await show(interaction, view.eraseAll(context.t, summary));
    },
    "all-now": (interaction, [clear], context) => eraseAll(interaction, context, clear === "clear"),
    async clear(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      await interaction.deferUpdate();
      await interaction.editReply(
        view.clearedMessages(context.t, await context.myData.clearMessages(summary.person)),
      );
    },
    async pause(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      await context.myData.pauseEverything(summary.person);
      await show(interaction, view.paused(context.t, context.mention));
    },
    async resume(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      await context.nudges.pause(summary.person, null);
      await show(interaction, view.resumed(context.t));
    },
    withdraw: (interaction, _args, { t }) => show(interaction, view.withdraw(t)),
    async "withdraw-now"(interaction, _args, context) {
      const summary = await known(interaction, context);
      if (!summary) return;
      await context.myData.withdraw(summary.person);
      await show(interaction, view.takenBack(context.t, context.now, context.mention));
    },
  },

  selects: {
    async retention(interaction, _args, context) {
      const days = Number(interaction.values[0]);
      const summary = await known(interaction, context);
      if (!isRetention(days)) throw new Fault("stale-button");
      if (!summary) return;
      const keeping = await context.myData.chooseRetention(summary.person, days);
      await show(interaction, view.retention(context.t, keeping, context.now + noticeMs));
    },
    async part(interaction, _args, context) {
      const part = interaction.values[0] ?? "";
      const summary = await known(interaction, context);
      if (!isPart(part)) throw new Fault("stale-button");
      if (!summary) return;
      const counts = summary.records.filter(({ kind }) => parts[part].some((one) => one === kind));
      await show(interaction, view.erasePart(context.t, part, counts));
    },
  },
});
