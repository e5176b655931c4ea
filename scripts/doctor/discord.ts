/** What Discord knows of the bot: token, intents, installation, commands, permissions, sessions. */
import {
  ApplicationFlagsBitField,
  PermissionsBitField,
  REST,
  Routes,
  type APIApplication,
  type APIApplicationCommand,
  type RESTGetAPICurrentUserGuildsResult,
  type RESTGetAPIGatewayBotResult,
} from "discord.js";
import type { Config } from "#config";
import { loadCommands } from "#discord/load-commands.ts";
import { permissions } from "../permissions.ts";
import { fail, ok, warn, type Finding } from "./finding.ts";

export async function checkDiscord({ token, api, shards, shardCount }: Config): Promise<Finding[]> {
  const rest = new REST({ ...(api ? { api } : {}), retries: 1, timeout: 10_000 }).setToken(token);
  let application: APIApplication;
  try {
    application = (await rest.get(Routes.currentApplication())) as APIApplication;
  } catch (error) {
    const refused = (error as { status?: number }).status === 401;
    if (!refused)
      return [
        fail(
          `Discord does not answer (${(error as Error).message})`,
          "Check the network, then https://discordstatus.com",
        ),
      ];
    return [fail("Discord refuses DISCORD_TOKEN", "Make a new token on the Bot page and put it into .env.")];
  }
  const gateway = (await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult;
  return [
    ok(`The token is that of ${application.name}`),
    intents(application),
    installation(application),
    ...endpoint(application),
    await commands(rest, application.id),
    await inServers(rest),
    sessions(gateway, shards === "auto" ? undefined : shardCount),
  ];
}

function intents({ flags }: APIApplication): Finding {
  const on = new ApplicationFlagsBitField(flags ?? 0)
    .toArray()
    .filter((flag) => /^Gateway(Presence|GuildMembers|MessageContent)/.test(flag));
  return on.length === 0
    ? ok("No privileged intents: the bot reads neither messages nor members")
    : warn(
        `Privileged intents are on: ${on.join(", ")}`,
        "Switch them off on the Bot page: Thaw never needs them.",
      );
}

function installation({ integration_types_config: types }: APIApplication): Finding {
  const missing = [types?.["0"] ? "" : "Guild Install", types?.["1"] ? "" : "User Install"].filter(Boolean);
  return missing.length === 0
    ? ok("It can be installed in servers and by members")
    : warn(`Switched off: ${missing.join(", ")}`, "Tick it on the page Installation of your application.");
}

function endpoint({
  interactions_endpoint_url: url,
}: APIApplication & { interactions_endpoint_url?: string | null }): Finding[] {
  if (!url) return [];
  return [
    fail(
      "Presses go to an Interactions Endpoint URL and never reach the bot",
      "Empty that field on the page General Information.",
    ),
  ];
}

async function commands(rest: REST, applicationId: string): Promise<Finding> {
  const registered = (await rest.get(Routes.applicationCommands(applicationId))) as APIApplicationCommand[];
  const known = new Set(registered.map(({ name }) => name));
  const ours = [...(await loadCommands())].flatMap(([name, { data }]) => (data ? [name] : []));
  const missing = ours.filter((name) => !known.has(name));
  return missing.length === 0
    ? ok(`All ${ours.length} commands are registered`)
    : warn(`Not registered yet: ${missing.join(", ")}`, "Start the bot: it registers them.");
}

/** Of the first 200 servers. */
async function inServers(rest: REST): Promise<Finding> {
  const guilds = (await rest.get(Routes.userGuilds())) as RESTGetAPICurrentUserGuildsResult;
  if (guilds.length === 0) return warn("It is in no server", "Run npm run invite and open the link.");
  const short = guilds.filter(
    ({ permissions: has }) => !new PermissionsBitField(BigInt(has)).has(permissions),
  );
  if (short.length === 0) return ok(`It may do what it needs in its servers (${guilds.length} looked at)`);
  const missing = permissions
    .toArray()
    .filter((name) => !new PermissionsBitField(BigInt(short[0]?.permissions ?? 0)).has(name));
  return warn(
    `Permissions are missing in ${short.length} of ${guilds.length} servers, in the first ${missing.join(", ")}`,
    "Open the link of npm run invite once more for those servers; channels can still say otherwise.",
  );
}

function sessions(
  { shards, session_start_limit: limit }: RESTGetAPIGatewayBotResult,
  count: number | undefined,
): Finding {
  const left = `${limit.remaining} of ${limit.total} starts left today`;
  if (limit.remaining < 50) return warn(left, "Find out why the bot starts so often: journalctl -u thaw");
  if (count !== undefined && count < shards)
    return warn(
      `Discord recommends ${shards} shards, SHARD_COUNT is ${count}`,
      "Raise SHARD_COUNT on all processes when you next stop them.",
    );
  return ok(`${left}, ${shards} shard${shards === 1 ? "" : "s"} recommended`);
}
