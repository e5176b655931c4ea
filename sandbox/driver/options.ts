/** What Discord's own client refuses before it sends a command: missing, unknown, too long, out of range. */
import type { APIApplicationCommand } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { memberPermissions, partialChannel } from "../interactions/payload.ts";
import type { OptionValue } from "../page-protocol.ts";
import { botPermissions } from "../rest/find.ts";
import type { Channel, Guild, User } from "../world/entities.ts";
import { IN_DM } from "../world/permissions.ts";
import { renderMember, renderUser } from "../world/render.ts";
import { channelsOf } from "../world/world.ts";
import { DriverError } from "./driver-error.ts";

export interface OptionFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export type Given = Record<string, OptionValue | OptionFile>;

/** An option of any type, as far as checking it takes. */
interface Option {
  type: number;
  name: string;
  required?: boolean;
  options?: Option[];
  choices?: { name: string; value: string | number }[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
  channel_types?: number[];
  autocomplete?: boolean;
}

export interface Sent {
  name: string;
  type: number;
  value?: OptionValue;
  focused?: boolean;
  options?: Sent[];
}

export interface Resolved {
  users: Record<string, object>;
  members: Record<string, object>;
  roles: Record<string, object>;
  channels: Record<string, object>;
  attachments: Record<string, object>;
}

export interface Scope {
  core: Core;
  user: User;
  channel: Channel;
  guild: Guild | undefined;
  resolved: Resolved;
}

const SUBCOMMAND = 1;
const GROUP = 2;

/** @param path words after the command's name: group and subcommand. */
export function buildOptions(
  scope: Scope,
  command: APIApplicationCommand,
  path: string[],
  given: Given,
  focused?: string,
): Sent[] {
  const options = (command.options ?? []) as unknown as Option[];
  return descend(scope, options, path, given, focused, [command.name]);
}

function descend(
  scope: Scope,
  options: Option[],
  path: string[],
  given: Given,
  focused: string | undefined,
  name: string[],
): Sent[] {
  const nested = options.filter((option) => option.type === SUBCOMMAND || option.type === GROUP);
  const [next, ...rest] = path;
  if (nested.length > 0) {
    const chosen = nested.find((option) => option.name === next);
    if (chosen === undefined) {
      throw new DriverError(
        "unknown-subcommand",
        `/${name.join(" ")} cannot be used by itself${next === undefined ? "" : `, and has no "${next}"`}.`,
        nested.map((option) => option.name),
      );
    }
    const inner = descend(scope, chosen.options ?? [], rest, given, focused, [...name, chosen.name]);
    return [{ type: chosen.type, name: chosen.name, options: inner }];
  }
  if (next !== undefined) throw new DriverError("unknown-subcommand", `/${name.join(" ")} has no "${next}".`);
  return leaf(scope, options, given, focused, name.join(" "));
}

function leaf(
  scope: Scope,
  options: Option[],
  given: Given,
  focused: string | undefined,
  name: string,
): Sent[] {
  for (const key of Object.keys(given)) {
    if (options.some((option) => option.name === key)) continue;
    const names = options.map((option) => option.name);
    throw new DriverError("unknown-option", `/${name} has no option "${key}".`, names);
  }
  const missing = options.find((option) => option.required === true && given[option.name] === undefined);
  // While somebody is still typing, nothing has to be complete.
  if (missing !== undefined && focused === undefined) {
    throw new DriverError("missing-option", `/${name} needs its option "${missing.name}".`);
  }
  return options.flatMap((option) => {
    const value = given[option.name];
    if (value === undefined) return [];
    if (option.name === focused)
      return [{ type: option.type, name: option.name, value: typed(option, value), focused: true }];
    return [
      { type: option.type, name: option.name, value: checked(scope, option, value, focused !== undefined) },
    ];
  });
}

/** A half-typed value goes to the bot as text. */
function typed(option: Option, value: OptionValue | OptionFile): string {
  if (typeof value === "object") throw wrong(option, "has no choices to offer");
  return String(value);
}

function checked(
  scope: Scope,
  option: Option,
  value: OptionValue | OptionFile,
  typing: boolean,
): OptionValue {
  if (option.choices !== undefined && option.choices.length > 0) return choice(option, value);
  switch (option.type) {
    case 3:
      return text(option, value, typing);
    case 4:
    case 10:
      return number(option, value, typing);
    case 5:
      if (typeof value !== "boolean") throw wrong(option, "takes true or false");
      return value;
    case 11:
      return file(scope, option, value);
    default:
      return reference(scope, option, value);
  }
}

function choice(option: Option, value: unknown): OptionValue {
  const found = option.choices?.find((one) => one.value === value || one.name === value);
  if (found !== undefined) return found.value;
  const names = option.choices?.map((one) => one.name) ?? [];
  throw new DriverError(
    "not-a-choice",
    `"${String(value)}" is not among the choices of "${option.name}".`,
    names,
  );
}

function text(option: Option, value: unknown, typing: boolean): string {
  if (typeof value !== "string") throw wrong(option, "takes text");
  if (typing) return value;
  const { min_length: min = 0, max_length: max = 6000 } = option;
  if (value.length < min) throw wrong(option, `takes at least ${min} characters`);
  if (value.length > max) throw wrong(option, `takes at most ${max} characters`);
  return value;
}

function number(option: Option, value: unknown, typing: boolean): OptionValue {
  if (typing && typeof value === "string") return value;
  const whole = option.type === 4;
  if (typeof value !== "number" || !Number.isFinite(value) || (whole && !Number.isInteger(value))) {
    throw wrong(option, whole ? "takes a whole number" : "takes a number");
  }
  const limit = 2 ** 53;
  const { min_value: min = -limit, max_value: max = limit } = option;
  if (value < min) throw wrong(option, `must be ${min} or more`);
  if (value > max) throw wrong(option, `must be ${max} or less`);
  return value;
}

function file(scope: Scope, option: Option, value: OptionValue | OptionFile): string {
  if (typeof value !== "object") throw wrong(option, "takes a file");
  const attachment = scope.core.files.add(scope.channel.id, value);
  scope.resolved.attachments[attachment.id] = { ...attachment, ephemeral: true };
  return attachment.id;
}

/** People, roles and channels by id, or as one would type them: `@ash`, `#evening`. */
function reference(scope: Scope, option: Option, value: unknown): string {
  const text = String(value);
  const kinds = { 6: ["user"], 7: ["channel"], 8: ["role"], 9: ["user", "role"] }[option.type] ?? [];
  for (const kind of kinds) {
    const id = resolveReference(scope, kind, text, option.channel_types);
    if (id !== undefined) return id;
  }
  throw wrong(option, `takes a ${kinds.join(" or ")}, and "${text}" is none here`);
}

export function resolveReference(
  scope: Scope,
  kind: string,
  text: string,
  channelTypes?: number[],
): string | undefined {
  const { core, guild, resolved } = scope;
  const bare = text.replace(/^[@#]/, "");
  if (kind === "user") {
    const user = core.world.user(/^\d+$/.test(bare) ? bare : "") ?? core.world.byHandle(bare);
    if (user === undefined) return undefined;
    resolved.users[user.id] = renderUser(user);
    const member = guild === undefined ? undefined : core.world.member(guild.id, user.id);
    if (member !== undefined) {
      const permissions = memberPermissions(core, guild as Guild, user, scope.channel).toString();
      resolved.members[user.id] = { ...renderMember(member), permissions };
    }
    return user.id;
  }
  if (kind === "role") {
    const role = [...(guild?.roles.values() ?? [])].find((one) => one.id === bare || one.name === bare);
    if (role !== undefined) resolved.roles[role.id] = role;
    return role?.id;
  }
  const channels = guild === undefined ? [] : channelsOf(core.world, guild);
  const found = channels.find((one) => one.id === bare || one.name === bare);
  if (found === undefined) return undefined;
  if (channelTypes !== undefined && channelTypes.length > 0 && !channelTypes.includes(found.kind))
    return undefined;
  const rights = guild === undefined ? IN_DM : memberPermissions(core, guild, scope.user, found);
  const app_permissions = botPermissions(core, found).toString();
  resolved.channels[found.id] = { ...partialChannel(core, found, rights), app_permissions };
  return found.id;
}

export function emptyResolved(): Resolved {
  return { users: {}, members: {}, roles: {}, channels: {}, attachments: {} };
}

/** Only what holds something: Discord leaves empty parts out, and the whole when all are. */
export function tidy(resolved: Resolved): object | undefined {
  const filled = Object.entries(resolved).filter(([, part]) => Object.keys(part as object).length > 0);
  return filled.length === 0 ? undefined : Object.fromEntries(filled);
}

function wrong(option: Option, why: string): DriverError {
  return new DriverError("invalid-option", `The option "${option.name}" ${why}.`);
}
