/** What is passed on: picked or written, seen as the other will see it, confirmed, and answered in one tap. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, userMention } from "discord.js";
import { buddyLimits, type BuddyAnswer } from "#core/buddy.ts";
import type { Snowflake } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, helpButton, row, screen, type Screen } from "#discord/screen.ts";
import type { OutgoingMessage } from "#discord/sender.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("buddy");

/** Ready words; neutral enough for a lock screen. */
export const templates = ["moment", "call", "company"] as const;

export const choose = (t: Translate, person: Snowflake): Screen =>
  screen(t, {
    text: [t("buddy.write", { who: markup(userMention(person)) })],
    rows: [
      ...templates.map((name) =>
        row(button(id("preview", person, name), t.plain(`buddy.template.${name}`), "main")),
      ),
      row(
        button(id("own", person), t.plain("buddy.button.own")),
        button(id("reach"), t.plain("button.back")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
  });

export const ownForm = (t: Translate, person: Snowflake): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("own", person))
    .setTitle(t.plain("buddy.own-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("buddy.own-label"))
        .setDescription(t.plain("buddy.own-hint"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("words")
            .setStyle(TextInputStyle.Paragraph)
            .setMaxLength(buddyLimits.words)
            .setRequired(true),
        ),
    );

export interface Letter {
  from: Snowflake;
  /** As Discord shows them. */
  name: string;
  words: string;
}

/** In the other's language; the words themselves are as they were written. */
const contentOf = (t: Translate, { from, name, words }: Letter): string =>
  [
    t("buddy.passed", { name, who: markup(userMention(from)) }),
    ...words.split("\n").map((line) => t("buddy.quote", { line })),
  ].join("\n");

/** @param send custom id of the button that sends it */
export const preview = (t: Translate, person: Snowflake, letter: Letter, send: string): Screen =>
  screen(t, {
    text: [t("buddy.preview", { who: markup(userMention(person)) }), contentOf(t, letter)],
    rows: [
      row(
        button(send, t.plain("buddy.button.send"), "good"),
        button(id("write", person), t.plain("buddy.button.other-words")),
        button(id("reach"), t.plain("button.not-now")),
      ),
    ],
  });

/** The DM itself. @param token finds what was passed on again, for the answer */
export const letterMessage = (t: Translate, letter: Letter, token: string): OutgoingMessage => ({
  content: contentOf(t, letter),
  components: [
    row(
      button(id("answer", "here", letter.from, token), t.plain("buddy.button.here"), "good"),
      button(id("answer", "later", letter.from, token), t.plain("buddy.button.later")),
      button(id("about", letter.from), t.plain("buddy.button.not-right")),
      helpButton(t),
    ),
  ],
  allowedMentions: { parse: [] },
});

export const answerMessage = (t: Translate, from: Snowflake, answer: BuddyAnswer): OutgoingMessage => ({
  content: t(`buddy.says.${answer}`, { who: markup(userMention(from)) }),
  components: [row(button(id("reach"), t.plain("buddy.button.reach")), helpButton(t))],
  allowedMentions: { parse: [] },
});

export type Sent = "sent" | "closed" | "unclear" | "already";

/** What became of it, and who else there is. */
export const sent = (t: Translate, person: Snowflake, how: Sent): Screen =>
  screen(t, {
    text: [t(`buddy.sent.${how}`, { who: markup(userMention(person)) })],
    rows: [
      row(
        button(customId("plan", "person", 0), t.plain("buddy.button.people")),
        button(customId("plan", "open"), t.plain("buddy.button.plan")),
        button(id("reach"), t.plain("buddy.button.reach")),
      ),
    ],
    accent: how === "sent" || how === "already" ? "moss" : "dawn",
  });
