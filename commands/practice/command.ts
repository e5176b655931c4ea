/** `/practice`: guided practices, with a way out on every screen and a close that comes back to now. */
import { isState } from "#core/check-in.ts";
import type { Reading } from "#core/practice.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { intro, offer, thanks, walk, why } from "./view.ts";

/** A walk that was left goes on where it was; else what there is. */
async function open(interaction: Answerable, { practices, person, t }: Context): Promise<void> {
  const running = await practices.unfinished(person);
  await show(interaction, running ? walk(t, running) : offer(t, practices.all(person)));
}

function readingOf(question: string, value: string): Reading {
  if (question === "state") return isState(value) ? { state: value } : {};
  if (question === "access" || question === "urge" || question === "landed")
    return { [question]: Number(value) };
  return {};
}

export default defineCommand({
  data: memberCommand("practice"),

  run: open,

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async list(interaction, _args, { practices, person, t }) {
      await show(interaction, offer(t, practices.all(person)));
    },
    async intro(interaction, [practiceId = ""], { practices, person, t }) {
      await show(interaction, intro(t, practices.find(person, practiceId)));
    },
    async why(interaction, [practiceId = ""], { practices, person, t }) {
      await show(interaction, why(t, practices.find(person, practiceId)));
    },
    async begin(interaction, [practiceId = "", state], { practices, person, t }) {
      await show(
        interaction,
        walk(t, await practices.begin(person, practiceId, state ? readingOf("state", state) : {})),
      );
    },
    async next(interaction, [runId = "", from], { practices, person, t }) {
      await show(interaction, walk(t, await practices.turn(person, runId, Number(from), "next")));
    },
    async back(interaction, [runId = "", from], { practices, person, t }) {
      await show(interaction, walk(t, await practices.turn(person, runId, Number(from), "back")));
    },
    async stop(interaction, [runId = "", from], { practices, person, t }) {
      await show(interaction, walk(t, await practices.turn(person, runId, Number(from), "stop")));
    },
    /** Another way to do the same step. */
    async alt(interaction, [runId = ""], { practices, person, t }) {
      await show(interaction, walk(t, await practices.look(person, runId), true));
    },
    done: (interaction, _args, { t }) => show(interaction, thanks(t)),
  },

  selects: {
    async pick(interaction, _args, { practices, person, t }) {
      await show(interaction, intro(t, practices.find(person, interaction.values[0] ?? "")));
    },
    async before(interaction, [practiceId = ""], { practices, person, t }) {
      const [state] = interaction.values;
      await show(
        interaction,
        intro(t, practices.find(person, practiceId), isState(state) ? state : undefined),
      );
    },
    async answer(interaction, [runId = "", question = ""], { practices, person, t }) {
      const view = await practices.answer(person, runId, readingOf(question, interaction.values[0] ?? ""));
      await show(interaction, walk(t, view));
    },
  },
});
