import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox } from "#sandbox/sandbox.ts";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { call, complaints, register } from "./raw-bot.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: false });
});
afterAll(() => sandbox.close());

const text = (name: string, more: object = {}) => ({ type: 3, name, description: "Text", ...more });
const sub = (name: string, options: object[] = []) => ({ type: 1, name, description: "Sub", options });
const group = (name: string, options: object[] = []) => ({ type: 2, name, description: "Group", options });
const many = <T>(count: number, make: (n: number) => T) => Array.from({ length: count }, (_, n) => make(n));

const refused: [what: string, command: Record<string, unknown>, complaint: string][] = [
  ["a name in capitals", { name: "Urge" }, "0.name APPLICATION_COMMAND_INVALID_NAME"],
  ["a name with a space", { name: "my urge" }, "0.name APPLICATION_COMMAND_INVALID_NAME"],
  ["a name of 33 letters", { name: "x".repeat(33) }, "0.name BASE_TYPE_MAX_LENGTH"],
  ["no name", { name: undefined }, "0.name BASE_TYPE_REQUIRED"],
  ["no description", { name: "a", description: undefined }, "0.description BASE_TYPE_REQUIRED"],
  ["an empty description", { name: "a", description: "" }, "0.description BASE_TYPE_REQUIRED"],
  ["a description of 101", { name: "a", description: "x".repeat(101) }, "0.description BASE_TYPE_MAX_LENGTH"],
  [
    "a menu with a description",
    { name: "Look up", type: 2, description: "no" },
    "0.description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_INVALID",
  ],
  [
    "a menu with options",
    { name: "Look up", type: 3, description: "", options: [text("a")] },
    "0.options APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_INVALID",
  ],
  [
    "a required option after an optional",
    { name: "a", options: [text("x"), text("y", { required: true })] },
    "0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  ],
  [
    "the same in a subcommand",
    { name: "a", options: [sub("s", [text("x"), text("y", { required: true })])] },
    "0.options.0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
  ],
  [
    "two options of one name",
    { name: "a", options: [text("x"), text("x")] },
    "0.options.1.name APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED",
  ],
  [
    "an option in capitals",
    { name: "a", options: [text("X")] },
    "0.options.0.name APPLICATION_COMMAND_INVALID_NAME",
  ],
  [
    "an option without description",
    { name: "a", options: [{ type: 3, name: "x" }] },
    "0.options.0.description BASE_TYPE_REQUIRED",
  ],
  ["26 options", { name: "a", options: many(26, (n) => text(`o${n}`)) }, "0.options BASE_TYPE_MAX_LENGTH"],
  [
    "26 choices",
    { name: "a", options: [text("x", { choices: many(26, (n) => ({ name: `c${n}`, value: `${n}` })) })] },
    "0.options.0.choices BASE_TYPE_MAX_LENGTH",
  ],
  [
    "two choices of one name",
    {
      name: "a",
      options: [
        text("x", {
          choices: [
            { name: "c", value: "1" },
            { name: "c", value: "2" },
          ],
        }),
      ],
    },
    "0.options.0.choices.1.name APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_EXISTS",
  ],
  [
    "two choices of one value",
    {
      name: "a",
      options: [
        text("x", {
          choices: [
            { name: "c", value: "1" },
            { name: "d", value: "1" },
          ],
        }),
      ],
    },
    "0.options.0.choices.1.value APPLICATION_COMMAND_OPTIONS_CHOICE_VALUE_EXISTS",
  ],
  [
    "choices beside autocomplete",
    { name: "a", options: [text("x", { autocomplete: true, choices: [{ name: "c", value: "1" }] })] },
    "0.options.0.autocomplete APPLICATION_COMMAND_OPTIONS_CHOICES_AND_AUTOCOMPLETE",
  ],
  [
    "a subcommand beside an option",
    { name: "a", options: [sub("s"), text("x")] },
    "0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
  ],
  [
    "a group inside a group",
    { name: "a", options: [group("g", [group("h") as never])] },
    "0.options.0.options.0.type BASE_TYPE_CHOICES",
  ],
  [
    "an unknown type of option",
    { name: "a", options: [{ type: 99, name: "x", description: "d" }] },
    "0.options.0 UNION_TYPE_CHOICES",
  ],
  [
    "a least value above the greatest",
    { name: "a", options: [{ type: 4, name: "x", description: "d", min_value: 5, max_value: 1 }] },
    "0.options.0.min_value NUMBER_TYPE_MAX",
  ],
  [
    "a least length above the greatest",
    { name: "a", options: [text("x", { min_length: 5, max_length: 2 })] },
    "0.options.0.min_length NUMBER_TYPE_MAX",
  ],
  [
    "an unknown locale",
    { name: "a", name_localizations: { klingon: "a" } },
    "0.name_localizations.klingon BASE_TYPE_CHOICES",
  ],
  [
    "a bad name in another language",
    { name: "a", name_localizations: { de: "Ein Name" } },
    "0.name_localizations.de APPLICATION_COMMAND_INVALID_NAME",
  ],
  [
    "permissions that are no number",
    { name: "a", default_member_permissions: "Manage" },
    "0.default_member_permissions NUMBER_TYPE_COERCE",
  ],
  ["an unknown context", { name: "a", contexts: [7] }, "0.contexts.0 BASE_TYPE_CHOICES"],
  [
    "more than 8000 letters",
    {
      name: "a",
      options: many(25, (n) =>
        text(`o${n}`, { choices: many(25, (m) => ({ name: `c${m}`, value: "x".repeat(20) + String(m) })) }),
      ),
    },
    "0 APPLICATION_COMMAND_TOO_LARGE",
  ],
];

describe("a command is refused with", () => {
  it.each(refused)("%s", async (_what, command, complaint) => {
    const answered = await register(sandbox, [command]);
    expect(answered.body).toMatchObject({ code: 50035, message: "Invalid Form Body" });
    expect(complaints(answered)).toContain(complaint);
  });
});

it("refuses two commands of one name, but not a menu of that name", async () => {
  const twice = await register(sandbox, [{ name: "a" }, { name: "a" }]);
  expect(complaints(twice)).toEqual(["1.name APPLICATION_COMMANDS_DUPLICATE_NAME"]);
  const menu = await register(sandbox, [{ name: "a" }, { name: "a", type: 2, description: "" }]);
  expect(menu.status).toBe(200);
});

it("refuses more than a hundred commands with Discord's own code", async () => {
  const answered = await register(
    sandbox,
    many(101, (n) => ({ name: `c${n}` })),
  );
  expect(answered.body).toEqual({
    message: "Maximum number of application commands reached (100).",
    code: 30032,
  });
});

it("refuses a list that is none", async () => {
  const answered = await call(sandbox, "PUT", `/applications/${sandbox.applicationId}/commands`, {
    name: "a",
  });
  expect(complaints(answered)).toEqual(["LIST_TYPE_CONVERT"]);
});

it("takes permissions as a digit string and keeps a command's id over a change", async () => {
  const first = await register(sandbox, [{ name: "plan", default_member_permissions: "32", nsfw: false }]);
  const second = await register(sandbox, [
    { name: "plan", description: "Another", contexts: [0, 1, 2], integration_types: [0, 1] },
  ]);
  const [before] = first.body as unknown as { id: string; default_member_permissions: string }[];
  const [after] = second.body as unknown as { id: string; description: string }[];
  expect(before?.default_member_permissions).toBe("32");
  expect(after).toMatchObject({ id: before?.id, description: "Another" });
  expect(sandbox.log.entries().findLast((entry) => entry.kind === "request")?.unknown).toEqual([]);
});

it("reports properties that Discord does not know, and takes the command", async () => {
  const answered = await register(sandbox, [
    { name: "plan", colour: "blue", options: [text("x", { size: 3 })] },
  ]);
  expect(answered.status).toBe(200);
  expect(sandbox.log.entries().at(-1)).toMatchObject({ unknown: ["0.colour", "0.options.0.size"] });
});
