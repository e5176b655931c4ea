import type { APIApplicationCommandBasicOption, APIApplicationCommandOption } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import type { OfferedCommand, PageChannel } from "#sandbox/page-protocol.ts";
import { narrow } from "../../sandbox/page/components/choices.ts";
import { entriesIn, matching } from "../../sandbox/page/compose/entries.ts";
import { soFar } from "../../sandbox/page/compose/suggest.ts";
import { emptyField, limitsOf, readField } from "../../sandbox/page/compose/values.ts";
import type { Field } from "../../sandbox/page/compose/values.ts";

type Option = APIApplicationCommandBasicOption;
const option = (parts: object): Option => ({ name: "a", description: "", ...parts }) as Option;
const typed = (parts: object, text: string): Field => ({ ...emptyField(option(parts)), text });

describe("what was typed into an option", () => {
  it.each([
    [{ type: 4, min_value: 1, max_value: 10 }, "7", { value: 7 }],
    [{ type: 4, min_value: 1, max_value: 10 }, "0", { problem: "The smallest is 1." }],
    [{ type: 4, min_value: 1, max_value: 10 }, "11", { problem: "The greatest is 10." }],
    [{ type: 4 }, "1.5", { problem: "This must be a whole number." }],
    [{ type: 4 }, "1e400", { problem: "This must be a whole number." }],
    [{ type: 10 }, "1.5", { value: 1.5 }],
    [{ type: 10 }, "one", { problem: "This must be a number." }],
    [{ type: 3, min_length: 2, max_length: 3 }, "a", { problem: "At least 2 characters; this is 1." }],
    [{ type: 3, max_length: 3 }, "😀😀😀", { value: "😀😀😀" }],
    [{ type: 3, max_length: 3 }, "abcd", { problem: "At most 3 characters; this is 4." }],
    [{ type: 3, choices: [{ name: "A", value: "a" }] }, "A", { problem: "Pick one from the list." }],
    [{ type: 5 }, "true", { problem: "Pick one from the list." }],
    [{ type: 6 }, "ash", { problem: "Pick one from the list." }],
    [{ type: 3, required: true }, " ", { problem: "This option is required." }],
    [{ type: 3 }, "", { value: undefined }],
  ])("%o with %s is read", (parts, text, reading) => {
    expect(readField(typed(parts, text))).toEqual(reading);
  });

  it("is what was picked, where something was", () => {
    expect(readField({ ...typed({ type: 5 }, "True"), picked: { label: "True", value: true } })).toEqual({
      value: true,
    });
  });

  it("is told to the bot as typed while it completes it, and the rest only where it is right", () => {
    const good = typed({ type: 4, name: "good" }, "7");
    const bad = typed({ type: 4, name: "bad" }, "x");
    const focused = typed({ type: 3, name: "city", autocomplete: true }, "Kat");
    expect(soFar([good, bad, focused], focused)).toEqual({ good: 7, city: "Kat" });
  });

  it.each([
    [{ type: 4, min_value: 1, max_value: 10 }, "1 to 10"],
    [{ type: 10, min_value: 0 }, "0 or more"],
    [{ type: 3, max_length: 80 }, "up to 80 characters"],
    [{ type: 5 }, ""],
  ])("%o is explained in a line", (parts, line) => {
    expect(limitsOf(option(parts))).toBe(line);
  });
});

describe("the commands to pick from", () => {
  const sub = (name: string): APIApplicationCommandOption =>
    ({ type: 1, name, description: name }) as APIApplicationCommandOption;
  const offered = (name: string, where: Partial<OfferedCommand>, parts: object = {}): OfferedCommand =>
    ({
      command: { type: 1, name, description: `Does ${name}`, ...parts },
      guilds: [],
      botDm: false,
      private: false,
      ...where,
    }) as unknown as OfferedCommand;
  const commands = [
    offered("urge", { guilds: ["5"], botDm: true }),
    offered(
      "schedule",
      { guilds: ["5"] },
      { options: [sub("list"), { type: 2, name: "help", description: "", options: [sub("add")] }] },
    ),
    offered("Count", { guilds: ["5"] }, { type: 3 }),
    offered("checkin", { guilds: ["5"] }, { description_localizations: { de: "Wie es dir geht" } }),
  ];
  const inGuild = { channel: { id: "1", guild_id: "5" }, context: "guild" } as unknown as PageChannel;
  const inDm = { channel: { id: "2" }, context: "bot_dm" } as unknown as PageChannel;
  const names = (place: PageChannel) => entriesIn(commands, place, "en-GB").map(({ path }) => path);

  it("are those offered here, subcommands on their own", () => {
    expect(names(inGuild)).toEqual(["checkin", "schedule help add", "schedule list", "urge"]);
    expect(names(inDm)).toEqual(["urge"]);
  });

  it("speak the person's language where they can", () => {
    expect(entriesIn(commands, inGuild, "de")[0]?.description).toBe("Wie es dir geht");
  });

  it("narrow down by name first, then by what they do", () => {
    const entries = entriesIn(commands, inGuild, "en-GB");
    expect(matching(entries, "sch").map(({ path }) => path)).toEqual(["schedule help add", "schedule list"]);
    expect(matching(entries, "does u").map(({ path }) => path)).toEqual(["urge"]);
    expect(matching(entries, "nothing of the kind")).toEqual([]);
  });
});

it("puts choices that begin with what was typed before those that hold it", () => {
  const choices = ["Lisbon", "Milan", "Oslo"].map((label) => ({ label, value: label }));
  expect(narrow(choices, "l").map(({ label }) => label)).toEqual(["Lisbon", "Milan", "Oslo"]);
  expect(narrow(choices, "LI").map(({ label }) => label)).toEqual(["Lisbon"]);
});
