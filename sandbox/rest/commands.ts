/** Registered commands, global and of one server. */
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import { checkCommand, checkCommands } from "../validate/commands.ts";
import { guildOf } from "./find.ts";
import { noContent, ok, route } from "./route.ts";
import type { Method, RestAnswer, RestRequest, Route } from "./route.ts";

type Handle = Route["handle"];

export const commandRoutes: Route[] = [
  ...both("GET", "", (core, request) => ok(list(core, scopeOf(core, request)))),
  ...both("PUT", "", replaceAll),
  ...both("POST", "", create),
  ...both("GET", "/:command", (core, request) => ok(find(core, request))),
  ...both("PATCH", "/:command", change),
  ...both("DELETE", "/:command", remove),
  route("GET", "/applications/:application/guilds/:guild/commands/permissions", null, () => ok([])),
];

/** The same route for global commands and for those of one server. */
function both(method: Method, rest: string, handle: Handle): Route[] {
  const bucket = { limit: 5, windowMs: 20_000 };
  return [
    route(method, `/applications/:application/commands${rest}`, method === "GET" ? null : bucket, handle),
    route(
      method,
      `/applications/:application/guilds/:guild/commands${rest}`,
      method === "GET" ? null : bucket,
      handle,
    ),
  ];
}

function scopeOf(core: Core, { params }: RestRequest): string {
  if (params.application !== core.world.bot.id) throw refusals.unknownApplication();
  return params.guild === undefined ? "global" : guildOf(core, params.guild).id;
}

function list(core: Core, scope: string): APIApplicationCommand[] {
  return core.world.commands.get(scope) ?? [];
}

function find(core: Core, request: RestRequest): APIApplicationCommand {
  const command = list(core, scopeOf(core, request)).find((one) => one.id === request.params.command);
  if (command === undefined) throw refusals.unknownCommand();
  return command;
}

function save(core: Core, scope: string, commands: APIApplicationCommand[]): void {
  core.world.commands.set(scope, commands);
  core.bus.emit({ type: "commands" });
}

function replaceAll(core: Core, request: RestRequest): RestAnswer {
  const scope = scopeOf(core, request);
  const wanted = checkCommands(core.settings, request);
  const before = list(core, scope);
  // A command that keeps its name and type keeps its id, as on Discord.
  const commands = wanted.map((body) => stamped(core, scope, body, sameAs(before, body)));
  save(core, scope, commands);
  return ok(commands);
}

function create(core: Core, request: RestRequest): RestAnswer {
  const scope = scopeOf(core, request);
  const body = checkCommand(core.settings, request);
  const before = list(core, scope);
  const same = sameAs(before, body);
  const command = stamped(core, scope, body, same);
  save(core, scope, [...before.filter((one) => one !== same), command]);
  return { status: same === undefined ? 201 : 200, body: command };
}

function change(core: Core, request: RestRequest): RestAnswer {
  const scope = scopeOf(core, request);
  const old = find(core, request);
  const body = checkCommand(core.settings, {
    ...request,
    body: { ...editable(old), ...(request.body as object) },
  });
  const command = stamped(core, scope, body, old);
  save(
    core,
    scope,
    list(core, scope).map((one) => (one === old ? command : one)),
  );
  return ok(command);
}

function remove(core: Core, request: RestRequest): RestAnswer {
  const scope = scopeOf(core, request);
  const old = find(core, request);
  save(
    core,
    scope,
    list(core, scope).filter((one) => one !== old),
  );
  return noContent;
}

/** Without what only Discord sets. */
function editable({
  id: _id,
  application_id: _app,
  version: _version,
  guild_id: _guild,
  ...rest
}: APIApplicationCommand) {
  return rest;
}

function sameAs(before: APIApplicationCommand[], body: Partial<APIApplicationCommand>) {
  return before.find((one) => one.name === body.name && one.type === (body.type ?? 1));
}

function stamped(
  core: Core,
  scope: string,
  body: Partial<APIApplicationCommand>,
  old: APIApplicationCommand | undefined,
): APIApplicationCommand {
  const permissions = body.default_member_permissions;
  return {
    description: "",
    dm_permission: true,
    contexts: null,
    integration_types: [0],
    nsfw: false,
    name_localizations: null,
    description_localizations: null,
    ...body,
    type: body.type ?? 1,
    default_member_permissions: permissions ?? null,
    id: old?.id ?? core.world.nextId(),
    application_id: core.world.bot.id,
    version: core.world.nextId(),
    ...(scope === "global" ? {} : { guild_id: scope }),
  } as APIApplicationCommand;
}
