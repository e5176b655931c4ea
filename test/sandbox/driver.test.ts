import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  InteractionContextType,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  PermissionFlagsBits,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from "discord.js";
import type { Interaction } from "discord.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";
import { startBareBot } from "./bare-bot.ts";
import type { BareBot } from "./bare-bot.ts";

const commands = [
  new SlashCommandBuilder()
    .setName("urge")
    .setDescription("Write it down")
    .addIntegerOption((option) =>
      option.setName("intensity").setDescription("0 to 10").setMinValue(0).setMaxValue(10),
    )
    .addStringOption((option) =>
      option.setName("words").setDescription("Words").setMinLength(2).setMaxLength(5),
    )
    .addStringOption((option) =>
      option.setName("place").setDescription("Where").addChoices({ name: "At home", value: "home" }),
    )
    .addBooleanOption((option) => option.setName("alone").setDescription("Alone?")),
  new SlashCommandBuilder()
    .setName("schedule")
    .setDescription("Schedules")
    .setDefaultMemberPermissions(PermissionFlagsBits.ManageGuild)
    .setContexts(InteractionContextType.Guild)
    .addSubcommand((sub) =>
      sub
        .setName("add")
        .setDescription("Add one")
        .addStringOption((option) => option.setName("when").setDescription("When").setRequired(true)),
    ),
  new SlashCommandBuilder().setName("slow").setDescription("Defers"),
  new SlashCommandBuilder().setName("note").setDescription("Opens a modal"),
  new SlashCommandBuilder().setName("mute").setDescription("Says nothing"),
];

const row = (...parts: ButtonBuilder[]) => new ActionRowBuilder<ButtonBuilder>().addComponents(...parts);
const button = (label: string, id = label) =>
  new ButtonBuilder().setCustomId(id).setLabel(label).setStyle(ButtonStyle.Secondary);

async function handle(interaction: Interaction): Promise<unknown> {
  if (interaction.isChatInputCommand()) {
    switch (interaction.commandName) {
      case "urge":
        return interaction.reply({
          flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral,
          components: [
            new ContainerBuilder()
              .addTextDisplayComponents(
                new TextDisplayBuilder().setContent(`Urge ${interaction.options.getInteger("intensity")}`),
              )
              .addActionRowComponents(
                row(button("Ride it out", "1:urge:wave"), button("Later").setDisabled(true)),
              ),
            new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
              new StringSelectMenuBuilder()
                .setCustomId("cue")
                .setPlaceholder("What was there?")
                .addOptions({ label: "A place", value: "place" }, { label: "A thought", value: "thought" })
                .setMaxValues(2),
            ),
            row(
              new ButtonBuilder().setURL("https://example.org").setLabel("Read").setStyle(ButtonStyle.Link),
            ),
          ],
        });
      case "schedule":
        return interaction.reply(`Added ${interaction.options.getString("when", true)}`);
      case "slow":
        await interaction.deferReply();
        return interaction.editReply("Done");
      case "note":
        return interaction.showModal(
          new ModalBuilder()
            .setCustomId("note")
            .setTitle("A note")
            .addLabelComponents(
              new LabelBuilder()
                .setLabel("Words")
                .setTextInputComponent(
                  new TextInputBuilder().setCustomId("words").setStyle(TextInputStyle.Short).setMinLength(3),
                ),
            ),
        );
      default:
        return undefined;
    }
  }
  if (interaction.isStringSelectMenu())
    return interaction.reply(`Chosen ${interaction.values.join(" and ")}`);
  if (interaction.isModalSubmit())
    return interaction.reply(`Noted ${interaction.fields.getTextInputValue("words")}`);
  if (interaction.isButton() && interaction.customId === "1:urge:wave") return interaction.deferUpdate();
  return interaction.isButton() ? interaction.reply(`Pressed ${interaction.customId}`) : undefined;
}

let sandbox: Sandbox;
let bot: BareBot;
let ash: Member;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: false });
  bot = await startBareBot(sandbox, { commands, handler: handle });
  ash = sandbox.member("ash");
});
afterAll(async () => {
  await bot[Symbol.asyncDispose]();
  await sandbox.close();
});

describe("a member", () => {
  it("reads the words, buttons and selects of Components V2", async () => {
    const reply = await ash.slash("/urge", { intensity: 8 });
    expect(reply.message).toMatchObject({
      text: "Urge 8",
      ephemeral: true,
      buttons: ["Ride it out", "Read"],
      disabledButtons: ["Later"],
      selects: [
        { customId: "cue", placeholder: "What was there?", options: ["A place", "A thought"], chosen: [] },
      ],
    });
  });

  it("chooses by label", async () => {
    await ash.slash("/urge");
    expect((await ash.select("What was there?", ["A thought", "A place"])).text).toBe(
      "Chosen thought and place",
    );
  });

  it("waits for what was deferred", async () => {
    expect(await ash.slash("/slow")).toMatchObject({ kind: "message", text: "Done" });
  });

  it("hears of a silent acknowledgement", async () => {
    await ash.slash("/urge");
    expect(await ash.click("1:urge:wave")).toMatchObject({ kind: "acknowledged", message: null });
  });

  it("fills in a modal by its labels", async () => {
    expect(await ash.slash("/note")).toMatchObject({
      kind: "modal",
      modal: { title: "A note", fields: [{ label: "Words", kind: "text" }] },
    });
    expect((await ash.submit({ Words: "hello" })).text).toBe("Noted hello");
    expect(ash.modal()).toBeNull();
  });

  it("keeps a modal that was filled in badly open", async () => {
    await ash.slash("/note");
    await expect(ash.submit({ Words: "a" })).rejects.toThrow('"Words" takes at least 3 characters');
    await expect(ash.submit({})).rejects.toThrow('"Words" has to be filled in');
    await expect(ash.submit({ Other: "a" })).rejects.toThrow('no field "Other". There is: "Words"');
    expect(ash.modal()).not.toBeNull();
    ash.closeModal();
  });

  it("uses the app in a DM with the bot, and anywhere once installed", async () => {
    await ash.slash("/slow", {}, { in: "dm" });
    expect(ash.inbox().at(-1)?.text).toBe("Done");
  });

  it("does not see what another alone may see, nor press it", async () => {
    const juno = sandbox.member("juno");
    const { message } = await ash.slash("/urge");
    expect(juno.messages("welcome").map(({ id }) => id)).not.toContain(message?.id);
    await expect(juno.click("Ride it out", { message: message?.id ?? "" })).rejects.toThrow(
      "cannot see that message",
    );
    const forged = await juno.press({ messageId: message?.id ?? "", customId: "another" });
    expect(forged.text).toBe("Pressed another");
  });

  it("dismisses what they alone see", async () => {
    const { message } = await ash.slash("/urge");
    if (message !== null) ash.dismiss(message);
    expect(ash.messages("welcome").map(({ id }) => id)).not.toContain(message?.id);
  });
});

describe("Discord's own client does not send", () => {
  const cases: [what: string, act: () => Promise<unknown>, says: string][] = [
    [
      "a command that is not there",
      () => ash.slash("/nothing"),
      "ash is not offered /nothing here. There is: ",
    ],
    [
      "a moderator's command",
      () => ash.slash("/schedule add", { when: "now" }),
      "ash is not offered /schedule here",
    ],
    [
      "a moderator's command in a DM",
      () => sandbox.moderator("robin").slash("/schedule add", { when: "now" }, { in: "dm" }),
      "not offered /schedule",
    ],
    [
      "a command without its subcommand",
      () => sandbox.moderator("robin").slash("/schedule", { when: "x" }),
      'There is: "add"',
    ],
    [
      "a command without what it needs",
      () => sandbox.moderator("robin").slash("/schedule add"),
      'needs its option "when"',
    ],
    [
      "an unknown option",
      () => ash.slash("/urge", { strength: 3 }),
      'has no option "strength". There is: "intensity"',
    ],
    ["a number out of range", () => ash.slash("/urge", { intensity: 11 }), '"intensity" must be 10 or less'],
    ["half a whole number", () => ash.slash("/urge", { intensity: 1.5 }), '"intensity" takes a whole number'],
    ["too short a text", () => ash.slash("/urge", { words: "a" }), '"words" takes at least 2 characters'],
    ["too long a text", () => ash.slash("/urge", { words: "abcdef" }), '"words" takes at most 5 characters'],
    ["what is no choice", () => ash.slash("/urge", { place: "work" }), 'There is: "At home"'],
    ["text for yes or no", () => ash.slash("/urge", { alone: "yes" }), '"alone" takes true or false'],
    [
      "a press of a button that is not there",
      () => ash.click("Nothing"),
      'ash sees no button "Nothing". There is: ',
    ],
    ["a press of a disabled button", () => ash.click("Later"), "is there, and disabled"],
    ["a press of a link", () => ash.click("Read"), "is a link to https://example.org"],
    [
      "a choice that is not offered",
      () => ash.select("What was there?", "A feeling"),
      'There is: "A place", "A thought"',
    ],
    [
      "more choices than may be",
      () => ash.select("What was there?", ["place", "thought", "place"]),
      "takes at most 2",
    ],
    [
      "anything in a channel one cannot see",
      () => ash.slash("/urge", {}, { in: "moderators" }),
      'sees no channel "moderators"',
    ],
    ["a modal that is not open", () => ash.submit({}), "has no modal open"],
  ];
  it.each(cases)("%s", async (_what, act, says) => {
    await ash.slash("/urge");
    await expect(act()).rejects.toThrow(says);
  });
});

it("says that the application did not respond", async () => {
  await using hasty = await startSandbox({ ackMs: 50 });
  await using mute = await startBareBot(hasty, { commands, handler: handle });
  await expect(hasty.member("ash").slash("/mute")).rejects.toThrow(
    "The application did not respond to /mute",
  );
  expect(mute.errors).toEqual([]);
});

it("says so at once when no bot is there", async () => {
  await using deserted = await startSandbox();
  await using gone = await startBareBot(deserted, { commands });
  await gone.client.destroy();
  await expect.poll(() => deserted.core.gateway.sessions()).toEqual([]);
  await expect(deserted.member("ash").slash("/slow")).rejects.toThrow("no bot is connected");
});

it("offers moderators theirs", async () => {
  const robin = sandbox.moderator("robin");
  expect(robin.commands()).toContain("schedule");
  expect(ash.commands()).not.toContain("schedule");
  expect((await robin.slash("/schedule add", { when: "at eight" })).text).toBe("Added at eight");
});

it("takes strangers in, and lets people go", () => {
  const wilma = sandbox.member("wilma", { zone: "Asia/Tokyo" });
  wilma.say("hello", { in: "welcome" });
  expect(ash.messages("welcome").at(-1)).toMatchObject({ author: "wilma", text: "hello" });
  wilma.leave();
  expect(() => wilma.say("gone", { in: "welcome" })).toThrow("sees no channel");
  wilma.join();
  expect(wilma.say("back", { in: "welcome" }).text).toBe("back");
});
