/** Finds the commands: one folder each, with `command.ts`. A bad folder stops the start, naming what is wrong. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "./command.ts";

export const commandsFolder = join(import.meta.dirname, "../../commands");

/** Folder name → command. @throws when a folder has no command, another name than its command, or unknown fields */
export async function loadCommands(folder = commandsFolder): Promise<Map<string, Command>> {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  const commands = await Promise.all(names.map((name) => loadCommand(folder, name)));
  return new Map(names.map((name, index) => [name, commands[index] as Command]));
}

const fields = new Set([
  "data",
  "needs",
  "run",
  "autocomplete",
  "buttons",
  "selects",
  "modals",
  "after",
  "anyone",
]);

async function loadCommand(folder: string, name: string): Promise<Command> {
  const path = join(folder, name, "command.ts");
  const wrong = (what: string, cause?: unknown) => new Error(`commands/${name}: ${what}`, { cause });
  const module = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw wrong("command.ts could not be loaded", error);
  });
  const command: unknown = module.default;
  if (typeof command !== "object" || command === null) throw wrong("command.ts has no default export");
  const unknown = Object.keys(command).find((field) => !fields.has(field));
  if (unknown) throw wrong(`command.ts has the unknown field ${unknown}`);
  const { data, run, buttons } = command as Command;
  if (data && data.toJSON().name !== name) throw wrong(`its slash command is called ${data.toJSON().name}`);
  if (data && !run) throw wrong("it has a slash command but no run()");
  if (!data && !buttons) throw wrong("it has neither a slash command nor buttons");
  return command;
}
