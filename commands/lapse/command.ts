/** `/lapse`: after a lapse or a near-miss. Safety first, then confidence, then the next 24 hours; nothing is zeroed. */
import type { LapseAnswers } from "#app/lapses.ts";
import { riskKinds } from "#core/risk.ts";
import { defineCommand } from "#discord/command.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { asked, askSafe, form, kept, words } from "./view.ts";

export default defineCommand({
  data: memberCommand("lapse"),

  run: (interaction, { t }) => show(interaction, askSafe(t)),

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, askSafe(t)),
    async safe(interaction, _args, { lapses, person, t }) {
      await show(interaction, form(t, await lapses.begin(person)));
    },
    async words(interaction, [id = ""], { lapses, person, t }) {
      await interaction.showModal(words(t, await lapses.amend(person, id, {})));
    },
    async done(interaction, [id = ""], { lapses, person, t }) {
      await show(interaction, kept(t, await lapses.amend(person, id, {})));
    },
    async tomorrow(interaction, [id = ""], { lapses, person, t }) {
      await show(interaction, asked(t, await lapses.askTomorrow(person, id)));
    },
  },

  selects: {
    async answer(interaction, [id = "", name], { lapses, person, t }) {
      await show(interaction, form(t, await lapses.amend(person, id, answerOf(name, interaction.values))));
    },
  },

  modals: {
    async words(interaction, [id = ""], context) {
      const { lapses, person, t } = context;
      const text = (name: string) => interaction.fields.getTextInputValue(name).trim() || undefined;
      const [stillWorks, nextDay] = [text("still-works"), text("next-day")];
      const answers: LapseAnswers = {
        ...(stillWorks ? { stillWorks } : {}),
        ...(nextDay ? { nextDay } : {}),
      };
      await saveWords(interaction, context, [stillWorks, nextDay], async () =>
        form(t, await lapses.amend(person, id, answers)),
      );
    },
  },
});

/** What was picked in one of the form's lists; a value that is not on the list is left out. */
function answerOf(name: string | undefined, values: string[]): LapseAnswers {
  const [first] = values;
  if (name === "happened" && (first === "yes" || first === "no" || first === "rather-not-say"))
    return { happened: first };
  if (name === "kinds") return { kinds: riskKinds.filter((kind) => values.includes(kind)) };
  if (name === "company" && (first === "alone" || first === "with-others")) return { company: first };
  if (name === "confidence") return { confidence: Number(first) };
  return {};
}
