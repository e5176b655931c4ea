/** `/help`: what there is, in one screen; for anybody. */
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show, type Screen } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { overview, stopped } from "./view.ts";

const first = ({ t, mention, pages }: Context): Screen => overview(t, mention, pages.privacyNotice());

export default defineCommand({
  data: memberCommand("help"),
  needs: "nothing",

  run: (interaction, context) => show(interaction, first(context)),

  buttons: {
    open: (interaction, _args, context) => show(interaction, first(context)),
    /** Every exercise can be stopped; what was answered until then stays. */
    stop: (interaction, _args, { t }) => show(interaction, stopped(t)),
  },
});
