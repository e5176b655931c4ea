/** A made-up bot that shows the page everything a bot can show, and answers every way a bot can answer. */
import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  ChannelSelectMenuBuilder,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  EmbedBuilder,
  MentionableSelectMenuBuilder,
  MessageFlags,
  RoleSelectMenuBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  UserSelectMenuBuilder,
} from "discord.js";
import type { ChatInputCommandInteraction, Interaction, MessageComponentInteraction } from "discord.js";
import { pictures, textOf } from "./page-bot-parts.ts";
import { formOf, tellForm } from "./page-bot-form.ts";

const PLACES = ["Kathmandu", "Karachi", "Kampala", "Kyoto", "London", "Lisbon"];

export const commands = [
  new SlashCommandBuilder()
    .setName("feel")
    .setDescription("Say how strong it is")
    .addIntegerOption((option) =>
      option
        .setName("strength")
        .setDescription("From 1 to 10")
        .setMinValue(1)
        .setMaxValue(10)
        .setRequired(true),
    )
    .addStringOption((option) =>
      option
        .setName("mood")
        .setDescription("Which of these")
        .addChoices({ name: "Calm", value: "calm" }, { name: "Restless", value: "restless" }),
    )
    .addStringOption((option) =>
      option.setName("place").setDescription("Where you are").setAutocomplete(true),
    )
    .addStringOption((option) => option.setName("note").setDescription("A few words").setMaxLength(20))
    .addBooleanOption((option) => option.setName("quiet").setDescription("Tell nobody"))
    .addUserOption((option) => option.setName("with").setDescription("Who is with you"))
    .addChannelOption((option) => option.setName("where").setDescription("A channel"))
    .addRoleOption((option) => option.setName("role").setDescription("A role"))
    .addAttachmentOption((option) => option.setName("picture").setDescription("A picture")),
  new SlashCommandBuilder()
    .setName("show")
    .setDescription("Show something")
    .addSubcommand((sub) => sub.setName("parts").setDescription("Containers, sections, pictures"))
    .addSubcommand((sub) => sub.setName("selects").setDescription("All kinds of selects"))
    .addSubcommand((sub) => sub.setName("buttons").setDescription("All kinds of buttons"))
    .addSubcommand((sub) => sub.setName("embed").setDescription("An embed"))
    .addSubcommand((sub) => sub.setName("text").setDescription("Text with every kind of markup")),
  new SlashCommandBuilder().setName("secret").setDescription("Something only you can see"),
  new SlashCommandBuilder().setName("slow").setDescription("Think first, answer later"),
  new SlashCommandBuilder().setName("silent").setDescription("Never answer"),
  new SlashCommandBuilder().setName("form").setDescription("Open a form"),
  new ContextMenuCommandBuilder().setName("Count letters").setType(ApplicationCommandType.Message),
];

/** What `slow` waits for. */
export interface Gate {
  open: Promise<void>;
}

export function handler(gate: Gate): (interaction: Interaction) => Promise<unknown> {
  return async (interaction) => {
    if (interaction.isAutocomplete())
      return interaction.respond(matchingPlaces(interaction.options.getFocused()));
    if (interaction.isMessageContextMenuCommand()) {
      const { length } = interaction.targetMessage.content;
      return interaction.reply({ content: `${length} letters.`, flags: MessageFlags.Ephemeral });
    }
    if (interaction.isModalSubmit()) return interaction.reply(tellForm(interaction));
    if (interaction.isMessageComponent()) return onPart(interaction);
    if (interaction.isChatInputCommand()) return onCommand(interaction, gate);
    return undefined;
  };
}

function matchingPlaces(typed: string): { name: string; value: string }[] {
  const found = PLACES.filter((place) => place.toLowerCase().startsWith(typed.toLowerCase()));
  return found.map((name) => ({ name, value: name.toLowerCase() }));
}

async function onCommand(interaction: ChatInputCommandInteraction, gate: Gate): Promise<unknown> {
  const { commandName } = interaction;
  if (commandName === "feel") return interaction.reply(feelings(interaction));
  if (commandName === "form") return interaction.showModal(formOf());
  if (commandName === "secret") {
    return interaction.reply({
      content: "Between us.",
      components: [keepButtons()],
      flags: MessageFlags.Ephemeral,
    });
  }
  if (commandName === "slow") {
    await interaction.deferReply();
    await gate.open;
    return interaction.editReply("Here it is.");
  }
  if (commandName === "show") return show(interaction);
  return undefined;
}

function feelings({ options }: ChatInputCommandInteraction): string {
  const said = options.data.map(({ name, value }) => `${name}=${String(value)}`);
  return `Felt: ${said.join(" ")}`;
}

function keepButtons(): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId("keep").setLabel("Keep").setStyle(ButtonStyle.Success),
    new ButtonBuilder().setCustomId("silent").setLabel("Silence").setStyle(ButtonStyle.Secondary),
  );
}

async function onPart(interaction: MessageComponentInteraction): Promise<unknown> {
  if (interaction.customId === "silent") return undefined;
  if (interaction.customId === "form") return interaction.showModal(formOf());
  if (interaction.isAnySelectMenu()) {
    return interaction.reply({
      content: `Picked: ${interaction.values.join(", ")}`,
      flags: MessageFlags.Ephemeral,
    });
  }
  return interaction.update({ content: `Pressed ${interaction.customId}.`, components: [] });
}

async function show(interaction: ChatInputCommandInteraction): Promise<unknown> {
  switch (interaction.options.getSubcommand()) {
    case "parts":
      return interaction.reply({
        components: [everything()],
        files: pictures(),
        flags: MessageFlags.IsComponentsV2,
      });
    case "selects":
      return interaction.reply({ content: "Pick.", components: selects() });
    case "buttons":
      return interaction.reply({ content: "Press.", components: [buttons()] });
    case "embed":
      return interaction.reply({ embeds: [embed()] });
    default:
      return interaction.reply(textOf(interaction));
  }
}

function everything(): ContainerBuilder {
  return new ContainerBuilder()
    .setAccentColor(0xf2b28c)
    .addTextDisplayComponents((text) =>
      text.setContent("## A container\nwith **text** in it\n-# and small print"),
    )
    .addSeparatorComponents((line) => line.setDivider(true))
    .addSectionComponents((section) =>
      section
        .addTextDisplayComponents((text) => text.setContent("A section with a button beside it"))
        .setButtonAccessory((button) =>
          button.setCustomId("form").setLabel("Open the form").setStyle(ButtonStyle.Primary),
        ),
    )
    .addSectionComponents((section) =>
      section
        .addTextDisplayComponents((text) => text.setContent("A section with a picture beside it"))
        .setThumbnailAccessory((picture) =>
          picture.setURL("attachment://sun.png").setDescription("A low sun"),
        ),
    )
    .addMediaGalleryComponents((gallery) =>
      gallery.addItems(
        (item) => item.setURL("attachment://sun.png").setDescription("A low sun"),
        (item) => item.setURL("attachment://ice.png").setDescription("Melting ice"),
      ),
    )
    .addFileComponents((file) => file.setURL("attachment://notes.txt"))
    .addActionRowComponents((row) =>
      row.setComponents(
        new ButtonBuilder().setCustomId("row").setLabel("A button in a row").setStyle(ButtonStyle.Secondary),
      ),
    );
}

type AnySelect =
  | StringSelectMenuBuilder
  | UserSelectMenuBuilder
  | RoleSelectMenuBuilder
  | ChannelSelectMenuBuilder
  | MentionableSelectMenuBuilder;

function selects(): ActionRowBuilder<AnySelect>[] {
  const words = ["One", "Two", "Three"].map((label) => ({
    label,
    value: label.toLowerCase(),
    description: `Number ${label.toLowerCase()}`,
  }));
  const kinds: AnySelect[] = [
    new StringSelectMenuBuilder()
      .setCustomId("words")
      .setPlaceholder("Words")
      .setMinValues(1)
      .setMaxValues(2)
      .addOptions(words),
    new UserSelectMenuBuilder().setCustomId("users").setPlaceholder("People"),
    new RoleSelectMenuBuilder().setCustomId("roles").setPlaceholder("Roles"),
    new ChannelSelectMenuBuilder().setCustomId("channels").setPlaceholder("Channels"),
    new MentionableSelectMenuBuilder().setCustomId("mentionables").setPlaceholder("People and roles"),
  ];
  return kinds.map((select) => new ActionRowBuilder<AnySelect>().addComponents(select));
}

function buttons(): ActionRowBuilder<ButtonBuilder> {
  return new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId("primary").setLabel("Primary").setStyle(ButtonStyle.Primary),
    new ButtonBuilder()
      .setCustomId("secondary")
      .setLabel("Secondary")
      .setStyle(ButtonStyle.Secondary)
      .setEmoji("🌊"),
    new ButtonBuilder().setCustomId("success").setLabel("Success").setStyle(ButtonStyle.Success),
    new ButtonBuilder().setCustomId("danger").setLabel("Off").setStyle(ButtonStyle.Danger).setDisabled(true),
    new ButtonBuilder().setURL("https://example.org/").setLabel("Elsewhere").setStyle(ButtonStyle.Link),
  );
}

function embed(): EmbedBuilder {
  return new EmbedBuilder()
    .setTitle("A card")
    .setURL("https://example.org/card")
    .setColor(0x7fc4cb)
    .setDescription("What it says, **in bold** too.")
    .addFields({ name: "Left", value: "1", inline: true }, { name: "Right", value: "2", inline: true })
    .setFooter({ text: "Below" })
    .setTimestamp(new Date("2026-03-02T21:00:00Z"));
}
