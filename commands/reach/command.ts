/** *Ask a moderator to reach me*: from the help card, sent only after a second yes; names and nothing else. */
import { roleMention, userMention } from "discord.js";
import { Fault } from "#app/fault.ts";
import { defineCommand } from "#discord/command.ts";
import { show } from "#discord/screen.ts";
import { translator } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { confirm, left, sent } from "./view.ts";

export default defineCommand({
  needs: "nothing",

  buttons: {
    ask: (interaction, _args, { t }) => show(interaction, confirm(t)),
    leave: (interaction, _args, { t }) => show(interaction, left(t)),
    async send(interaction, _args, { calls, t, mention }) {
      const { guildId, guildLocale, user } = interaction;
      if (!guildId) throw new Fault("server-only");
      const say = translator(guildLocale ?? interaction.locale);
      await calls.reach({ personId: user.id, guildId }, ({ ping, gone }) => {
        const asked = say("reach.post", {
          ping: markup(ping ? `${roleMention(ping)} ` : ""),
          member: markup(userMention(user.id)),
        });
        return gone
          ? `${asked}\n${say("reach.role-gone", { setup: markup(mention("server setup")) })}`
          : asked;
      });
      await show(interaction, sent(t, mention));
    },
  },
});
