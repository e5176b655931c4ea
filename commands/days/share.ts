/** What a member shares of their days: seen beforehand, posted by their own press, and theirs to take back. */
import type { ButtonInteraction } from "discord.js";
import type { GoalView } from "#app/goals.ts";
import { Fault } from "#app/fault.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, helpButton, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("days");

function postText(t: Translate, { goal, days }: GoalView, person: string, withWords: boolean): string {
  const who = markup(`<@${person}>`);
  const { lived } = days;
  return withWords ? t("days.post-words", { who, lived, words: goal.words }) : t("days.post", { who, lived });
}

/** @param inServer false in a conversation that nobody else reads */
export function sharePage(t: Translate, view: GoalView, person: string, inServer: boolean): Screen {
  const { id: goalId, days } = view;
  const back = button(id("goal", goalId), t.plain("button.back"), "main");
  if (days.lived === 0) return screen(t, { text: [t("days.share-nothing")], rows: [row(back)] });
  const post = (withWords: boolean) => postText(t, view, person, withWords);
  if (!inServer)
    return screen(t, { text: [t("days.share-dm", { post: markup(post(false)) })], rows: [row(back)] });
  return screen(t, {
    text: [t("days.share", { post: markup(`> ${post(false)}\n> ${post(true)}`) })],
    rows: [
      row(
        button(id("post", goalId, "number"), t.plain("days.button.post")),
        button(id("post", goalId, "words"), t.plain("days.button.post-words")),
        back,
      ),
    ],
  });
}

/** Posts it in the channel that the button was pressed in. */
export async function post(
  interaction: ButtonInteraction,
  t: Translate,
  view: GoalView,
  withWords: boolean,
): Promise<void> {
  const { user } = interaction;
  const done = screen(t, {
    text: [t("days.posted")],
    rows: [row(button(id("goal", view.id), t.plain("button.back"), "main"))],
  });
  await interaction.update(done);
  await interaction.followUp({
    content: postText(t, view, user.id, withWords),
    components: [row(button(id("take-back", user.id), t.plain("days.button.take-back")), helpButton(t))],
    allowedMentions: { parse: [] },
  });
}

/** @throws {Fault} not-yours */
export async function takeBack(interaction: ButtonInteraction, owner: string | undefined): Promise<void> {
  if (owner !== interaction.user.id) throw new Fault("not-yours");
  await interaction.deferUpdate();
  await interaction.deleteReply();
}
