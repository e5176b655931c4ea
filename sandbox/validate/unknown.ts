/** Properties that the schema dropped, by path. Discord ignores them; whoever sends them should know. */
export function unknownProperties(input: unknown, kept: unknown, path = ""): string[] {
  if (Array.isArray(input) && Array.isArray(kept)) {
    return input.flatMap((item, index) => unknownProperties(item, kept[index], join(path, String(index))));
  }
  if (!isObject(input) || !isObject(kept)) return [];
  return Object.entries(input).flatMap(([key, value]) => {
    if (value === undefined) return [];
    if (key in kept) return unknownProperties(value, kept[key], join(path, key));
    return documented.has(key) ? [] : [join(path, key)];
  });
}

/** Real properties that Discord's specification leaves out. */
const documented = new Set(["nsfw", "enforce_nonce", "nonce", "animated"]);

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
