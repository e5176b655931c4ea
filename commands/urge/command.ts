/** `/urge`: write an urge down in one tap, guess where it will be in a quarter of an hour, and be asked again. */
import type { ButtonInteraction, ModalSubmitInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { UrgeCues, UrgeDraft } from "#app/urges.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import { agoChoices, cues, type Cue } from "#core/urge.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { changePage, cueForm, cuePage, cuesOf, isSide } from "./cues.ts";
import * as view from "./view.ts";

const data = memberCommand("urge");
data.addIntegerOption((option) =>
  described(option.setName("intensity"), "urge.option.intensity").setMinValue(0).setMaxValue(10),
);
for (const cue of cues)
  data.addStringOption((option) =>
    described(option.setName(cue), `urge.option.${cue}`).setAutocomplete(true),
  );
data.addIntegerOption((option) =>
  described(option.setName("guess"), "urge.option.guess").setMinValue(0).setMaxValue(10),
);
data.addIntegerOption((option) =>
  described(option.setName("ago"), "urge.option.ago").addChoices(
    { name: "15 minutes ago", value: 15 },
    { name: "Half an hour ago", value: 30 },
    { name: "An hour ago", value: 60 },
    { name: "2 hours ago", value: 120 },
    { name: "4 hours ago", value: 240 },
    { name: "8 hours ago", value: 480 },
    { name: "12 hours ago", value: 720 },
    { name: "A day ago", value: 1440 },
    { name: "Two days ago", value: 2880 },
  ),
);

/** Whoever presses twice, or on two buttons of one screen, made one urge. What was typed before it waits in memory. */
async function log(interaction: ButtonInteraction, args: string[], context: Context): Promise<void> {
  const [intensity, id, ago, words] = args;
  const draft = { id, ago: ago ? Number(ago) : undefined };
  const urge = await context.urges.log(context.person, Number(intensity), draft);
  const goOn = words ? context.pending.take(interaction.user.id, words) : undefined;
  if (goOn) await goOn(interaction, context);
  else {
    // Pressed a second time, the words are in the urge; with none in it they were waited for too long.
    const lost = Boolean(words) && urge.body.cues === undefined;
    await show(interaction, view.logged(context.t, urge, lost));
  }
}

/** Words came without a number: they are held until one is tapped, and nothing is made up meanwhile. */
function askNumber(user: string, draft: UrgeDraft & { id: string }, { pending, t }: Context): Screen {
  const token = pending.hold(user, async (press, { urges, person }) => {
    await show(press, view.logged(t, await urges.describe(person, draft.id, draft.cues ?? {})));
  });
  return view.askIntensity(t, draft.id, draft.ago, token);
}

/** Shows the curve with the guess beside it and, from three urges on, the member's own median. */
async function showCurve(
  interaction: Answerable,
  id: string,
  { urges, person, t, now }: Context,
): Promise<void> {
  const [urge, past] = await Promise.all([urges.find(person, id), urges.history(person, 50)]);
  const bodies = past.map(({ body }) => body);
  await show(interaction, view.curve(t, urge, bodies, now));
}

async function showCues(interaction: Answerable, id: string, { urges, person, t }: Context): Promise<void> {
  const [urge, likely] = await Promise.all([urges.find(person, id), urges.likely(person)]);
  await show(interaction, cuePage(t, urge, likely));
}

/** Promises a DM only when one arrives; else the member's next command asks. */
async function ask(interaction: ButtonInteraction, id: string, context: Context): Promise<void> {
  const { urges, person, t, now } = context;
  await urges.find(person, id);
  await defer(interaction);
  const written = await canWrite(interaction.message.id, context);
  const times = await urges.askAgain(person, id);
  await fill(interaction, view.wave(t, await urges.find(person, id), now, { times, written }));
}

async function describe(interaction: ModalSubmitInteraction, args: string[], context: Context) {
  const [id = "", side] = args;
  const { urges, person, t } = context;
  if (!isSide(side)) throw new Fault("stale-form");
  const given = cuesOf(side, (name) => interaction.fields.getTextInputValue(name));
  await saveWords(interaction, context, Object.values(given), async () => {
    const urge = await urges.describe(person, id, given);
    return cuePage(t, urge, await urges.likely(person));
  });
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const { options, id } = interaction;
    const intensity = options.getInteger("intensity");
    const typed = Object.fromEntries(cues.flatMap((cue) => typedCue(cue, options.getString(cue))));
    const texts = Object.values(typed);
    const ago = options.getInteger("ago") ?? undefined;
    const guess = options.getInteger("guess") ?? undefined;
    const { urges, person, t } = context;
    if (intensity === null && texts.length === 0) return show(interaction, view.askIntensity(t, id, ago));
    await saveWords(interaction, context, texts, async () =>
      intensity === null
        ? askNumber(interaction.user.id, { id, ago, cues: typed }, context)
        : view.logged(t, await urges.log(person, intensity, { id, ago, guess, cues: typed })),
    );
  },

  async autocomplete(interaction, { urges, person }) {
    const { name, value } = interaction.options.getFocused(true);
    const cue = cues.find((known) => known === name);
    const likely = cue ? await urges.likely(person, { cue, typed: value }) : [];
    await interaction.respond(likely.slice(0, 25).map(({ text }) => ({ name: text, value: text })));
  },

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, view.askIntensity(t, interaction.id)),
    log,
    earlier: (interaction, [id = ""], { t }) => show(interaction, view.askWhen(t, id)),
    async back(interaction, [id = ""], { urges, person, t }) {
      await show(interaction, view.logged(t, await urges.find(person, id)));
    },
    async again(interaction, [id = ""], { urges, person, t }) {
      await show(interaction, view.askReading(t, await urges.find(person, id)));
    },
    async read(interaction, [id = "", intensity], context) {
      await context.urges.read(context.person, id, Number(intensity));
      await showCurve(interaction, id, context);
    },
    async ride(interaction, [id = ""], { urges, person, t, now }) {
      await show(interaction, view.wave(t, await urges.find(person, id), now));
    },
    ask: (interaction, [id = ""], context) => ask(interaction, id, context),
    curve: (interaction, [id = ""], context) => showCurve(interaction, id, context),
    async acted(interaction, [id = "", acted], context) {
      const answer = acted === "yes" || acted === "no" ? acted : "rather-not-say";
      await context.urges.acted(context.person, id, answer);
      await showCurve(interaction, id, context);
    },
    settle: (interaction, _args, { practices, person, t }) =>
      show(interaction, view.settle(t, practices.all(person))),
    cues: (interaction, [id = ""], context) => showCues(interaction, id, context),
    async write(interaction, [id = "", side], { urges, person, t }) {
      if (!isSide(side)) throw new Fault("stale-button");
      await interaction.showModal(cueForm(t, await urges.find(person, id), side));
    },
    async change(interaction, [id = ""], { urges, person, t }) {
      await show(interaction, changePage(t, await urges.find(person, id)));
    },
    async history(interaction, _args, { urges, person, t }) {
      await show(interaction, view.history(t, await urges.history(person, 10)));
    },
    async remove(interaction, [id = ""], { urges, person, t }) {
      await urges.remove(person, id);
      await show(interaction, view.removed(t));
    },
  },

  selects: {
    async guess(interaction, [id = ""], { urges, person, t }) {
      const guessed = await urges.guess(person, id, Number(interaction.values[0]));
      await show(interaction, view.logged(t, guessed));
    },
    earlier(interaction, [id = ""], { t }) {
      return show(interaction, view.askIntensity(t, id, agoOf(interaction.values[0])));
    },
    /** Own entries from before: what is picked is set. */
    async likely(interaction, [id = ""], context) {
      const { urges, person } = context;
      const likely = await urges.likely(person);
      const picked = likely.filter(({ cue, text }) => interaction.values.includes(`${cue} ${text}`));
      const given: UrgeCues = {};
      for (const { cue, text } of picked.toReversed()) given[cue] = text;
      await urges.describe(person, id, given);
      await showCues(interaction, id, context);
    },
    async number(interaction, [id = ""], { urges, person, t }) {
      const intensity = Number(interaction.values[0]);
      await show(interaction, changePage(t, await urges.correct(person, id, { intensity })));
    },
    async when(interaction, [id = ""], { urges, person, t }) {
      const ago = agoOf(interaction.values[0]);
      await show(interaction, changePage(t, await urges.correct(person, id, { ago })));
    },
    pick: (interaction, _args, context) => showCurve(interaction, interaction.values[0] ?? "", context),
  },

  modals: { describe },
});

const typedCue = (cue: Cue, text: string | null): [Cue, string][] => (text?.trim() ? [[cue, text]] : []);

function agoOf(value: string | undefined): number {
  const ago = agoChoices.find((choice) => String(choice) === value);
  if (ago === undefined) throw new Fault("stale-button");
  return ago;
}
