/** What a nudge opens: a question for the day, moderators' own words, or the first screen of what it is about. */
import type { Prompt, PromptInput } from "#core/prompt.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("nudge");
const written: PromptInput[] = ["state", "body", "words", "access", "mood", "urge", "note"];

/** A small question. It needs no answer; whoever wants to leave one does so where answers are kept. */
export const promptScreen = (t: Translate, { body, inputs, skipLabel }: Prompt): Screen =>
  screen(t, {
    text: [body],
    rows: [
      row(
        ...(inputs.some((input) => written.includes(input))
          ? [button(customId("checkin", "open"), t.plain("nudge.button.write"), "main")]
          : []),
        ...(inputs.includes("practice")
          ? [button(customId("practice", "open"), t.plain("nudge.button.practice-now"))]
          : []),
        ...(inputs.includes("drill")
          ? [button(customId("drill", "open"), t.plain("nudge.button.drill-now"))]
          : []),
        button(id("seen"), skipLabel),
      ),
    ],
  });

/** What a moderator wrote, shown once it was opened. */
export const textScreen = (t: Translate, text: string): Screen =>
  screen(t, { text: [text], rows: [row(button(id("seen"), t.plain("button.done")))] });

export const seen = (t: Translate): Screen => screen(t, { text: [t("nudge.seen")], accent: "moss" });
