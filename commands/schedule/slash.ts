/** The slash command's form: ten subcommands, each usable without knowing the others. */
import type { SlashCommandSubcommandBuilder } from "discord.js";
import { choices, described, moderatorCommand } from "#discord/slash.ts";
import { postable } from "./editor.ts";
import { kinds } from "./words.ts";

export const data = moderatorCommand("schedule");

type Sub = SlashCommandSubcommandBuilder;
/** Those that are about one schedule, which is picked while its name is being typed. */
const aboutOne = ["show", "edit", "pause", "resume", "remove", "preview", "test", "announce"] as const;
data.addSubcommand((sub) => {
  described(sub.setName("add"), "schedule.sub.add");
  sub.addStringOption((option) =>
    described(option.setName("what"), "schedule.option.what").addChoices(
      choices(kinds, (kind) => `schedule.kind.${kind}`),
    ),
  );
  sub.addStringOption((option) => described(option.setName("at"), "schedule.option.at").setMaxLength(60));
  sub.addStringOption((option) =>
    described(option.setName("days"), "schedule.option.days").setMaxLength(100),
  );
  sub.addStringOption((option) =>
    described(option.setName("cron"), "schedule.option.cron").setMaxLength(200),
  );
  sub.addStringOption((option) =>
    described(option.setName("place"), "schedule.option.place").setAutocomplete(true),
  );
  return channelOption(sub, "channel", "schedule.option.channel");
});
data.addSubcommand((sub) => described(sub.setName("list"), "schedule.sub.list"));
for (const name of aboutOne)
  data.addSubcommand((sub) => {
    described(sub.setName(name), `schedule.sub.${name}`);
    sub.addStringOption((option) =>
      described(option.setName("schedule"), "schedule.option.schedule")
        .setRequired(true)
        .setAutocomplete(true),
    );
    if (name === "pause")
      sub.addStringOption((option) =>
        described(option.setName("until"), "schedule.option.until").setMaxLength(100),
      );
    return name === "announce" ? channelOption(sub, "in", "schedule.option.post-in") : sub;
  });

function channelOption(
  sub: Sub,
  name: string,
  key: "schedule.option.channel" | "schedule.option.post-in",
): Sub {
  sub.addChannelOption((option) => described(option.setName(name), key).addChannelTypes(...postable));
  return sub;
}
