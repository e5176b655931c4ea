/** `/learn`: short cards, for members and for the people around them. Reading needs no consent and leaves no trace. */
import { Fault } from "#app/fault.ts";
import type { Audience } from "#core/lesson.ts";
import { defineCommand } from "#discord/command.ts";
import { defer, fill, show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { card, cardPicture, sendPage, shelf } from "./view.ts";

/** Pictures that are nobody's own. */
const everybody = "everybody";

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
    async send(interaction, [lessonId], { lessons, pages, painter, t }) {
      const lesson = lessons.all(interaction.locale).find(({ id }) => id === lessonId);
      if (!lesson) throw new Fault("lesson-gone");
      await defer(interaction);
      const picture = cardPicture(t, lesson);
      const png = await painter.draw(picture, { theme: "light", locale: t.locale }, "png", everybody);
      const url = pages.isOn() ? pages.card(lesson.id) : undefined;
      await fill(interaction, sendPage(t, lesson, url, png && { png, alt: picture.words.alt }));
    },
  },

  selects: {
    card: (interaction, _args, { lessons, t }) =>
      show(interaction, card(t, lessons.all(interaction.locale), interaction.values[0] ?? "", 0)),
  },
});
