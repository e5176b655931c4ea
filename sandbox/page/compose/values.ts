/** What was typed into an option, checked as the chat app checks it before anything is sent. */
import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import type { OptionValue } from "../../page-protocol.ts";
import type { Choice } from "../components/choices.ts";

/** An option that is being filled in. */
export interface Field {
  option: APIApplicationCommandBasicOption;
  text: string;
  /** What was picked from a list; gone as soon as one types on. */
  picked: { label: string; value: OptionValue } | null;
  file: File | null;
}

export type Reading = { value: OptionValue | undefined } | { problem: string };

const LONGEST = 6000;

export function emptyField(option: APIApplicationCommandBasicOption): Field {
  return { option, text: "", picked: null, file: null };
}

/** The value to send, `undefined` when nothing was given, or a sentence on what is wrong. */
export function readField(field: Field): Reading {
  const { option, text, picked, file } = field;
  const given = picked !== null || file !== null || text.trim() !== "";
  if (!given)
    return option.required === true ? { problem: "This option is required." } : { value: undefined };
  if (picked !== null) return { value: picked.value };
  switch (option.type) {
    case 3:
      return readText(text, option);
    case 4:
      return readNumber(text, option, true);
    case 10:
      return readNumber(text, option, false);
    case 11:
      return file === null ? { problem: "Choose a file." } : { value: file.name };
    default:
      return { problem: "Pick one from the list." };
  }
}

interface TextLimits {
  min_length?: number;
  max_length?: number;
  choices?: readonly unknown[];
}

function readText(
  text: string,
  { min_length: min = 0, max_length: max = LONGEST, choices = [] }: TextLimits,
): Reading {
  if (choices.length > 0) return { problem: "Pick one from the list." };
  const { length } = Array.from(text);
  if (length < min) return { problem: `At least ${min} characters; this is ${length}.` };
  return length > max ? { problem: `At most ${max} characters; this is ${length}.` } : { value: text };
}

interface NumberLimits {
  min_value?: number;
  max_value?: number;
  choices?: readonly unknown[];
}

function readNumber(
  text: string,
  { min_value: min, max_value: max, choices = [] }: NumberLimits,
  whole: boolean,
): Reading {
  if (choices.length > 0) return { problem: "Pick one from the list." };
  const number = Number(text.trim());
  if (!Number.isFinite(number) || (whole && !Number.isSafeInteger(number))) {
    return { problem: whole ? "This must be a whole number." : "This must be a number." };
  }
  if (min !== undefined && number < min) return { problem: `The smallest is ${min}.` };
  return max !== undefined && number > max ? { problem: `The greatest is ${max}.` } : { value: number };
}

/** What can be picked for an option whose choices are known beforehand; null where one types freely. */
export function fixedChoices(option: APIApplicationCommandBasicOption): Choice[] | null {
  if (option.type === 5)
    return [
      { value: "true", label: "True" },
      { value: "false", label: "False" },
    ];
  if (!("choices" in option) || option.choices === undefined || option.choices.length === 0) return null;
  return option.choices.map(({ name, value }) => ({ value: String(value), label: name }));
}

/** A choice's text back as the type the option wants. */
export function typed(option: APIApplicationCommandBasicOption, value: string): OptionValue {
  if (option.type === 5) return value === "true";
  return option.type === 4 || option.type === 10 ? Number(value) : value;
}

/** One line on what fits: "1 to 10", "up to 80 characters". */
export function limitsOf(option: APIApplicationCommandBasicOption): string {
  if (option.type === 4 || option.type === 10) {
    const { min_value: min, max_value: max } = option as NumberLimits;
    if (min !== undefined && max !== undefined) return `${min} to ${max}`;
    if (min !== undefined) return `${min} or more`;
    return max === undefined ? "" : `up to ${max}`;
  }
  if (option.type !== 3) return "";
  const { min_length: min, max_length: max } = option as TextLimits;
  if (max === undefined) return min === undefined ? "" : `at least ${min} characters`;
  return min === undefined || min === 0 ? `up to ${max} characters` : `${min} to ${max} characters`;
}
