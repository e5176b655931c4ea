/** Tells Discord which commands there are. */
import {
  Routes,
  type APIApplicationCommand,
  type REST,
  type RESTGetCurrentApplicationResult,
} from "discord.js";
import type { Command } from "./command.ts";

/** Replaces the application's global commands by these. @returns name → id, for mentions that can be tapped */
export async function registerCommands(
  rest: REST,
  commands: Map<string, Command>,
): Promise<Map<string, string>> {
  const application = (await rest.get(Routes.currentApplication())) as RESTGetCurrentApplicationResult;
  const body = [...commands.values()].flatMap(({ data }) => (data ? [data.toJSON()] : []));
  const registered = (await rest.put(Routes.applicationCommands(application.id), {
    body,
  })) as APIApplicationCommand[];
  return new Map(registered.map(({ name, id }) => [name, id]));
}
