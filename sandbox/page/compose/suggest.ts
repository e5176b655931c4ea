/** What to offer while an option is being typed. */
import { channels, narrow, people, roles } from "../components/choices.ts";
import type { Choice } from "../components/choices.ts";
import type { Names } from "../state/names.ts";
import type { OptionValue } from "../../page-protocol.ts";
import { fixedChoices, readField } from "./values.ts";
import type { Field } from "./values.ts";

/** Choices for all but autocompleted options; null where there is nothing to pick. */
export function suggestions(field: Field, names: Names, guildId: string | null): Choice[] | null {
  const known = knownChoices(field, names, guildId);
  if (known === null) return null;
  // Once picked, the list shows the others again.
  return narrow(known, field.picked === null ? field.text : "");
}

function knownChoices({ option }: Field, names: Names, guildId: string | null): Choice[] | null {
  switch (option.type) {
    case 6:
      return people(names, guildId);
    case 7:
      return channels(names, guildId, option.channel_types);
    case 8:
      return roles(names.guild(guildId));
    case 9:
      return [...people(names, guildId), ...roles(names.guild(guildId))];
    default:
      return fixedChoices(option);
  }
}

export function isAutocompleted({ option }: Field): boolean {
  return "autocomplete" in option && option.autocomplete === true;
}

/** All that has been typed so far, as the bot is told it while it completes one of the options. */
export function soFar(fields: readonly Field[], focused: Field): Record<string, OptionValue> {
  const given: Record<string, OptionValue> = {};
  for (const field of fields) {
    const { name } = field.option;
    if (field === focused) given[name] = field.text;
    else {
      const reading = readField(field);
      if ("value" in reading && reading.value !== undefined && field.file === null)
        given[name] = reading.value;
    }
  }
  return given;
}
