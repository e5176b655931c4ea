/** The weekly look-back: from `/progress`, or as a nudge for whoever wants it. */
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { weekPage } from "./view.ts";

async function open(interaction: Answerable, context: Context): Promise<void> {
  const { lookBacks, practices, person, t, words, mention } = context;
  const practiceNames = Object.fromEntries(practices.all(person).map(({ id, title }) => [id, title]));
  const beside = { words, practiceNames, settings: mention("settings") };
  await show(interaction, weekPage(t, await lookBacks.week(person), beside));
}

export default defineCommand({
  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async weekly(interaction, [on], context) {
      await context.lookBacks.weekly(context.person, on === "on");
      await open(interaction, context);
    },
  },
});
