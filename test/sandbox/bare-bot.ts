/** A bot as discord.js's own guide has one write it; the sandbox must suit it unchanged. */
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
  REST,
  Routes,
  SlashCommandBuilder,
} from "discord.js";
import type { ClientOptions, Interaction, SlashCommandOptionsOnlyBuilder } from "discord.js";

type Handler = (interaction: Interaction) => Promise<unknown>;

export interface BareBot extends AsyncDisposable {
  client: Client<true>;
  rest: REST;
  errors: Error[];
}

export const pingCommand: SlashCommandOptionsOnlyBuilder = new SlashCommandBuilder()
  .setName("ping")
  .setDescription("Replies with Pong!")
  .addIntegerOption((option) =>
    option.setName("times").setDescription("How often").setMinValue(1).setMaxValue(5),
  );

export async function onPing(interaction: Interaction): Promise<unknown> {
  if (interaction.isChatInputCommand() && interaction.commandName === "ping") {
    const again = new ButtonBuilder().setCustomId("again").setLabel("Again").setStyle(ButtonStyle.Primary);
    return interaction.reply({
      content: `Pong! ${interaction.options.getInteger("times") ?? 1}`,
      components: [new ActionRowBuilder<ButtonBuilder>().addComponents(again)],
      flags: MessageFlags.Ephemeral,
    });
  }
  if (interaction.isButton()) return interaction.update({ content: "Pong again!", components: [] });
  return undefined;
}

/** Logs in, registers the commands, and answers with the handler. */
export async function startBareBot(
  at: { api: string; token: string },
  given: { commands?: { toJSON(): unknown }[]; handler?: Handler; options?: Partial<ClientOptions> } = {},
): Promise<BareBot> {
  const { commands = [pingCommand], handler = onPing, options = {} } = given;
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: at.api }, ...options });
  const errors: Error[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.InteractionCreate, (interaction) => {
    handler(interaction).catch((error: unknown) => errors.push(error as Error));
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(at.token);
  const readyClient = await ready;
  const rest = new REST({ api: at.api }).setToken(at.token);
  const body = commands.map((command) => command.toJSON());
  await rest.put(Routes.applicationCommands(readyClient.user.id), { body });
  return { client: readyClient, rest, errors, [Symbol.asyncDispose]: () => client.destroy() };
}
