/** Bodies of messages: in a channel, by a webhook, as the answer to an interaction, new or edited. */
import type { APIMessage } from "discord-api-types/v10";
import { invalidForm, refusals } from "../discord-error.ts";
import type { Fault50035 } from "../discord-error.ts";
import type { Upload } from "../files.ts";
import { FLAG } from "../rest/message-body.ts";
import type { MessageBody } from "../rest/message-body.ts";
import { componentFaults, fault, letterCount } from "./components.ts";
import type { AnyComponent, Path } from "./components.ts";
import { embedFaults } from "./embeds.ts";
import { schemaFaults } from "./schema.ts";
import type { Checked, SchemaName, Strictness } from "./schema.ts";

export type MessageKind = "create" | "edit" | "webhook-create" | "webhook-edit";

export interface MessageRequest extends Checked {
  uploads: Upload[];
}

const schemas: Record<MessageKind, SchemaName> = {
  create: "MessageCreateRequestSchema",
  edit: "MessageEditRequestPartialSchema",
  "webhook-create": "IncomingWebhookRequestPartialSchema",
  "webhook-edit": "IncomingWebhookUpdateRequestPartialSchema",
};

/** Gives the body when Discord would take it, else throws what Discord would say. @param before the message that is edited. */
export function checkMessage(
  settings: Strictness,
  kind: MessageKind,
  request: MessageRequest,
  before?: APIMessage,
): MessageBody {
  const body = (request.body ?? {}) as MessageBody;
  if (!settings.strict) return body;
  refuse(schemaFaults(settings, schemas[kind], request));
  refuse(messageFaults({ body, path: [], uploads: request.uploads, before }));
  if (isEmpty({ body, path: [], uploads: request.uploads, before })) throw refusals.emptyMessage();
  return body;
}

export function refuse(faults: Fault50035[]): void {
  if (faults.length > 0) throw invalidForm(faults);
}

/** A body whose schema is right, and where it stands: at the top, or under `data` of a callback. */
export interface Draft {
  body: MessageBody;
  path: Path;
  uploads: Upload[];
  before: APIMessage | undefined;
}

type Rule = (draft: Draft) => Fault50035[];

const contentIsShort: Rule = ({ body, path }) =>
  letterCount(body.content) <= 2000
    ? []
    : [fault([...path, "content"], "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length.")];

/** All flags of messages Discord documents. */
const KNOWN_FLAGS = 0b1111_0011_1111_1111;

const flagsAreKnown: Rule = ({ body, path }) => {
  const flags = body.flags ?? 0;
  if (flags < 0) {
    return [fault([...path, "flags"], "NUMBER_TYPE_MIN", "int value should be greater than or equal to 0.")];
  }
  return (flags & ~KNOWN_FLAGS) === 0 && flags < 2 ** 31
    ? []
    : [fault([...path, "flags"], "MESSAGE_FLAGS_INVALID", "Unknown message flags were specified.")];
};

/** With Components V2 everything is a component. */
const noOldFieldsBesideV2: Rule = (draft) => {
  if (!isV2(draft)) return [];
  const { body, path, before } = draft;
  const fields = ["content", "embeds", "poll", "sticker_ids"] as const;
  return fields.flatMap((field) => {
    const given = (body as Record<string, unknown>)[field];
    const value = given === undefined ? (before as Record<string, unknown> | undefined)?.[field] : given;
    const used =
      typeof value === "string" ? value !== "" : Array.isArray(value) ? value.length > 0 : value != null;
    if (!used) return [];
    const message = `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`;
    return [fault([...path, field], "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)];
  });
};

const componentsFit: Rule = (draft) =>
  componentFaults({
    components: (draft.body.components ?? []) as AnyComponent[],
    path: [...draft.path, "components"],
    v2: isV2(draft),
    files: fileNames(draft),
  });

const embedsFit: Rule = ({ body, path }) => embedFaults(body.embeds ?? [], [...path, "embeds"]);

/** Naming a kind and single ids of it at once contradicts itself. */
const allowedMentionsAgree: Rule = ({ body, path }) => {
  const allowed = body.allowed_mentions;
  return (["users", "roles"] as const).flatMap((kind) => {
    const both = allowed?.parse?.includes(kind) === true && (allowed[kind]?.length ?? 0) > 0;
    const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`;
    return both
      ? [fault([...path, "allowed_mentions"], "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)]
      : [];
  });
};

/** Each listed attachment is one that is uploaded along, or one the message has. */
const attachmentsExist: Rule = ({ body, path, uploads, before }) => {
  const known = [
    ...uploads.map((upload) => upload.index),
    ...(before?.attachments ?? []).map((file) => file.id),
  ];
  return (body.attachments ?? []).flatMap((attachment, index) =>
    known.includes(attachment.id)
      ? []
      : [
          fault(
            [...path, "attachments", index, "id"],
            "ATTACHMENT_NOT_FOUND",
            "The attachment was not found.",
          ),
        ],
  );
};

const atMostTenFiles: Rule = ({ path, uploads }) =>
  uploads.length <= 10
    ? []
    : [fault([...path, "attachments"], "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")];

const rules: Rule[] = [
  contentIsShort,
  flagsAreKnown,
  noOldFieldsBesideV2,
  componentsFit,
  embedsFit,
  allowedMentionsAgree,
  attachmentsExist,
  atMostTenFiles,
];

export function messageFaults(draft: Draft): Fault50035[] {
  return rules.flatMap((rule) => rule(draft));
}

/** Whether nothing would be left to see. */
export function isEmpty({ body, uploads, before }: Draft): boolean {
  const content = (body.content === undefined ? before?.content : body.content) ?? "";
  const embeds = (body.embeds === undefined ? before?.embeds : body.embeds) ?? [];
  const components = (body.components === undefined ? before?.components : body.components) ?? [];
  const files = (body.attachments === undefined ? before?.attachments : body.attachments) ?? [];
  const poll = (body as { poll?: unknown }).poll;
  const stickers = (body as { sticker_ids?: unknown[] }).sticker_ids ?? [];
  const parts = [...embeds, ...components, ...files, ...uploads, ...stickers];
  return content.trim() === "" && parts.length === 0 && poll == null;
}

function isV2({ body, before }: Draft): boolean {
  return (((body.flags ?? 0) | (before?.flags ?? 0)) & FLAG.componentsV2) !== 0;
}

function fileNames({ body, uploads, before }: Draft): string[] {
  const kept = (before?.attachments ?? []).map((file) => file.filename);
  const added = uploads.map((upload) => {
    const listed = body.attachments?.find((one) => one.id === upload.index);
    return (listed?.filename ?? upload.name).replaceAll(/[^\w.-]/g, "_");
  });
  return [...kept, ...added, ...uploads.map((upload) => upload.name)];
}
