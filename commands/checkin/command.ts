/** `/checkin`: where am I, in one tap; everything else can be added or left. */
import type { CheckInAnswers } from "#app/check-ins.ts";
import { wholeNumber } from "#app/fault.ts";
import type { State } from "#core/check-in.ts";
import { defineCommand, type Answerable } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { askState, details, finished, saved, undone } from "./view.ts";

const states: State[] = ["too-little", "within", "too-much"];

const data = memberCommand("checkin");
data.addStringOption((option) =>
  described(option.setName("state"), "checkin.option.state").addChoices(
    { name: "Too little: flat, far away, numb", value: "too-little" },
    { name: "Within: I can feel and think", value: "within" },
    { name: "Too much: racing, flooded, on edge", value: "too-much" },
  ),
);
data.addIntegerOption((option) =>
  described(option.setName("access"), "checkin.option.access").setMinValue(0).setMaxValue(10),
);
data.addIntegerOption((option) =>
  described(option.setName("mood"), "checkin.option.mood").setMinValue(-3).setMaxValue(3),
);
data.addIntegerOption((option) =>
  described(option.setName("urge"), "checkin.option.urge").setMinValue(0).setMaxValue(10),
);
data.addIntegerOption((option) =>
  described(option.setName("sleep"), "checkin.option.sleep").setMinValue(0).setMaxValue(10),
);

async function record(
  interaction: Answerable,
  state: State,
  answers: CheckInAnswers,
  { checkIns, person, t }: Context,
) {
  const kept = await checkIns.add(person, state, answers);
  await show(interaction, saved(t, kept));
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const state = interaction.options.getString("state") as State | null;
    if (!state) return show(interaction, askState(context.t));
    const answers: CheckInAnswers = {};
    for (const name of ["access", "mood", "urge", "sleep"] as const) {
      const value = interaction.options.getInteger(name);
      if (value !== null) answers[name] = value;
    }
    await record(interaction, state, answers, context);
  },

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, askState(t)),
    async state(interaction, [index], context) {
      await record(interaction, states[wholeNumber(Number(index), 0, 2)] as State, {}, context);
    },
    async more(interaction, [id = ""], { checkIns, person, t }) {
      await show(interaction, details(t, await checkIns.amend(person, id, {})));
    },
    async done(interaction, [id = ""], { checkIns, person, t, mention }) {
      await show(interaction, finished(t, await checkIns.amend(person, id, {}), mention));
    },
    async undo(interaction, [id = ""], { checkIns, person, t }) {
      await checkIns.remove(person, id);
      await show(interaction, undone(t));
    },
  },

  selects: {
    async rate(interaction, [id = "", name = ""], { checkIns, person, t }) {
      const value = Number(interaction.values[0]);
      await show(interaction, details(t, await checkIns.amend(person, id, { [ratingName(name)]: value })));
    },
  },
});

/** A rating of the form, by the name in the select's id. */
function ratingName(name: string): "access" | "mood" | "urge" | "sleep" {
  if (name === "access" || name === "mood" || name === "urge" || name === "sleep") return name;
  throw new RangeError(`no such rating: ${name}`);
}
