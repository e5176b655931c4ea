/** What Discord asks of commands beyond their schema. */
import { Locale } from "discord-api-types/v10";
import type { Fault50035 } from "../discord-error.ts";
import { fault, repeated } from "./components.ts";
import type { Path } from "./components.ts";

export interface CommandOption {
  type: number;
  name: string;
  name_localizations?: Record<string, string | null> | null;
  description: string;
  description_localizations?: Record<string, string | null> | null;
  required?: boolean | null;
  autocomplete?: boolean | null;
  choices?:
    | { name: string; name_localizations?: Record<string, string | null> | null; value: string | number }[]
    | null;
  options?: CommandOption[] | null;
  min_value?: number | null;
  max_value?: number | null;
  min_length?: number | null;
  max_length?: number | null;
}

export interface CommandBody extends Omit<CommandOption, "type" | "description"> {
  type?: number | null;
  description?: string | null;
  default_member_permissions?: string | number | null;
}

const GROUP = 2;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MAX_LETTERS = 8000;

type Rule = (command: CommandBody) => Fault50035[];

const isChatInput = (command: CommandBody) => (command.type ?? 1) === 1;

/** Lower case letters, digits, hyphens and underscores; menus over people and messages may be called anything. */
const nameIsAllowed: Rule = (command) => (isChatInput(command) ? nameFaults(command, []) : []);

const descriptionIsThere: Rule = (command) => {
  if (isChatInput(command)) return required(command.description, ["description"]);
  if ((command.description ?? "") === "") return [];
  return [
    fault(
      ["description"],
      "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
      "Context menu commands cannot have description",
    ),
  ];
};

const onlyChatInputHasOptions: Rule = (command) =>
  isChatInput(command) || (command.options?.length ?? 0) === 0
    ? []
    : [
        fault(
          ["options"],
          "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID",
          "Context menu commands cannot have options",
        ),
      ];

const optionsAreInOrder: Rule = (command) => everyLevel(command, requiredAfterOptional);
const optionNamesAreUnique: Rule = (command) => everyLevel(command, repeatedOptions);
const subcommandsStandAlone: Rule = (command) => everyLevel(command, mixedOptions);
const optionNamesAreAllowed: Rule = (command) => everyOption(command, nameFaults);
const choicesAreUnique: Rule = (command) => everyOption(command, choiceFaults);
const choicesOrAutocomplete: Rule = (command) =>
  everyOption(command, (option, path) =>
    option.autocomplete === true && (option.choices?.length ?? 0) > 0
      ? [
          fault(
            [...path, "autocomplete"],
            "APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE",
            "Autocomplete cannot be used together with choices",
          ),
        ]
      : [],
  );
const rangesArePossible: Rule = (command) => everyOption(command, rangeFaults);
const localesAreKnown: Rule = (command) => [
  ...localeFaults(command, []),
  ...everyOption(command, localeFaults),
];

/** Names, descriptions and values together; of each, the longest translation counts. */
const fitsIntoEightThousand: Rule = (command) => {
  const letters = size(command);
  if (letters <= MAX_LETTERS) return [];
  return [fault([], "APPLICATION_COMMAND_TOO_LARGE", `Command exceeds maximum size (${MAX_LETTERS})`)];
};

const permissionsAreDigits: Rule = ({ default_member_permissions: permissions }) =>
  typeof permissions !== "string" || /^\d+$/.test(permissions)
    ? []
    : [
        fault(
          ["default_member_permissions"],
          "PERMISSION_TYPE_CONVERT",
          `Value "${permissions}" is not int.`,
        ),
      ];

const rules: Rule[] = [
  nameIsAllowed,
  descriptionIsThere,
  onlyChatInputHasOptions,
  optionsAreInOrder,
  optionNamesAreUnique,
  subcommandsStandAlone,
  optionNamesAreAllowed,
  choicesAreUnique,
  choicesOrAutocomplete,
  rangesArePossible,
  localesAreKnown,
  fitsIntoEightThousand,
  permissionsAreDigits,
];

export function commandFaults(command: CommandBody): Fault50035[] {
  return rules.flatMap((rule) => rule(command));
}

function nameFaults({ name }: { name: string }, path: Path): Fault50035[] {
  if (NAME.test(name) && name === name.toLowerCase()) return [];
  return [fault([...path, "name"], "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")];
}

function required(text: string | null | undefined, path: Path): Fault50035[] {
  return (text ?? "").trim() === "" ? [fault(path, "BASE_TYPE_REQUIRED", "This field is required")] : [];
}

function requiredAfterOptional(options: CommandOption[], path: Path): Fault50035[] {
  const firstOptional = options.findIndex((option) => option.required !== true && option.type > GROUP);
  const late = options.findIndex(
    (option, index) => option.required === true && firstOptional >= 0 && index > firstOptional,
  );
  if (late < 0) return [];
  const message = "Required options must be placed before non-required options";
  return [fault([...path, late], "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)];
}

function repeatedOptions(options: CommandOption[], path: Path): Fault50035[] {
  const indexed = options.map((option, index) => ({ option, index }));
  return repeated(indexed, ({ option }) => option.name).map(({ index }) =>
    fault(
      [...path, index, "name"],
      "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
      "Option names must be unique",
    ),
  );
}

/** Subcommands and groups beside other options, or nested deeper than two levels. */
function mixedOptions(options: CommandOption[], path: Path): Fault50035[] {
  const level = path.filter((part) => part === "options").length;
  const nested = options.filter((option) => option.type <= GROUP);
  const message = "Sub-command and sub-command group option types are mutually exclusive to all other types";
  const mixed = nested.length > 0 && nested.length < options.length;
  const tooDeep =
    level > 2 ? nested.length > 0 : level === 2 && nested.some((option) => option.type === GROUP);
  return mixed || tooDeep ? [fault(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)] : [];
}

function choiceFaults(option: CommandOption, path: Path): Fault50035[] {
  const indexed = (option.choices ?? []).map((choice, index) => ({ choice, index }));
  const at = (index: number, key: string) => [...path, "choices", index, key];
  const message = "Choice names and values must be unique";
  return [
    ...repeated(indexed, ({ choice }) => choice.name).map(({ index }) =>
      fault(at(index, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS", message),
    ),
    ...repeated(indexed, ({ choice }) => String(choice.value)).map(({ index }) =>
      fault(at(index, "value"), "APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_EXISTS", message),
    ),
  ];
}

function rangeFaults(option: CommandOption, path: Path): Fault50035[] {
  const { min_value: min, max_value: max, min_length: shortest, max_length: longest } = option;
  return [
    ...(min != null && max != null && min > max
      ? [
          fault(
            [...path, "min_value"],
            "NUMBER_TYPE_MAX",
            `int value should be less than or equal to ${max}.`,
          ),
        ]
      : []),
    ...(shortest != null && longest != null && shortest > longest
      ? [
          fault(
            [...path, "min_length"],
            "NUMBER_TYPE_MAX",
            `int value should be less than or equal to ${longest}.`,
          ),
        ]
      : []),
  ];
}

const LOCALES = new Set<string>(Object.values(Locale));

function localeFaults(thing: CommandBody | CommandOption, path: Path): Fault50035[] {
  const names = Object.entries(thing.name_localizations ?? {});
  const keys = [...names, ...Object.entries(thing.description_localizations ?? {})].map(([key]) => key);
  const known = [...LOCALES].join(", ");
  return [
    ...keys
      .filter((key) => !LOCALES.has(key))
      .map((key) =>
        fault([...path, "name_localizations", key], "BASE_TYPE_CHOICES", `Value must be one of {${known}}.`),
      ),
    ...names
      .filter(([, name]) => name != null && (thing.type ?? 1) !== 2 && !NAME.test(name))
      .map(([key]) =>
        fault(
          [...path, "name_localizations", key],
          "APPLICATION_COMMAND_INVALID_NAME",
          "Command name is invalid",
        ),
      ),
  ];
}

/** Runs a check over the options of the command, of its groups and of its subcommands. */
function everyLevel(
  command: CommandBody,
  check: (options: CommandOption[], path: Path) => Fault50035[],
): Fault50035[] {
  const descend = (options: CommandOption[], path: Path): Fault50035[] => [
    ...check(options, path),
    ...options.flatMap((option, index) =>
      option.options == null ? [] : descend(option.options, [...path, index, "options"]),
    ),
  ];
  return descend(command.options ?? [], ["options"]);
}

function everyOption(
  command: CommandBody,
  check: (option: CommandOption, path: Path) => Fault50035[],
): Fault50035[] {
  return everyLevel(command, (options, path) =>
    options.flatMap((option, index) => check(option, [...path, index])),
  );
}

function size(thing: CommandBody | CommandOption): number {
  const longest = (
    text: string | null | undefined,
    others: Record<string, string | null> | null | undefined,
  ) => Math.max((text ?? "").length, ...Object.values(others ?? {}).map((other) => (other ?? "").length));
  const own =
    longest(thing.name, thing.name_localizations) +
    longest(thing.description, thing.description_localizations);
  const choices = (thing.choices ?? []).reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + String(choice.value).length,
    0,
  );
  return (thing.options ?? []).reduce((sum, option) => sum + size(option), own + choices);
}
