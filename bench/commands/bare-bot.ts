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
client.on(Events.InteractionCreate, (interaction) => {
  if (!interaction.isChatInputCommand()) return;
  interaction
    .reply({ content: "Kept.", flags: MessageFlags.Ephemeral })
    // An answer that came too late ends nothing; whoever waited for it has counted it.
    .catch((error: unknown) => console.error(String(error)));
});
const ready = new Promise<Client<true>>((resolve) => void client.once(Events.ClientReady, resolve));
await client.login(token);
const { application } = await ready;
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
