/** `/drill`: rehearse a hard moment, answered with lines of one's own plan. */
import type { ModalSubmitInteraction } from "discord.js";
import type { DrillView } from "#app/drills.ts";
import type { DrillReading } from "#core/drill.ts";
import { isState } from "#core/check-in.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { form, offer, runScreen } from "./view.ts";

/** An unfinished run goes on where it was; else what there is to rehearse. */
async function open(interaction: Answerable, { drills, person, t }: Context): Promise<void> {
  const [running, finished] = await Promise.all([drills.unfinished(person), drills.finished(person)]);
  await show(interaction, running ? runScreen(t, running) : offer(t, drills.choices(person), finished));
}

/** Where a screen asks for words, the form opens at once: one tap fewer. */
async function next(interaction: Answerable, view: DrillView, { t }: Context): Promise<void> {
  if (view.screen.ask && !view.notice && "showModal" in interaction)
    await interaction.showModal(form(t, view));
  else await show(interaction, runScreen(t, view));
}

const numberOf = (text: string | undefined): number => Number(text ?? Number.NaN);

function readingOf(question: string, value: string): DrillReading {
  if (question === "state") return isState(value) ? { state: value } : {};
  return question === "urge" ? { urge: Number(value) } : { confidence: Number(value) };
}

export default defineCommand({
  data: memberCommand("drill"),

  run: open,

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async list(interaction, _args, { drills, person, t }) {
      await show(interaction, offer(t, drills.choices(person), await drills.finished(person)));
    },
    async press(interaction, [runId = "", rev, choice = ""], context) {
      const { drills, person, t } = context;
      if (choice === "save") {
        const view = await drills.press(person, runId, { rev: -1, choice });
        if (view.screen.ask && view.screen.rev === numberOf(rev)) return interaction.showModal(form(t, view));
        return show(interaction, runScreen(t, view));
      }
      await next(interaction, await drills.press(person, runId, { rev: numberOf(rev), choice }), context);
    },
  },

  selects: {
    async begin(interaction, _args, { drills, person, t }) {
      await show(interaction, runScreen(t, await drills.begin(person, interaction.values[0] ?? "", "asked")));
    },
    async line(interaction, [runId = "", rev], context) {
      const choice = `line:${interaction.values[0] ?? ""}`;
      await next(
        interaction,
        await context.drills.press(context.person, runId, { rev: numberOf(rev), choice }),
        context,
      );
    },
    async answer(interaction, [runId = "", rev, question = ""], context) {
      const answers = readingOf(question, interaction.values[0] ?? "");
      await next(
        interaction,
        await context.drills.press(context.person, runId, { rev: numberOf(rev), choice: "answer", answers }),
        context,
      );
    },
  },

  modals: {
    async save(interaction, [runId = "", rev], context) {
      const { drills, person, t } = context;
      const written = writtenIn(interaction);
      const texts = "text" in written ? [written.text] : [written.line.cue, written.line.response];
      const press = { rev: numberOf(rev), choice: "save", ...written };
      await saveWords(interaction, context, texts, async () =>
        runScreen(t, await drills.press(person, runId, press)),
      );
    },
  },
});

/** The form holds either free words, or both halves of an if–then line. */
function writtenIn({
  fields,
}: ModalSubmitInteraction): { text: string } | { line: { cue: string; response: string } } {
  if (fields.fields.has("words")) return { text: fields.getTextInputValue("words") };
  return { line: { cue: fields.getTextInputValue("cue"), response: fields.getTextInputValue("response") } };
}
