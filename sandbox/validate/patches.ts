/**
 * Where Discord's specification is wrong about what Discord takes. Each patch rewrites a copy of the body into the form
 * the specification knows; what is stored stays as it was sent.
 */
type Body = Record<string, unknown>;

/** Applies what is known about this schema's bodies. */
export function patched(schema: string, body: unknown): unknown {
  const patch = patches[schema];
  return patch === undefined ? emojiNames(body) : patch(emojiNames(body) as Body);
}

const patches: Record<string, (body: Body) => Body> = {
  ApplicationCommandUpdateRequestSchema: (body) => numbered(body, ["default_member_permissions"]),
  CreateGuildChannelRequestSchema: overwriteNumbers,
  UpdateGuildChannelRequestPartialSchema: overwriteNumbers,
};

/** Permissions are said to be integers; libraries send them as digit strings, which Discord prefers. */
function numbered(body: Body, keys: string[]): Body {
  const digits = keys.filter((key) => typeof body[key] === "string" && /^\d+$/.test(body[key]));
  return { ...body, ...Object.fromEntries(digits.map((key) => [key, Number(body[key])])) };
}

function overwriteNumbers(body: Body): Body {
  if (!Array.isArray(body.permission_overwrites)) return body;
  const overwrites = body.permission_overwrites.map((one: unknown) =>
    typeof one === "object" && one !== null ? numbered(one as Body, ["allow", "deny"]) : one,
  );
  return { ...body, permission_overwrites: overwrites };
}

/** An emoji of a server is said to need its name; its id alone is enough. A copy is made only where it must be. */
function emojiNames(value: unknown): unknown {
  if (Array.isArray(value)) return mapped(value, emojiNames);
  if (typeof value !== "object" || value === null) return value;
  let copy: Body | undefined;
  for (const [key, inner] of Object.entries(value)) {
    const next = key === "emoji" ? named(inner) : emojiNames(inner);
    if (next !== inner) copy = { ...(copy ?? value), [key]: next };
  }
  return copy ?? value;
}

function named(emoji: unknown): unknown {
  if (typeof emoji !== "object" || emoji === null) return emoji;
  const { id, name } = emoji as { id?: unknown; name?: unknown };
  return id != null && name == null ? { ...emoji, name: "emoji" } : emoji;
}

function mapped(items: unknown[], change: (item: unknown) => unknown): unknown[] {
  const next = items.map(change);
  return next.some((item, index) => item !== items[index]) ? next : items;
}
