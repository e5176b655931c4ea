/** Users, the application, DMs, and where the gateway is. */
import type { Core } from "../core.ts";
import { invalidForm, refusals } from "../discord-error.ts";
import { openDm } from "../world/channels.ts";
import { removeBot } from "../world/members.ts";
import { guildPermissions } from "../world/permissions.ts";
import { renderChannel, renderUser } from "../world/render.ts";
import { guildOf, userOf } from "./find.ts";
import { noContent, ok, route } from "./route.ts";
import type { RestAnswer, RestRequest, Route } from "./route.ts";

export const userRoutes: Route[] = [
  { ...route("GET", "/gateway", null, (core) => ok({ url: core.gatewayUrl() })), auth: false },
  route("GET", "/gateway/bot", { limit: 2, windowMs: 5000 }, gatewayBot),
  route("GET", "/users/@me", null, (core) =>
    ok({ ...renderUser(core.world.bot), verified: true, mfa_enabled: false }),
  ),
  route("GET", "/users/@me/guilds", { limit: 10, windowMs: 10_000 }, myGuilds),
  route("DELETE", "/users/@me/guilds/:guild", null, (core, { params }) => {
    removeBot(core.stage, guildOf(core, params.guild));
    return noContent;
  }),
  route("POST", "/users/@me/channels", null, openConversation),
  route("GET", "/users/:user", { limit: 30, windowMs: 30_000 }, (core, { params }) =>
    ok(renderUser(userOf(core, params.user))),
  ),
  route("GET", "/applications/@me", null, (core) => ok(application(core))),
  route("PATCH", "/applications/@me", null, (core) => ok(application(core))),
  route("GET", "/oauth2/applications/@me", null, (core) => ok(application(core))),
];

function gatewayBot(core: Core): RestAnswer {
  let guilds = 0;
  for (const _ of core.world.botGuildIds()) guilds += 1;
  return ok({
    url: core.gatewayUrl(),
    shards: Math.max(1, Math.ceil(guilds / 1000)),
    session_start_limit: {
      total: 1000,
      remaining: Math.max(0, 1000 - core.gateway.identifies()),
      reset_after: 86_400_000,
      max_concurrency: core.settings.maxConcurrency,
    },
  });
}

function myGuilds(core: Core): RestAnswer {
  const guilds = [];
  for (const id of core.world.botGuildIds()) {
    if (guilds.length === 200) break;
    const guild = core.world.guild(id);
    const me = guild?.members.get(core.world.bot.id);
    if (guild === undefined || me === undefined) continue;
    const permissions = guildPermissions(guild, me).toString();
    guilds.push({ id, name: guild.name, icon: null, banner: null, owner: false, permissions, features: [] });
  }
  return ok(guilds);
}

/** Opening a DM always works for a known person; whether they can be written to shows with the first message. */
function openConversation(core: Core, { body }: RestRequest): RestAnswer {
  const recipient = (body as { recipient_id?: unknown } | undefined)?.recipient_id;
  if (typeof recipient !== "string" && typeof recipient !== "number") {
    throw invalidForm([
      { path: ["recipient_id"], reason: "BASE_TYPE_REQUIRED", message: "This field is required" },
    ]);
  }
  const user = core.world.user(String(recipient));
  if (user === undefined) {
    throw invalidForm([{ path: ["recipient_id"], reason: "UNKNOWN_USER", message: "Unknown User" }]);
  }
  if (user.bot) throw refusals.dmsClosed();
  return ok(renderChannel(core.world, openDm(core.stage, core.world.bot.id, user.id)));
}

function application(core: Core) {
  const { bot } = core.world;
  let guilds = 0;
  for (const _ of core.world.botGuildIds()) guilds += 1;
  return {
    id: bot.id,
    name: bot.name,
    icon: null,
    description: "",
    type: null,
    bot: renderUser(bot),
    summary: "",
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: "0".repeat(64),
    flags: 0,
    hook: true,
    is_monetized: false,
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: { ...renderUser(bot), id: "1000", username: "operator", bot: undefined },
    approximate_guild_count: guilds,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    integration_types_config: { "0": {}, "1": {} },
    event_webhooks_status: 1,
    team: null,
  };
}
