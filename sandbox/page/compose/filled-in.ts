/** A command as it was filled in: what is wrong with it, or what is sent. */
import type { OptionValue } from "../../page-protocol.ts";
import { toUpload } from "./upload.ts";
import type { Upload } from "./upload.ts";
import { readField } from "./values.ts";
import type { Field } from "./values.ts";

/** What is wrong, by the option's name, in the order of the options. */
export function problemsOf(fields: readonly Field[]): [name: string, sentence: string][] {
  return fields.flatMap((field) => {
    const reading = readField(field);
    return "problem" in reading ? [[field.option.name, reading.problem] as [string, string]] : [];
  });
}

/** What the command takes along. Options that were left empty are left out. */
export async function givenIn(
  fields: readonly Field[],
): Promise<{ options: Record<string, OptionValue>; files: Record<string, Upload> }> {
  const options: Record<string, OptionValue> = {};
  const files: Record<string, Upload> = {};
  for (const field of fields) {
    const { name } = field.option;
    const reading = readField(field);
    if (field.file !== null) files[name] = await toUpload(field.file);
    else if ("value" in reading && reading.value !== undefined) options[name] = reading.value;
  }
  return { options, files };
}
