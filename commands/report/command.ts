/** *Report a problem*: to whoever runs the bot, else to the server's moderators; the member's words only if they add them. */
import { time, userMention } from "discord.js";
import { boundedText, Fault } from "#app/fault.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { translator } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { draftPage, reportKinds, sent, wordsForm, wordsLimit, type Draft } from "./view.ts";

function draftOf(kind: string | undefined, name: string | undefined): Draft {
  const known = reportKinds.find((one) => one === kind);
  if (!known) throw new Fault("stale-button");
  return { kind: known, named: name === "named" };
}

async function open(interaction: Answerable, draft: Draft, { calls, t }: Context): Promise<void> {
  const reader = await calls.reportReader(interaction.guildId);
  if (!reader) throw new Fault("no-report-channel");
  await show(interaction, draftPage(t, draft, reader));
}

/** Escaped line by line, so that none of it can act as anything but words. */
async function send(interaction: Answerable, draft: Draft, words: string, context: Context): Promise<void> {
  const { calls, now } = context;
  const { guildId, user } = interaction;
  const say = translator(interaction.guildLocale ?? "en");
  const post = say("report.post", {
    kind: say.plain(`report.kind.${draft.kind}`),
    who: draft.named ? markup(userMention(user.id)) : say.plain("report.nobody"),
    where: guildId ? say("report.in-server", { id: guildId }) : say.plain("report.in-dm"),
    when: markup(time(Math.floor(now / 1000), "f")),
  });
  const quoted = words.split("\n").map((line) => say("report.quote", { words: line }));
  await calls.report({ personId: user.id, guildId }, [post, ...(words ? quoted : [])].join("\n"));
}

export default defineCommand({
  needs: "nothing",

  buttons: {
    open: (interaction, _args, context) => open(interaction, { kind: "broken", named: false }, context),
    name: (interaction, [kind, name], context) => open(interaction, draftOf(kind, name), context),
    async send(interaction, [kind, name], context) {
      await send(interaction, draftOf(kind, name), "", context);
      await show(interaction, sent(context.t));
    },
    words: (interaction, [kind, name], { t }) => interaction.showModal(wordsForm(t, draftOf(kind, name))),
  },

  selects: {
    kind: (interaction, [name], context) => open(interaction, draftOf(interaction.values[0], name), context),
  },

  modals: {
    async words(interaction, [kind, name], context) {
      const draft = draftOf(kind, name);
      const words = boundedText(interaction.fields.getTextInputValue("words"), wordsLimit);
      await saveWords(interaction, context, [words], async () => {
        await send(interaction, draft, words, context);
        return sent(context.t);
      });
    },
  },
});
