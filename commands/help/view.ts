import { reportButton } from "#commands/report/view.ts";
import { privacyButton } from "#commands/mydata/view.ts";
import { customId } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const commands = [
  "checkin",
  "urge",
  "plan",
  "practice",
  "drill",
  "lapse",
  "buddy",
  "progress",
  "learn",
  "settings",
  "mydata",
  "help-now",
] as const;

export const overview = (
  t: Translate,
  mention: (command: string) => string,
  privacy: string | undefined,
): Screen =>
  screen(t, {
    text: [
      t("help.title"),
      commands.map((name) => t(`help.line.${name}`, { command: markup(mention(name)) })).join("\n"),
      t("help.private"),
    ],
    rows: [
      row(
        button(customId("checkin", "open"), t.plain("help.button.checkin"), "main"),
        button(customId("plan", "open"), t.plain("help.button.plan")),
        reportButton(t),
        ...privacyButton(t, privacy),
      ),
    ],
  });

export const stopped = (t: Translate): Screen => screen(t, { text: [t("help.stopped")], accent: "moss" });
