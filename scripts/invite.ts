/** Prints the link that invites the bot, with exactly the permissions and scopes it needs. */
import { OAuth2Scopes, REST, Routes, type APIApplication } from "discord.js";
import { readEnvironment } from "#config";
import { inWords } from "#discord/first-contact.ts";
import { permissions } from "./permissions.ts";

const env = readEnvironment();
const token = env["DISCORD_TOKEN"];
if (!token) {
  console.error(
    "DISCORD_TOKEN is not set: put your bot's token into the file .env (see README, step 3), then run this again.",
  );
  process.exit(1);
}
try {
  const rest = new REST(env["DISCORD_API"] ? { api: env["DISCORD_API"] } : {}).setToken(token);
  const application = (await rest.get(Routes.currentApplication())) as APIApplication;
  const query = new URLSearchParams({
    client_id: application.id,
    scope: [OAuth2Scopes.Bot, OAuth2Scopes.ApplicationsCommands].join(" "),
    permissions: permissions.bitfield.toString(),
  });
  console.log(
    `Open this link, pick your server, and press Authorise:\nhttps://discord.com/oauth2/authorize?${query.toString()}`,
  );
} catch (error) {
  const said = inWords(error);
  console.error(said instanceof Error ? said.message : String(said));
  process.exit(1);
}
