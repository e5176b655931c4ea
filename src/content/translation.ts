/** Compares a translation with its original: the same shape and the same facts, other words. */

/** One sentence for each place where the translation differs in more than its words. */
export function compareTranslation(
  original: unknown,
  translated: unknown,
  prose: readonly string[],
  free: readonly string[] = [],
): string[] {
  return compare(original, translated, { prose, free }, false, []);
}

function compare(
  a: unknown,
  b: unknown,
  keys: { prose: readonly string[]; free: readonly string[] },
  inProse: boolean,
  path: readonly (string | number)[],
): string[] {
  const where = path.join(".");
  if (Array.isArray(a) && Array.isArray(b)) {
    if (a.length !== b.length)
      return [`${where}: the original has ${a.length} entries, this has ${b.length}.`];
    return a.flatMap((item, i) => compare(item, b[i], keys, inProse, [...path, i]));
  }
  if (isRecord(a) && isRecord(b)) {
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => {
      const place = [...path, key];
      if (keys.free.includes(key)) return [];
      if (!Object.hasOwn(b, key)) return [`${place.join(".")}: is in the original and missing here.`];
      if (!Object.hasOwn(a, key)) return [`${place.join(".")}: is not in the original.`];
      return compare(a[key], b[key], keys, inProse || keys.prose.includes(key), place);
    });
  }
  if (a === b || (inProse && typeof a === typeof b)) return [];
  return [`${where}: must be the same as in the original, ${JSON.stringify(a)}.`];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
