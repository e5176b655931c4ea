/** Bodies of application commands. */
import type { APIApplicationCommand } from "discord-api-types/v10";
import * as spec from "discord-api-spec/zod";
import { DiscordError } from "../discord-error.ts";
import type { Fault50035 } from "../discord-error.ts";
import { commandFaults } from "./command-rules.ts";
import { fault, repeated } from "./components.ts";
import type { Path } from "./components.ts";
import { refuse } from "./messages.ts";
import { faultsOf } from "./schema.ts";
import type { Checked, Strictness } from "./schema.ts";

type Command = Partial<APIApplicationCommand>;

/** How many commands of each type an application may have in one place. */
const LIMITS: Record<number, number> = { 1: 100, 2: 15, 3: 15, 4: 1 };

export function checkCommand(settings: Strictness, request: Checked): Command {
  const body = (request.body ?? {}) as Command;
  if (settings.strict) refuse(faultsOfCommand(body, [], request.unknown));
  return body;
}

/** The list of a bulk overwrite. */
export function checkCommands(settings: Strictness, request: Checked): Command[] {
  const list = request.body ?? [];
  if (!Array.isArray(list))
    refuse([fault([], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")]);
  const commands = list as Command[];
  if (!settings.strict) return commands;
  refuse(commands.flatMap((command, index) => faultsOfCommand(command, [index], request.unknown)));
  refuse(repeatedNames(commands));
  checkCount(commands);
  return commands;
}

/** Throws 30032 when there are more commands of a type than fit. */
export function checkCount(commands: Command[]): void {
  for (const [type, limit] of Object.entries(LIMITS)) {
    const count = commands.filter((command) => (command.type ?? 1) === Number(type)).length;
    if (count > limit)
      throw new DiscordError(400, 30032, `Maximum number of application commands reached (${limit}).`);
  }
}

function faultsOfCommand(command: Command, path: Path, unknown: string[]): Fault50035[] {
  const dropped: string[] = [];
  const bySchema = faultsOf(
    spec.ApplicationCommandUpdateRequestSchema,
    "ApplicationCommandUpdateRequestSchema",
    command,
    dropped,
  );
  unknown.push(...dropped.map((name) => [...path, name].join(".")));
  const found = bySchema.length > 0 ? bySchema : commandFaults(command as never);
  return found.map((one) => ({ ...one, path: [...path, ...one.path] }));
}

function repeatedNames(commands: Command[]): Fault50035[] {
  const indexed = commands.map((command, index) => ({ command, index }));
  return repeated(indexed, ({ command }) => `${command.type ?? 1}:${command.name}`).map(({ index }) =>
    fault([index, "name"], "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique"),
  );
}
