/** From what a bot sends to the message as Discord shows it: files, media, mentions, component ids. */
import type { APIAttachment, APIMessage, APIMessageTopLevelComponent } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import type { Upload } from "../files.ts";
import type { Channel } from "../world/entities.ts";
import { renderUser } from "../world/render.ts";
import { invalidForm } from "../discord-error.ts";

/** The properties all message bodies share; they have been checked already. */
export interface MessageBody {
  content?: string | null;
  embeds?: object[] | null;
  components?: object[] | null;
  attachments?: { id: string; filename?: string | null; description?: string | null }[] | null;
  allowed_mentions?: {
    parse?: string[] | null;
    users?: string[] | null;
    roles?: string[] | null;
    replied_user?: boolean | null;
  } | null;
  flags?: number | null;
  tts?: boolean | null;
}

export const FLAG = { ephemeral: 1 << 6, loading: 1 << 7, componentsV2: 1 << 15 } as const;

/**
 * Properties of the message that the body sets; those it leaves out are left out here, so that the same serves an edit.
 *
 * @param before attachments the message has already, of which an edit may keep some.
 */
export function messageParts(
  core: Core,
  channel: Channel,
  body: MessageBody,
  uploads: Upload[],
  before: APIAttachment[] = [],
): Partial<APIMessage> {
  const attachments = keptAndNew(core, channel, body, uploads, before);
  const resolve = mediaResolver(attachments ?? before);
  const parts: Partial<APIMessage> = {};
  if (attachments !== undefined) parts.attachments = attachments;
  if (body.content !== undefined) Object.assign(parts, mentions(core, channel, body));
  if (body.embeds !== undefined) {
    parts.embeds = (body.embeds ?? []).map((embed) => ({
      type: "rich",
      ...(resolve(embed) as object),
    })) as never;
  }
  if (body.components !== undefined) {
    const numbered = withIds(body.components ?? []);
    parts.components = resolve(numbered, ["components"]) as APIMessageTopLevelComponent[];
  }
  return parts;
}

function keptAndNew(
  core: Core,
  channel: Channel,
  body: MessageBody,
  uploads: Upload[],
  before: APIAttachment[],
): APIAttachment[] | undefined {
  if (body.attachments === undefined && uploads.length === 0) return undefined;
  const listed = body.attachments ?? [];
  const kept =
    body.attachments == null ? before : before.filter((old) => listed.some((item) => item.id === old.id));
  const added = uploads.map((upload) => {
    const item = listed.find((one) => one.id === upload.index);
    const name = item?.filename ?? upload.name;
    return core.files.add(channel.id, { ...upload, name }, item?.description);
  });
  return [...kept, ...added];
}

/** Replaces `attachment://name` in media and embeds by the file's address, as Discord does. */
function mediaResolver(attachments: APIAttachment[]) {
  return function resolve(value: unknown, path: (string | number)[] = []): unknown {
    if (Array.isArray(value)) return value.map((item, index) => resolve(item, [...path, index]));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [
      key,
      resolve(inner, [...path, key]),
    ]);
    const copy = Object.fromEntries(entries) as Record<string, unknown>;
    if (typeof copy.url === "string" && copy.url.startsWith("attachment://")) {
      Object.assign(copy, mediaOf(attachments, copy.url, path));
    } else if (typeof copy.url === "string" && path.some((part) => part === "media" || part === "file")) {
      copy.proxy_url ??= copy.url;
    }
    return copy;
  };
}

function mediaOf(attachments: APIAttachment[], reference: string, path: (string | number)[]): object {
  const name = reference.slice("attachment://".length);
  const file = attachments.find((attachment) => attachment.filename === name);
  if (file === undefined) {
    const message = `The attachment name "${name}" was not found.`;
    throw invalidForm([
      { path: [...path, "url"], reason: "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", message },
    ]);
  }
  const { url, proxy_url, width, height, content_type, id } = file;
  return {
    url,
    proxy_url,
    width,
    height,
    content_type,
    attachment_id: id,
    placeholder: null,
    placeholder_version: 1,
    loading_state: 2,
  };
}

/** Discord numbers components that have no id of their own, from 1, depth first. */
export function withIds(components: object[]): object[] {
  const taken = new Set<number>();
  walk(components, (component) => {
    if (typeof component.id === "number" && component.id > 0) taken.add(component.id);
  });
  let next = 1;
  return structuredClone(components).map((component) => {
    walk([component], (one) => {
      if (typeof one.id === "number" && one.id > 0) return;
      while (taken.has(next)) next += 1;
      one.id = next;
      taken.add(next);
    });
    return component;
  });
}

interface AnyComponent {
  id?: number;
  components?: object[];
  component?: object;
  accessory?: object;
}

function walk(components: object[], visit: (component: AnyComponent) => void): void {
  for (const component of components as AnyComponent[]) {
    visit(component);
    if (component.components !== undefined) walk(component.components, visit);
    if (component.component !== undefined) walk([component.component], visit);
    if (component.accessory !== undefined) walk([component.accessory], visit);
  }
}

/** Whom a text names, as far as `allowed_mentions` lets it. */
function mentions(core: Core, channel: Channel, body: MessageBody): Partial<APIMessage> {
  const content = body.content ?? "";
  const allowed = body.allowed_mentions;
  const may = (kind: "users" | "roles", id: string) =>
    allowed == null || allowed.parse?.includes(kind) === true || allowed[kind]?.includes(id) === true;
  const users = [...content.matchAll(/<@!?(\d+)>/g)].map((match) => match[1] ?? "");
  const roles = [...content.matchAll(/<@&(\d+)>/g)].map((match) => match[1] ?? "");
  const everyone =
    /@(everyone|here)/.test(content) && (allowed == null || allowed.parse?.includes("everyone") === true);
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId);
  return {
    content,
    mentions: [...new Set(users)].flatMap((id) => {
      const user = core.world.user(id);
      return user === undefined || !may("users", id) ? [] : [renderUser(user)];
    }),
    mention_roles: [...new Set(roles)].filter((id) => guild?.roles.has(id) === true && may("roles", id)),
    mention_everyone: everyone && guild !== undefined,
  };
}
