import type { APIApplicationCommand } from "discord-api-types/v10";
export function checkCommand(_s: unknown, request: { body: unknown }): Partial<APIApplicationCommand> {
  return request.body as Partial<APIApplicationCommand>;
}
export function checkCommands(_s: unknown, request: { body: unknown }): Partial<APIApplicationCommand>[] {
  return request.body as Partial<APIApplicationCommand>[];
}
