/** An open modal, and what Discord's client checks before it sends one. */
import type { Interaction } from "../interactions/registry.ts";
import { DriverError } from "./driver-error.ts";
import { resolveReference, tidy } from "./options.ts";
import type { Scope } from "./options.ts";
import { allParts } from "./view.ts";
import type { Part } from "./view.ts";

export type FieldValue = string | string[] | boolean | null;

export interface FieldView {
  customId: string;
  label: string;
  description: string;
  /** `text`, `select`, `users`, `roles`, `mentionables`, `channels`, `radio`, `checkboxes`, `checkbox`, `file`. */
  kind: string;
  required: boolean;
  /** What it holds before anybody touches it. */
  value: FieldValue;
  options: string[];
}

export interface ModalView {
  title: string;
  customId: string;
  /** Text between the fields. */
  text: string;
  fields: FieldView[];
}

const KINDS: Record<number, string> = {
  3: "select",
  4: "text",
  5: "users",
  6: "roles",
  7: "mentionables",
  8: "channels",
  19: "file",
  21: "radio",
  22: "checkboxes",
  23: "checkbox",
};

interface Field {
  part: Part;
  label: string;
  description: string;
}

export function viewModal(interaction: Interaction): ModalView {
  const { modal } = interaction;
  if (modal === null) throw new DriverError("no-modal", "No modal is open.");
  const parts = modal.components as unknown as Part[];
  return {
    title: modal.title,
    customId: modal.custom_id,
    text: parts
      .filter((part) => part.type === 10)
      .map((part) => part.content ?? "")
      .join("\n"),
    fields: fieldsOf(parts).map(({ part, label, description }) => ({
      customId: part.custom_id ?? "",
      label,
      description,
      kind: KINDS[part.type] ?? "unknown",
      required: isRequired(part),
      value: initial(part),
      options: (part.options ?? []).map((option) => option.label),
    })),
  };
}

function fieldsOf(parts: Part[]): Field[] {
  return parts.flatMap((part): Field[] => {
    if (part.type === 18 && part.component !== undefined) {
      return [{ part: part.component, label: part.label ?? "", description: part.description ?? "" }];
    }
    return allParts(part.components ?? []).map((inner) => ({
      part: inner,
      label: inner.label ?? "",
      description: "",
    }));
  });
}

/** Discord takes a part without `required` as required, a tick box apart. */
function isRequired(part: Part): boolean {
  return part.type === 23 ? false : part.required !== false;
}

function initial(part: Part): FieldValue {
  const chosen = (part.options ?? [])
    .filter((option) => option.default === true)
    .map((option) => option.value);
  if (part.type === 4) return part.value ?? "";
  if (part.type === 23) return part.default === true;
  if (part.type === 21) return chosen[0] ?? null;
  return part.type === 3 || part.type === 22 ? chosen : (part.default_values ?? []).map((value) => value.id);
}

/** The `data` of the modal's interaction. @param given by label or custom id; what is left out stays as it was. */
export function submission(
  scope: Scope,
  interaction: Interaction,
  given: Record<string, FieldValue>,
): object {
  const { modal } = interaction;
  if (modal === null) throw new DriverError("no-modal", "No modal is open.");
  const parts = modal.components as unknown as Part[];
  const fields = fieldsOf(parts);
  const values = new Map<Part, FieldValue>(fields.map(({ part }) => [part, initial(part)]));
  for (const [key, value] of Object.entries(given)) values.set(fieldCalled(fields, key).part, value);

  const filled = (part: Part) => fill(scope, part, labelFor(fields, part), values.get(part) ?? null);
  const components = parts.map((part) => {
    const { type, id } = part;
    if (type === 18 && part.component !== undefined) return { type, id, component: filled(part.component) };
    if (type === 1) return { type, id, components: (part.components ?? []).map(filled) };
    return { type, id };
  });
  const resolved = tidy(scope.resolved);
  return { custom_id: modal.custom_id, components, ...(resolved === undefined ? {} : { resolved }) };
}

function fieldCalled(fields: Field[], key: string): Field {
  const found = fields.find(({ part, label }) => part.custom_id === key || label === key);
  if (found !== undefined) return found;
  throw new DriverError(
    "unknown-field",
    `The modal has no field "${key}".`,
    fields.map((field) => field.label),
  );
}

function labelFor(fields: Field[], part: Part): string {
  const field = fields.find((one) => one.part === part);
  return field === undefined || field.label === "" ? (part.custom_id ?? "") : field.label;
}

function fill(scope: Scope, part: Part, label: string, value: FieldValue): object {
  const { type, id, custom_id } = part;
  const base = { type, id, custom_id };
  if (type === 4) return { ...base, value: text(part, label, value) };
  if (type === 23) return { ...base, value: value === true };
  if (type === 21) return { ...base, value: chosenOne(part, label, value) };
  const values = [value ?? []].flat().map(String);
  return { ...base, values: chosenMany(scope, part, label, values) };
}

function text(part: Part, label: string, value: FieldValue): string {
  const given = value === null ? "" : String(value);
  const { min_length: min = 0, max_length: max = 4000 } = part;
  if (given === "" && isRequired(part)) throw invalid(label, "has to be filled in");
  if (given !== "" && given.length < min) throw invalid(label, `takes at least ${min} characters`);
  if (given.length > max) throw invalid(label, `takes at most ${max} characters`);
  return given;
}

function chosenOne(part: Part, label: string, value: FieldValue): string | null {
  if (value === null) {
    if (isRequired(part)) throw invalid(label, "has to be chosen");
    return null;
  }
  return optionValue(part, label, String(value));
}

function chosenMany(scope: Scope, part: Part, label: string, values: string[]): string[] {
  const required = isRequired(part);
  const min = part.min_values ?? (required ? 1 : 0);
  const max = part.max_values ?? (part.type === 22 ? (part.options?.length ?? 1) : 1);
  if (values.length === 0 && !required) return [];
  if (values.length < min) throw invalid(label, `takes at least ${min}`);
  if (values.length > max) throw invalid(label, `takes at most ${max}`);
  return values.map((value) =>
    part.options === undefined ? reference(scope, part, label, value) : optionValue(part, label, value),
  );
}

/** The value of an option given by value or label. */
export function optionValue(part: Part, label: string, wanted: string): string {
  const options = part.options ?? [];
  const found =
    options.find((option) => option.value === wanted) ?? options.find((option) => option.label === wanted);
  if (found !== undefined) return found.value;
  throw new DriverError(
    "not-an-option",
    `"${wanted}" is not an option of "${label}".`,
    options.map((one) => one.label),
  );
}

/** The id of a person, role or channel a select takes. */
export function reference(scope: Scope, part: Part, label: string, wanted: string): string {
  const kinds = { 5: ["user"], 6: ["role"], 7: ["user", "role"], 8: ["channel"] }[part.type] ?? [];
  for (const kind of kinds) {
    const id = resolveReference(scope, kind, wanted, part.channel_types);
    if (id !== undefined) return id;
  }
  throw new DriverError("not-an-option", `"${wanted}" cannot be chosen in "${label}".`);
}

function invalid(label: string, why: string): DriverError {
  return new DriverError("invalid-field", `"${label}" ${why}.`);
}
