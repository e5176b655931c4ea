/** `/help`: what there is, in one screen; for anybody. */
import { defineCommand } from "#discord/command.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { overview, stopped } from "./view.ts";

export default defineCommand({
  data: memberCommand("help"),
  needs: "nothing",

  run: (interaction, { t, mention }) => show(interaction, overview(t, mention)),

  buttons: {
    open: (interaction, _args, { t, mention }) => show(interaction, overview(t, mention)),
    /** Every exercise can be stopped; what was answered until then stays. */
    stop: (interaction, _args, { t }) => show(interaction, stopped(t)),
  },
});
