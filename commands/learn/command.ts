/** `/learn`: short cards, for members and for the people around them. Reading needs no consent and leaves no trace. */
import type { Audience } from "#core/lesson.ts";
import { defineCommand } from "#discord/command.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { card, shelf } from "./view.ts";

const audienceOf = (name: string | undefined): Audience => (name === "supporter" ? "supporter" : "member");

export default defineCommand({
  data: memberCommand("learn"),
  needs: "nothing",

  run: (interaction, { lessons, t }) =>
    show(interaction, shelf(t, lessons.all(interaction.locale), "member")),

  buttons: {
    open: (interaction, [audience], { lessons, t }) =>
      show(interaction, shelf(t, lessons.all(interaction.locale), audienceOf(audience))),
    card: (interaction, [lessonId = "", page], { lessons, t }) =>
      show(interaction, card(t, lessons.all(interaction.locale), lessonId, Number(page))),
  },

  selects: {
    card: (interaction, _args, { lessons, t }) =>
      show(interaction, card(t, lessons.all(interaction.locale), interaction.values[0] ?? "", 0)),
  },
});
