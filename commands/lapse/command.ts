/** `/lapse`: after a lapse or a near-miss. Safety first, then confidence, then the next 24 hours; nothing is zeroed. */
import { Fault } from "#app/fault.ts";
import type { LapseAnswers } from "#app/lapses.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import { riskKinds } from "#core/risk.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { asked, askSafe, isPage, kept, page, removed, share, words, type Page } from "./view.ts";

/** What was already answered shows on the page it was answered on. */
async function turn(
  interaction: Answerable,
  id: string,
  which: Page,
  answers: LapseAnswers,
  { lapses, person, t }: Context,
): Promise<void> {
  const lapse =
    Object.keys(answers).length > 0 ? await lapses.amend(person, id, answers) : await lapses.find(person, id);
  await show(interaction, page(t, lapse, which));
}

/** Days that were lived stay lived: said with the number where a goal is counted. */
async function finish(interaction: Answerable, id: string, { lapses, progress, person, t }: Context) {
  const [lapse, goals] = await Promise.all([lapses.find(person, id), progress.days(person)]);
  await show(interaction, kept(t, lapse, goals[0]?.counts.lived));
}

export default defineCommand({
  data: memberCommand("lapse"),

  run: (interaction, { t }) => show(interaction, askSafe(t, interaction.id)),

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, askSafe(t, interaction.id)),
    async safe(interaction, [id], { lapses, person, t }) {
      await show(interaction, page(t, await lapses.begin(person, id), "before"));
    },
    page(interaction, [id = "", which = ""], context) {
      if (!isPage(which)) throw new Fault("stale-button");
      return turn(interaction, id, which, {}, context);
    },
    async words(interaction, [id = ""], { lapses, person, t }) {
      await interaction.showModal(words(t, await lapses.find(person, id)));
    },
    done: (interaction, [id = ""], context) => finish(interaction, id, context),
    /** Nobody is told unless the member says so, once more, to one person. */
    share: (interaction, [id = ""], { t }) => show(interaction, share(t, id)),
    async tomorrow(interaction, [id = ""], context) {
      const { lapses, person, t } = context;
      await lapses.find(person, id);
      await defer(interaction);
      const written = await canWrite(interaction.id, context);
      await fill(interaction, asked(t, await lapses.askTomorrow(person, id), written));
    },
    async remove(interaction, [id = ""], { lapses, person, t }) {
      await lapses.remove(person, id);
      await show(interaction, removed(t));
    },
  },

  selects: {
    async answer(interaction, [id = "", name], context) {
      const which = name === "confidence" ? "next" : "before";
      await turn(interaction, id, which, answerOf(name, interaction.values), context);
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
        page(t, await lapses.amend(person, id, answers), "next"),
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
