/** `/buddy`: two members agree to be each other's person; *reach someone* passes on what was seen and confirmed. */
import { InteractionContextType, type ButtonInteraction } from "discord.js";
import { Fault, boundedText } from "#app/fault.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { storedHelp } from "#commands/help-now/stored.ts";
import { buddyAnswers, buddyLimits } from "#core/buddy.ts";
import type { Snowflake } from "#core/ids.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { customId } from "#discord/custom-id.ts";
import { defer, fill, helpButton, row, show } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { translator } from "#locale/sentences.ts";
import {
  answerMessage,
  choose,
  letterMessage,
  ownForm,
  preview,
  sent,
  templates,
  type Letter,
  type Sent,
} from "./message.ts";
import { namesOf } from "./names.ts";
import * as view from "./view.ts";

const data = memberCommand("buddy");
data.addUserOption((option) => described(option.setName("person"), "buddy.option.person"));

async function open(interaction: Answerable, { buddies, person, t }: Context): Promise<void> {
  const own = await buddies.overview(person);
  const ids = [...own.buddies.map(({ id }) => id), ...own.wishes, ...own.asked];
  const alone = interaction.context === InteractionContextType.BotDM;
  await show(interaction, view.overview(t, own, await namesOf(interaction.client, ids, t), alone));
}

async function name(
  interaction: Answerable,
  other: { id: Snowflake; bot: boolean } | undefined,
  { buddies, person, t }: Context,
): Promise<void> {
  if (!other || other.bot) throw new Fault("buddy-self");
  await show(interaction, view.named(t, other.id, await buddies.name(person, other.id)));
}

async function reach(interaction: Answerable, context: Context): Promise<void> {
  const { buddies, plans, person, t } = context;
  const [{ people }, own, { onCall }] = await Promise.all([
    plans.current(person),
    buddies.overview(person),
    storedHelp(interaction, context),
  ]);
  const ids = own.buddies.map(({ id }) => id);
  const names = await namesOf(interaction.client, ids, t);
  await show(interaction, view.reach(t, people, { buddies: ids, onCall }, names));
}

const letterOf = ({ user }: Answerable, words: string): Letter => ({
  from: user.id,
  name: user.displayName,
  words,
});

/** Sends what was seen and confirmed, once, and says what became of it. */
async function send(
  interaction: ButtonInteraction,
  other: Snowflake,
  token: string,
  words: (locale: string) => string,
  { buddies, letters, person, t }: Context,
): Promise<void> {
  const them = await buddies.pass(person, other, token);
  if (!them) return show(interaction, sent(t, other, "already"));
  await defer(interaction);
  const letter = letterOf(interaction, words(them.locale));
  const { kind } = await letters.write(them, letterMessage(translator(them.locale), letter, token), token);
  if (kind === "closed") await buddies.unpass(person, token);
  await fill(interaction, sent(t, other, kind satisfies Sent));
}

const templateWords = (name: string | undefined) => {
  const template = templates.find((known) => known === name);
  if (!template) throw new Fault("stale-button");
  return (locale: string) => translator(locale).plain(`buddy.template.${template}`);
};

export default defineCommand({
  data,

  async run(interaction, context) {
    const other = interaction.options.getUser("person");
    if (other) await name(interaction, other, context);
    else await open(interaction, context);
  },

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    reach: (interaction, _args, context) => reach(interaction, context),
    async agree(interaction, [other = ""], context) {
      await context.buddies.name(context.person, other);
      await open(interaction, context);
    },
    async end(interaction, [other = ""], { buddies, person, t }) {
      await buddies.end(person, other);
      await show(interaction, view.ended(t));
    },
    about: (interaction, [other = ""], { t }) => show(interaction, view.about(t, other)),
    async block(interaction, [other = ""], { buddies, person, t }) {
      await buddies.block(person, other);
      await show(interaction, view.isBlocked(t));
    },
    /** Whoever reports is rid of them first. */
    async report(interaction, [other = ""], { buddies, person, t }) {
      await buddies.block(person, other);
      await show(interaction, view.reported(t, other));
    },
    async blocked(interaction, _args, { buddies, person, t }) {
      const { blocked } = await buddies.overview(person);
      await show(interaction, view.blockedPage(t, blocked, await namesOf(interaction.client, blocked, t)));
    },
    async hours(interaction, _args, { buddies, person, t }) {
      await show(interaction, view.hoursPage(t, (await buddies.overview(person)).hours));
    },
    async "any-hour"(interaction, _args, { buddies, person, t }) {
      await buddies.setHours(person, null);
      await show(interaction, view.hoursPage(t, undefined));
    },
    async write(interaction, [other = ""], { buddies, person, t }) {
      await buddies.check(person, other);
      await show(interaction, choose(t, other));
    },
    async preview(interaction, [other = "", template], { t }) {
      const letter = letterOf(interaction, templateWords(template)(t.locale));
      const button = customId("buddy", "send", other, template ?? "", interaction.id);
      await show(interaction, preview(t, other, letter, button));
    },
    send: (interaction, [other = "", template, token = ""], context) =>
      send(interaction, other, token, templateWords(template), context),
    own: (interaction, [other = ""], { t }) => interaction.showModal(ownForm(t, other)),
    /** Own words wait in memory between seeing and sending. */
    async "send-own"(interaction, [token = ""], context) {
      const resume = context.pending.take(interaction.user.id, token);
      if (!resume) throw new Fault("words-gone");
      await resume(interaction, context);
    },
    async answer(interaction, [name, from = "", token = ""], context) {
      const answer = buddyAnswers.find((known) => known === name);
      if (!answer) throw new Fault("stale-button");
      const { buddies, letters, person, t } = context;
      const them = await buddies.answer(person, from, token, answer);
      await interaction.update({ components: [row(helpButton(t))] });
      const message = answerMessage(translator(them.locale), person.id, answer);
      const { kind } = await letters.write(them, message, interaction.id);
      await show(interaction, view.answered(t, from, kind !== "closed"));
    },
  },

  selects: {
    async name(interaction, _args, context) {
      const other = interaction.isUserSelectMenu() ? interaction.users.first() : undefined;
      await name(interaction, other, context);
    },
    async unblock(interaction, _args, context) {
      await context.buddies.unblock(context.person, interaction.values[0] ?? "");
      await open(interaction, context);
    },
    async hours(interaction, [edge], { buddies, person, t }) {
      const minute = Number(interaction.values[0]);
      const { hours } = await buddies.overview(person);
      const changed =
        edge === "from"
          ? { from: minute, to: hours?.to ?? 22 * 60 }
          : { from: hours?.from ?? 8 * 60, to: minute };
      await buddies.setHours(person, changed);
      await show(interaction, view.hoursPage(t, changed));
    },
  },

  modals: {
    async own(interaction, [other = ""], context) {
      const words = boundedText(interaction.fields.getTextInputValue("words"), buddyLimits.words);
      await saveWords(interaction, context, [words], () => {
        const token = context.pending.hold(interaction.user.id, async (press, later) => {
          if (press.isButton()) await send(press, other, interaction.id, () => words, later);
        });
        const button = customId("buddy", "send-own", token);
        return Promise.resolve(preview(context.t, other, letterOf(interaction, words), button));
      });
    },
  },
});
