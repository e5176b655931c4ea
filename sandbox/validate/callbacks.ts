/** Bodies of the first answer to an interaction. */
import type { APIMessage } from "discord-api-types/v10";
import { refusals } from "../discord-error.ts";
import type { Fault50035 } from "../discord-error.ts";
import type { MessageBody } from "../rest/message-body.ts";
import { fault } from "./components.ts";
import type { AnyComponent } from "./components.ts";
import { isEmpty, messageFaults, refuse } from "./messages.ts";
import type { MessageRequest } from "./messages.ts";
import { modalFaults } from "./modals.ts";
import { schemaFaults } from "./schema.ts";
import type { SchemaName, Strictness } from "./schema.ts";

const schemas: Record<number, SchemaName> = {
  4: "CreateMessageInteractionCallbackRequestSchema",
  5: "CreateMessageInteractionCallbackRequestSchema",
  6: "UpdateMessageInteractionCallbackRequestSchema",
  7: "UpdateMessageInteractionCallbackRequestSchema",
  8: "ApplicationCommandAutocompleteCallbackRequestSchema",
  9: "ModalInteractionCallbackRequestSchema",
};

/** @param optionType type of the option that is being typed, for autocomplete. @param before the message the component is on. */
export function checkCallback(
  settings: Strictness,
  type: number,
  request: MessageRequest,
  context: { before: APIMessage | undefined; optionType: number | undefined },
): { data?: object } {
  const body = (request.body ?? {}) as { data?: object };
  const schema = schemas[type];
  if (!settings.strict || schema === undefined) return body;
  refuse(schemaFaults(settings, schema, request));
  if (type === 8) refuse(choiceFaults(body.data as Choices, context.optionType));
  if (type === 9)
    refuse(modalFaults((body.data as { components: AnyComponent[] }).components, ["data", "components"]));
  if (type === 4 || type === 7) checkData(type, request, body.data ?? {}, context.before);
  return body;
}

function checkData(
  type: number,
  request: MessageRequest,
  data: MessageBody,
  source: APIMessage | undefined,
): void {
  const before = type === 7 ? source : undefined;
  const draft = { body: data, path: ["data"], uploads: request.uploads, before };
  refuse(messageFaults(draft));
  if (isEmpty(draft)) throw refusals.emptyMessage();
}

interface Choices {
  choices?: { name: string; value: string | number }[] | null;
}

/** A choice's value has the type of its option. */
function choiceFaults(data: Choices | undefined, optionType: number | undefined): Fault50035[] {
  const wanted = optionType === 3 ? "string" : "number";
  return (data?.choices ?? []).flatMap((choice, index) => {
    const path = ["data", "choices", index];
    const faults: Fault50035[] = [];
    if (choice.name.trim() === "")
      faults.push(fault([...path, "name"], "BASE_TYPE_REQUIRED", "This field is required"));
    if (optionType !== undefined && typeof choice.value !== wanted) {
      const message =
        wanted === "string"
          ? `Could not interpret "${choice.value}" as string.`
          : `Value "${choice.value}" is not int.`;
      faults.push(
        fault(
          [...path, "value"],
          wanted === "string" ? "STRING_TYPE_CONVERT" : "NUMBER_TYPE_COERCE",
          message,
        ),
      );
    }
    return faults;
  });
}
