/** The yardstick: discord.js as its guide has it, with one command that only replies. */
import {
  Client,
  Events,
  GatewayIntentBits,
  MessageFlags,
  REST,
  Routes,
  SlashCommandBuilder,
} from "discord.js";

const { DISCORD_TOKEN: token = "", DISCORD_API: api = "" } = process.env;
const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api } });
client.on(Events.InteractionCreate, async (interaction) => {
  if (interaction.isChatInputCommand())
    await interaction.reply({ content: "Kept.", flags: MessageFlags.Ephemeral });
});
client.once(Events.ClientReady, async ({ application }) => {
  const urge = new SlashCommandBuilder()
    .setName("urge")
    .setDescription("Write an urge down")
    .addIntegerOption((option) =>
      option.setName("intensity").setDescription("0 to 10").setMinValue(0).setMaxValue(10),
    );
  await new REST({ api })
    .setToken(token)
    .put(Routes.applicationCommands(application.id), { body: [urge.toJSON()] });
  process.send?.("ready");
});
await client.login(token);
