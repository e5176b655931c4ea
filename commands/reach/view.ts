import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { ButtonBuilder } from "discord.js";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("reach");

/** For the help card of a server that has somebody on call. */
export const reachButton = (t: Translate): ButtonBuilder => button(id("ask"), t.plain("reach.button.ask"));

/** What will be sent and how long it may take, before anything is. */
export const confirm = (t: Translate): Screen =>
  screen(t, {
    text: [t("reach.confirm")],
    rows: [
      row(
        button(id("send"), t.plain("reach.button.send"), "main"),
        button(id("leave"), t.plain("reach.button.leave")),
      ),
    ],
    accent: "dawn",
  });

export const left = (t: Translate): Screen => screen(t, { text: [t("reach.left")], accent: "dawn" });

export const sent = (t: Translate, mention: (command: string) => string): Screen =>
  screen(t, { text: [t("reach.sent", { help: markup(mention("help-now")) })], accent: "moss" });
