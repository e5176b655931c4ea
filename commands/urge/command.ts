/** `/urge`: write an urge down in one tap, guess where it will be in a quarter of an hour, and be asked again. */
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { askIntensity, askReading, curve, history, logged, removed, wave } from "./view.ts";

const data = memberCommand("urge");
data.addIntegerOption((option) =>
  described(option.setName("intensity"), "urge.option.intensity").setMinValue(0).setMaxValue(10),
);

async function log(interaction: Answerable, intensity: number, { urges, person, t }: Context): Promise<void> {
  await show(interaction, logged(t, await urges.log(person, intensity)));
}

/** Shows the curve with the guess beside it and, from three urges on, the member's own median. */
async function showCurve(
  interaction: Answerable,
  id: string,
  { urges, person, t, now }: Context,
): Promise<void> {
  const [urge, past] = await Promise.all([urges.find(person, id), urges.history(person, 50)]);
  await show(
    interaction,
    curve(
      t,
      urge,
      past.map((kept) => kept.body),
      now,
    ),
  );
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const intensity = interaction.options.getInteger("intensity");
    if (intensity === null) await show(interaction, askIntensity(context.t));
    else await log(interaction, intensity, context);
  },

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, askIntensity(t)),
    log: (interaction, [intensity], context) => log(interaction, Number(intensity), context),
    async again(interaction, [id = ""], { urges, person, t }) {
      await show(interaction, askReading(t, await urges.find(person, id)));
    },
    async read(interaction, [id = "", intensity], context) {
      await context.urges.read(context.person, id, Number(intensity));
      await showCurve(interaction, id, context);
    },
    async ride(interaction, [id = ""], { urges, person, t, now }) {
      await show(interaction, wave(t, await urges.find(person, id), now, []));
    },
    async ask(interaction, [id = ""], { urges, person, t, now }) {
      const times = await urges.askAgain(person, id);
      await show(interaction, wave(t, await urges.find(person, id), now, times));
    },
    async acted(interaction, [id = "", acted], context) {
      await context.urges.acted(
        context.person,
        id,
        acted === "yes" ? "yes" : acted === "no" ? "no" : "rather-not-say",
      );
      await showCurve(interaction, id, context);
    },
    async history(interaction, _args, { urges, person, t, now }) {
      await show(interaction, history(t, await urges.history(person, 10), now));
    },
    async remove(interaction, [id = ""], { urges, person, t }) {
      await urges.remove(person, id);
      await show(interaction, removed(t));
    },
  },

  selects: {
    async guess(interaction, [id = ""], { urges, person, t }) {
      await show(interaction, logged(t, await urges.guess(person, id, Number(interaction.values[0]))));
    },
  },
});
