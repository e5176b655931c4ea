/** What a modal asks for, and whether what was given will do. */
import type {
  APIComponentInLabel,
  APIModalInteractionResponseCallbackComponent,
} from "discord-api-types/v10";

export type FieldValue = string | string[] | boolean | null;

/** A part of the modal that takes an answer, with its words. */
export interface ModalField {
  customId: string;
  label: string;
  description: string | null;
  part: APIComponentInLabel;
  required: boolean;
}

export type ModalPart = { kind: "text"; content: string } | { kind: "field"; field: ModalField };

const CHECKBOX = 23;

export function partsOf(components: readonly APIModalInteractionResponseCallbackComponent[]): ModalPart[] {
  return components.flatMap((component): ModalPart[] => {
    if (component.type === 10) return [{ kind: "text", content: component.content }];
    if (component.type === 18) {
      return [
        {
          kind: "field",
          field: fieldOf(component.component, component.label, component.description ?? null),
        },
      ];
    }
    // The older form: text inputs in action rows, their label on the input itself.
    if (component.type !== 1) return [];
    return component.components.map((part) => ({
      kind: "field",
      field: fieldOf(part, part.label ?? "", null),
    }));
  });
}

function fieldOf(part: APIComponentInLabel, label: string, description: string | null): ModalField {
  // A tick can be left unset; all else is required unless the bot says otherwise.
  const required = part.type !== CHECKBOX && part.required !== false;
  return { customId: part.custom_id, label, description, part, required };
}

/** What a field holds before anybody has touched it. */
export function initialValue({ part }: ModalField): FieldValue {
  switch (part.type) {
    case 4:
      return part.value ?? "";
    case 21:
      return part.options.find((option) => option.default === true)?.value ?? null;
    case 3:
    case 22:
      return part.options.filter((option) => option.default === true).map(({ value }) => value);
    case 19:
      return [];
    case 23:
      return part.default === true;
    default:
      return (part.default_values ?? []).map(({ id }) => id);
  }
}

/** A sentence on what is wrong, or null. */
export function problemOf({ part, required }: ModalField, value: FieldValue): string | null {
  if (part.type === 4) return problemOfText(typeof value === "string" ? value : "", part, required);
  if (part.type === CHECKBOX) return null;
  if (part.type === 21) return required && value === null ? "Choose one." : null;
  const count = Array.isArray(value) ? value.length : 0;
  if (count === 0) return required ? "This is required." : null;
  const { min_values: min = 1, max_values: max = defaultMost(part) } = part;
  if (count < min) return `Choose at least ${min}.`;
  return count > max ? `Choose at most ${max}.` : null;
}

function defaultMost(part: APIComponentInLabel): number {
  return part.type === 22 ? part.options.length : 1;
}

function problemOfText(
  text: string,
  limits: { min_length?: number; max_length?: number },
  required: boolean,
): string | null {
  const { min_length: min = 0, max_length: max = 4000 } = limits;
  const { length } = text;
  if (length === 0) return required ? "This is required." : null;
  if (length < min) return `At least ${min} characters; this is ${length}.`;
  return length > max ? `At most ${max} characters; this is ${length}.` : null;
}
